import { consentEndpoints } from '@gatehouse/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.js';
import { markMove, PageTitle } from '../ui/page-title.js';
import { PlainButton } from '../ui/plain/plain-button.js';
import { PlainProblem } from '../ui/plain/plain-problem.js';
import { endTime, exactTime } from '../ui/time.js';
import { useLanguage, useWords } from '../ui/words.js';
import styles from './consent.module.css';
import { CourseOfObjection } from './objection-course.js';
import { ObjectionStep } from './objection-step.js';
import { missingIn, type OwnDetails, OwnDetailsFields } from './own-details.js';
import type { ConsentView } from './use-consent.js';
import { useLinkAct } from './use-link-act.js';

type SettledProps = {
  readonly secret: string;
  readonly page: ConsentView;
  readonly onChanged: (page: ConsentView) => void;
};

/** After the answer: thanks, what happens next, and what the person may still do. */
export function ConsentSettled({ secret, page, onChanged }: SettledProps) {
  const { t } = useTranslation('consent');
  const words = useWords();
  const [isWithdrawing, setIsWithdrawing] = useState(false);
  const [isObjecting, setIsObjecting] = useState(false);
  const state = page.state === 'asked' ? 'closed' : page.state;
  const change = (changed: ConsentView): void => {
    setIsWithdrawing(false);
    setIsObjecting(false);
    onChanged(changed);
  };
  if (isWithdrawing) {
    return <WithdrawStep secret={secret} onChanged={change} onBack={() => setIsWithdrawing(false)} />;
  }
  if (isObjecting) {
    return (
      <ObjectionStep
        onSend={async (body, options) =>
          change(await call(consentEndpoints.object, { body }, { ...options, linkSecret: secret }))
        }
        onBack={() => setIsObjecting(false)}
      />
    );
  }
  return (
    <>
      <PageTitle title={t(`settled.${state}.title`)} lead={t(`settled.${state}.lead`, { asker: words(page.asker) })} />
      {page.result ? <Result result={page.result} /> : null}
      {page.course ? <CourseOfObjection course={page.course} /> : null}
      {page.mayObject ? (
        <PlainButton
          onClick={() => {
            markMove();
            setIsObjecting(true);
          }}
        >
          {t('objection.open')}
        </PlainButton>
      ) : null}
      {page.mayWithdraw ? (
        <PlainButton
          onClick={() => {
            markMove();
            setIsWithdrawing(true);
          }}
        >
          {t('withdraw.open')}
        </PlainButton>
      ) : null}
      <p className={styles.fine}>{t('settled.keep')}</p>
    </>
  );
}

function Result({ result }: { result: NonNullable<ConsentView['result']> }) {
  const { t } = useTranslation('consent');
  const words = useWords();
  const language = useLanguage();
  return (
    <section className={styles.result} aria-label={t('result.title')}>
      <p className={styles.sentence}>{words(result.sentence)}</p>
      <p>{t('result.sources')}</p>
      <ul className={styles.list}>
        {result.decision.sources.map((source) => (
          <li key={source.nameEn}>
            {words({ en: source.nameEn, zh: source.nameZh })} · {t('result.asOf')}{' '}
            {exactTime(Date.parse(source.dataAsOf), language)}
          </li>
        ))}
      </ul>
      {result.objectUntil ? (
        <p>
          <strong>{t('result.objectUntil', { until: endTime(Date.parse(result.objectUntil), language) })}</strong>
        </p>
      ) : null}
    </section>
  );
}

type StepProps = {
  readonly secret: string;
  readonly onChanged: (page: ConsentView) => void;
  readonly onBack: () => void;
};

function WithdrawStep({ secret, onChanged, onBack }: StepProps) {
  const { t } = useTranslation('consent');
  const [details, setDetails] = useState<OwnDetails>({ name: '', documentNumber: '' });
  const [isAsked, setIsAsked] = useState(false);
  const act = useLinkAct();
  const send = (): void => {
    setIsAsked(true);
    if (missingIn(details).length > 0) return;
    void act.run(async (options) =>
      onChanged(await call(consentEndpoints.withdraw, { body: details }, { ...options, linkSecret: secret })),
    );
  };
  return (
    <>
      <PageTitle title={t('withdraw.title')} lead={t('withdraw.lead')} />
      <form
        className={styles.form}
        aria-label={t('withdraw.title')}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <OwnDetailsFields details={details} onChange={setDetails} missing={isAsked ? missingIn(details) : []} />
        {act.problem ? <PlainProblem problem={act.problem} /> : null}
        <PlainButton type="submit" isPrimary isBusy={act.isBusy}>
          {t('withdraw.act')}
        </PlainButton>
        <PlainButton onClick={onBack}>{t('answer.back')}</PlainButton>
      </form>
    </>
  );
}
