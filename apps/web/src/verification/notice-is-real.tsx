import type { NoticePayload } from '@gatehouse/contract';
import { useTranslation } from 'react-i18next';
import { PageTitle } from '../ui/page-title.js';
import { PlainFacts } from '../ui/plain/plain-facts.js';
import { exactTimeWithZone } from '../ui/time.js';
import { useLanguage, useWords } from '../ui/words.js';
import { PersonCheck } from './person-check.js';
import { SeenByWitnesses } from './seen-by-witnesses.js';
import styles from './verify.module.css';
import { checks, type Verdict } from './verdict.js';

type NoticeIsRealProps = {
  readonly payload: NoticePayload;
  readonly verdict: Extract<Verdict, { fits: true }>;
};

/** The notice is real: by whom, when, that it speaks of that day only; then what to compare, and the proof, folded. */
export function NoticeIsReal({ payload, verdict }: NoticeIsRealProps) {
  const { t } = useTranslation('verification');
  const words = useWords();
  const language = useLanguage();
  const { facts } = payload;
  const at = (time: string): string => exactTimeWithZone(Date.parse(time), language);
  return (
    <>
      <PageTitle
        title={t('real.title', { issuer: words(facts.issuer), at: at(facts.issuedAt) })}
        lead={t('real.lead')}
      />
      <section aria-labelledby="compare" className={styles.part}>
        <h2 id="compare" className={styles.heading}>
          {t('real.compare')}
        </h2>
        <p>{t('real.compareLead')}</p>
        <PlainFacts
          facts={[
            { name: t('fact.number'), value: facts.number },
            { name: t('fact.unit'), value: words(facts.unit) },
            { name: t('fact.post'), value: words(facts.post) },
            { name: t('fact.sentence'), value: words(facts.sentence) },
            { name: t('fact.dataAsOf'), value: at(facts.dataAsOf) },
          ]}
        />
      </section>
      <PersonCheck payload={payload} />
      <SeenByWitnesses payload={payload} keyText={verdict.key} />
      <details className={styles.proof}>
        <summary>{t('proof.title')}</summary>
        <ol className={styles.steps}>
          {checks.map((check) => (
            <li key={check}>{t(`check.${check}.fits`)}</li>
          ))}
        </ol>
        <PlainFacts
          facts={[
            { name: t('proof.origin'), value: verdict.origin },
            { name: t('proof.index'), value: t('proof.indexOf', { index: verdict.index, size: verdict.size }) },
            { name: t('proof.root'), value: verdict.root, isCode: true },
            { name: t('proof.key'), value: verdict.key, isCode: true },
          ]}
        />
        <p>{t('proof.elsewhere')}</p>
      </details>
      <details className={styles.proof}>
        <summary>{t('proof.entry')}</summary>
        <pre className={styles.code}>{payload.proof.canonical}</pre>
        <pre className={styles.code}>{payload.proof.receipt}</pre>
      </details>
    </>
  );
}
