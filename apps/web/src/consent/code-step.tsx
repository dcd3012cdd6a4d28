import { consentEndpoints } from '@gatehouse/contract';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.js';
import { PageTitle } from '../ui/page-title.js';
import { PlainButton } from '../ui/plain/plain-button.js';
import { PlainField } from '../ui/plain/plain-field.js';
import { PlainProblem } from '../ui/plain/plain-problem.js';
import styles from './consent.module.css';
import { type ConsentView } from './use-consent.js';
import { useLinkAct } from './use-link-act.js';

type CodeStepProps = { readonly secret: string; readonly onOpen: (page: ConsentView) => void };

/** Before the page: the code that was sent to the same phone or e-mail, or is printed in the letter. Shows nothing of anybody. */
export function CodeStep({ secret, onOpen }: CodeStepProps) {
  const { t } = useTranslation('consent');
  const [code, setCode] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const open = useLinkAct();
  const enter = (): void => {
    setIsAsked(true);
    if (code.length < 4) return;
    void open.run(async (options) =>
      onOpen(await call(consentEndpoints.unlock, { body: { code } }, { ...options, linkSecret: secret })),
    );
  };
  return (
    <>
      <PageTitle title={t('code.title')} lead={t('code.lead')} />
      <SendCode secret={secret} />
      <form
        className={styles.form}
        aria-label={t('code.title')}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          enter();
        }}
      >
        <PlainField
          label={t('code.label')}
          hint={t('code.hint')}
          problem={isAsked && code.length < 4 ? t('code.missing') : undefined}
          value={code}
          onChange={(typed) => setCode(plainCode(typed))}
          autoComplete="one-time-code"
          maximumLength={20}
        />
        {open.problem ? <PlainProblem problem={open.problem} /> : null}
        <PlainButton type="submit" isPrimary isBusy={open.isBusy}>
          {t('code.open')}
        </PlainButton>
      </form>
    </>
  );
}

/** A code as it is meant: half-width, without spaces and hyphens, letters large. */
export function plainCode(typed: string): string {
  return typed.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
}

function SendCode({ secret }: { secret: string }) {
  const { t } = useTranslation('consent');
  const send = useLinkAct();
  const [sent, setSent] = useState<'sms' | 'email' | 'printed'>();
  const [wait, setWait] = useState(0);
  useEffect(() => {
    if (wait <= 0) return;
    const timer = setTimeout(() => setWait(wait - 1), 1000);
    return () => clearTimeout(timer);
  }, [wait]);
  const ask = (): void =>
    void send.run(async (options) => {
      const answer = await call(consentEndpoints.sendCode, {}, { ...options, linkSecret: secret });
      setSent(answer.channel);
      setWait(answer.waitSeconds);
    });
  return (
    <div className={styles.form}>
      <PlainButton isBusy={send.isBusy} isDisabled={wait > 0} onClick={ask}>
        {wait > 0 ? t('code.wait', { seconds: wait }) : t(sent ? 'code.sendAgain' : 'code.send')}
      </PlainButton>
      <p role="status">{sent ? t(`code.sent.${sent}`) : null}</p>
      {send.problem ? <PlainProblem problem={send.problem} /> : null}
    </div>
  );
}
