import { objectionReasons } from '@gatehouse/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOptions } from '../app/api.js';
import { PageTitle } from '../ui/page-title.js';
import { PlainButton } from '../ui/plain/plain-button.js';
import { PlainField } from '../ui/plain/plain-field.js';
import { PlainProblem } from '../ui/plain/plain-problem.js';
import styles from './consent.module.css';
import { useLinkAct } from './use-link-act.js';

type Objection = { readonly reason: (typeof objectionReasons)[number]; readonly words: string };

type ObjectionStepProps = {
  /** Sends it, and shows what comes of it. */
  readonly onSend: (objection: Objection, options: CallOptions) => Promise<void>;
  readonly onBack: () => void;
};

/** The person asks for a re-check: why, and in their own words. */
export function ObjectionStep({ onSend, onBack }: ObjectionStepProps) {
  const { t } = useTranslation('consent');
  const [reason, setReason] = useState<(typeof objectionReasons)[number]>();
  const [words, setWords] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const act = useLinkAct();
  const isShort = words.trim().length < 2;
  const send = (): void => {
    setIsAsked(true);
    if (!reason || isShort) return;
    void act.run((options) => onSend({ reason, words: words.trim() }, options));
  };
  return (
    <>
      <PageTitle title={t('objection.title')} lead={t('objection.lead')} />
      <form
        className={styles.form}
        aria-label={t('objection.title')}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <fieldset className={isAsked && !reason ? `${styles.form} ${styles.unfit}` : styles.form}>
          <legend className={styles.heading}>{t('objection.reason')}</legend>
          {objectionReasons.map((one) => (
            <label key={one} className={styles.radio}>
              <input type="radio" name="reason" checked={reason === one} onChange={() => setReason(one)} />
              {t(`objection.reasons.${one}`)}
            </label>
          ))}
          <p className={styles.problem} aria-live="polite">
            {isAsked && !reason ? t('objection.reasonMissing') : null}
          </p>
        </fieldset>
        <PlainField
          label={t('objection.words')}
          hint={t('objection.wordsHint')}
          problem={isAsked && isShort ? t('objection.wordsMissing') : undefined}
          value={words}
          onChange={setWords}
          isLong
          maximumLength={2000}
        />
        {act.problem ? <PlainProblem problem={act.problem} /> : null}
        <PlainButton type="submit" isPrimary isBusy={act.isBusy}>
          {t('objection.act')}
        </PlainButton>
        <PlainButton onClick={onBack}>{t('answer.back')}</PlainButton>
      </form>
    </>
  );
}
