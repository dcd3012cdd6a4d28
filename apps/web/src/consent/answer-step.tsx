import { consentEndpoints } from '@gatehouse/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.js';
import { PageTitle } from '../ui/page-title.js';
import { PlainButton } from '../ui/plain/plain-button.js';
import { PlainField } from '../ui/plain/plain-field.js';
import { PlainProblem } from '../ui/plain/plain-problem.js';
import styles from './consent.module.css';
import { missingIn, type OwnDetails, OwnDetailsFields } from './own-details.js';
import type { ConsentView } from './use-consent.js';
import { useLinkAct } from './use-link-act.js';

export type ConsentAnswer = 'agree' | 'refuse' | 'not-mine';

type AnswerStepProps = {
  readonly secret: string;
  readonly page: ConsentView;
  readonly answer: ConsentAnswer;
  readonly onAnswered: (page: ConsentView) => void;
  /** The text changed meanwhile: it has to be read again before it is answered. */
  readonly onReadAgain: () => void;
  readonly onBack: () => void;
};

/** The chosen answer, with the person's own name and number, typed by themselves. */
export function AnswerStep({ secret, page, answer, onAnswered, onReadAgain, onBack }: AnswerStepProps) {
  const { t } = useTranslation('consent');
  const [details, setDetails] = useState<OwnDetails>({ name: '', documentNumber: '' });
  const [guardian, setGuardian] = useState({ name: '', relation: '' });
  const [isAsked, setIsAsked] = useState(false);
  const act = useLinkAct();
  const needsGuardian = answer === 'agree' && page.guardianNeeded;
  const isGuardianOpen = needsGuardian && (guardian.name.trim() === '' || guardian.relation.trim() === '');
  const isOpen = answer !== 'not-mine' && (missingIn(details).length > 0 || isGuardianOpen);
  const send = (): void => {
    setIsAsked(true);
    if (isOpen) return;
    const body = bodyOf(answer, details, page.text.hash, needsGuardian ? guardian : undefined);
    void act.run(async (options) =>
      onAnswered(await call(consentEndpoints.answer, { body }, { ...options, linkSecret: secret })),
    );
  };
  return (
    <>
      <PageTitle title={t(`answer.${answer}.title`)} lead={t(`answer.${answer}.lead`)} />
      <form
        className={styles.form}
        aria-label={t(`answer.${answer}.title`)}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        {answer === 'not-mine' ? null : (
          <OwnDetailsFields details={details} onChange={setDetails} missing={isAsked ? missingIn(details) : []} />
        )}
        {needsGuardian ? <GuardianFields guardian={guardian} onChange={setGuardian} isAsked={isAsked} /> : null}
        {act.problem ? <PlainProblem problem={act.problem} /> : null}
        {act.problem?.code === 'consent-text-changed' ? (
          <PlainButton onClick={onReadAgain}>{t('answer.readAgain')}</PlainButton>
        ) : null}
        <PlainButton type="submit" isPrimary isBusy={act.isBusy}>
          {t(`answer.${answer}.send`)}
        </PlainButton>
        <PlainButton onClick={onBack}>{t('answer.back')}</PlainButton>
      </form>
    </>
  );
}

type Guardian = { readonly name: string; readonly relation: string };

/** What is sent for an answer. Whoever says that the details are not theirs types nothing. */
export function bodyOf(answer: ConsentAnswer, details: OwnDetails, textHash: string, guardian: Guardian | undefined) {
  if (answer === 'not-mine') return { answer } as const;
  if (answer === 'refuse') return { answer, ...details } as const;
  return { answer, ...details, textHash, ...(guardian ? { guardian } : {}) } as const;
}

type GuardianFieldsProps = {
  readonly guardian: Guardian;
  readonly onChange: (guardian: Guardian) => void;
  readonly isAsked: boolean;
};

function GuardianFields({ guardian, onChange, isAsked }: GuardianFieldsProps) {
  const { t } = useTranslation('consent');
  const missing = (text: string): string | undefined =>
    isAsked && text.trim() === '' ? t('guardian.missing') : undefined;
  return (
    <fieldset className={styles.form}>
      <legend className={styles.heading}>{t('guardian.title')}</legend>
      <PlainField
        label={t('guardian.name')}
        problem={missing(guardian.name)}
        value={guardian.name}
        onChange={(name) => onChange({ ...guardian, name })}
      />
      <PlainField
        label={t('guardian.relation')}
        problem={missing(guardian.relation)}
        value={guardian.relation}
        onChange={(relation) => onChange({ ...guardian, relation })}
        maximumLength={60}
      />
    </fieldset>
  );
}
