import { ownPageEndpoints, type Problem } from '@gatehouse/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.js';
import { useLinkAct } from '../consent/use-link-act.js';
import { PageTitle } from '../ui/page-title.js';
import { PlainButton } from '../ui/plain/plain-button.js';
import { PlainField } from '../ui/plain/plain-field.js';
import { PlainProblem } from '../ui/plain/plain-problem.js';
import { IdentityStep } from './identity-step.js';
import styles from './own-page.module.css';
import { isWholeCode, type OwnPageView, plainCode } from './use-own-page.js';

type CodeStepProps = {
  readonly first: string;
  /** Why the way by electronic identity did not open the page. */
  readonly problem: Problem | undefined;
  readonly onOpen: (page: OwnPageView) => void;
};

/** Before the page: the code of the sheet, scanned or typed. It is used when the person says so, and not by looking at it. */
export function CodeStep({ first, problem, onOpen }: CodeStepProps) {
  const { t } = useTranslation('own-page');
  const [code, setCode] = useState(first);
  const [isAsked, setIsAsked] = useState(false);
  const open = useLinkAct();
  const enter = (): void => {
    setIsAsked(true);
    if (!isWholeCode(code)) return;
    void open.run(async (options) =>
      onOpen(await call(ownPageEndpoints.open, { body: { code: plainCode(code) } }, options)),
    );
  };
  return (
    <>
      <PageTitle title={t('code.title')} lead={t('code.lead')} />
      {problem ? <PlainProblem problem={problem} /> : null}
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
          hint={first === '' ? t('code.hint') : t('code.ready')}
          problem={isAsked && !isWholeCode(code) ? t('code.missing') : undefined}
          value={code}
          onChange={(typed) => setCode(typed.toUpperCase())}
          maximumLength={60}
        />
        {open.problem ? <PlainProblem problem={open.problem} /> : null}
        <PlainButton type="submit" isPrimary isBusy={open.isBusy}>
          {t('code.open')}
        </PlainButton>
      </form>
      <p className={styles.fine}>{t('code.where')}</p>
      <IdentityStep />
    </>
  );
}
