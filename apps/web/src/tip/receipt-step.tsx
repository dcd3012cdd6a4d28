import { type AnswerOf, tipCodeLength, tipEndpoints } from '@gatehouse/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.js';
import { useLinkAct } from '../consent/use-link-act.js';
import { PageTitle } from '../ui/page-title.js';
import { PlainButton } from '../ui/plain/plain-button.js';
import { PlainFacts } from '../ui/plain/plain-facts.js';
import { PlainField } from '../ui/plain/plain-field.js';
import { PlainProblem } from '../ui/plain/plain-problem.js';
import { endTime, exactTime } from '../ui/time.js';
import { useLanguage, useWords } from '../ui/words.js';
import styles from './tip.module.css';

type Receipt = AnswerOf<typeof tipEndpoints.receipt>;

/** What became of a tip, by the code of its receipt. */
export function ReceiptStep({ onBack }: { onBack: () => void }) {
  const { t } = useTranslation('tip');
  const [code, setCode] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const [receipt, setReceipt] = useState<Receipt>();
  const ask = useLinkAct();
  const isWhole = code.normalize('NFKC').replace(/[\s-]/g, '').length === tipCodeLength;
  const enter = (): void => {
    setIsAsked(true);
    setReceipt(undefined);
    if (isWhole) void ask.run(async () => setReceipt(await call(tipEndpoints.receipt, { body: { code } })));
  };
  return (
    <>
      <PageTitle title={t('ask.title')} lead={t('ask.lead')} />
      <form
        className={styles.form}
        aria-label={t('ask.title')}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          enter();
        }}
      >
        <PlainField
          label={t('ask.label')}
          hint={t('ask.hint')}
          problem={isAsked && !isWhole ? t('ask.missing') : undefined}
          value={code}
          onChange={(typed) => setCode(typed.toUpperCase())}
          maximumLength={40}
        />
        {ask.problem ? <PlainProblem problem={ask.problem} /> : null}
        <PlainButton type="submit" isPrimary isBusy={ask.isBusy}>
          {t('ask.act')}
        </PlainButton>
      </form>
      <div aria-live="polite">{receipt ? <Found receipt={receipt} /> : null}</div>
      <PlainButton onClick={onBack}>{t('ask.another')}</PlainButton>
    </>
  );
}

function Found({ receipt: { receivedAt, words: said, dueAt } }: { receipt: Receipt }) {
  const { t } = useTranslation('tip');
  const words = useWords();
  const language = useLanguage();
  return (
    <section className={styles.result}>
      <p className={styles.sentence}>{words(said)}</p>
      <PlainFacts
        facts={[
          { name: t('ask.receivedAt'), value: exactTime(Date.parse(receivedAt), language) },
          ...(dueAt === undefined ? [] : [{ name: t('ask.dueAt'), value: endTime(Date.parse(dueAt), language) }]),
        ]}
      />
    </section>
  );
}
