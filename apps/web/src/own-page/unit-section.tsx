import type { LogPlace, OwnInquiry } from '@gatehouse/contract';
import { useTranslation } from 'react-i18next';
import { CourseOfObjection } from '../consent/objection-course.js';
import { PlainButton } from '../ui/plain/plain-button.js';
import { PlainFacts } from '../ui/plain/plain-facts.js';
import { endTime, exactTime } from '../ui/time.js';
import { useLanguage, useWords } from '../ui/words.js';
import { LogPlaces } from './log-places.js';
import { ProofPart } from './proof-part.js';
import styles from './own-page.module.css';
import type { OwnPageView } from './use-own-page.js';

type Unit = OwnPageView['units'][number];

type UnitSectionProps = {
  readonly unit: Unit;
  readonly onObject: (inquiryId: string) => void;
  readonly onWithdraw: () => void;
  readonly onProve: (inquiryId: string) => void;
  readonly onChanged: (page: OwnPageView) => void;
};

/** What one unit asked, and what may be taken back from it. */
export function UnitSection({ unit, onObject, onWithdraw, onProve, onChanged }: UnitSectionProps) {
  const { t } = useTranslation('own-page');
  const words = useWords();
  const id = `unit-${unit.id}`;
  return (
    <section aria-labelledby={id} className={styles.unit}>
      <div>
        <h2 id={id} className={styles.heading}>
          {words(unit.unit)}
        </h2>
        <p className={styles.fine}>{t('unit.asked', { count: unit.inquiries.length })}</p>
      </div>
      {unit.inquiries.map((one) => (
        <Inquiry
          key={one.id}
          inquiry={one}
          onObject={() => onObject(one.id)}
          onProve={() => onProve(one.id)}
          onChanged={onChanged}
        />
      ))}
      {unit.inquiries.some(({ mayWithdraw }) => mayWithdraw) ? (
        <PlainButton onClick={onWithdraw}>{t('withdraw.open')}</PlainButton>
      ) : null}
    </section>
  );
}

type InquiryProps = {
  readonly inquiry: OwnInquiry;
  readonly onObject: () => void;
  readonly onProve: () => void;
  readonly onChanged: (page: OwnPageView) => void;
};

function Inquiry({ inquiry, onObject, onProve, onChanged }: InquiryProps) {
  const { t } = useTranslation('own-page');
  const words = useWords();
  const between = useLanguage() === 'zh' ? '；' : '; ';
  const { purpose, post, authority, bases, steps, result } = inquiry;
  return (
    <article className={styles.inquiry}>
      <h3 className={styles.state}>{words(inquiry.words)}</h3>
      <PlainFacts
        facts={[
          { name: t('inquiry.why'), value: words(purpose) },
          { name: t('inquiry.post'), value: words(post) },
          { name: t('inquiry.authority'), value: words(authority) },
          ...(bases.length === 0 ? [] : [{ name: t('inquiry.bases'), value: bases.map(words).join(between) }]),
        ]}
      />
      {result ? <Told result={result} /> : null}
      {inquiry.course ? <CourseOfObjection course={inquiry.course} /> : null}
      {inquiry.mayObject ? <PlainButton onClick={onObject}>{t('object.open')}</PlainButton> : null}
      <ProofPart inquiry={inquiry} onProve={onProve} onChanged={onChanged} />
      <details className={styles.steps}>
        <summary>{t('inquiry.steps')}</summary>
        <ol className={styles.list}>
          {steps.map((step, at) => (
            <Step key={`${step.what}-${at}`} {...step} />
          ))}
        </ol>
      </details>
    </article>
  );
}

function Told({ result }: { result: NonNullable<OwnInquiry['result']> }) {
  const { t } = useTranslation(['own-page', 'consent']);
  const words = useWords();
  const language = useLanguage();
  return (
    <section className={styles.result} aria-label={t('inquiry.told')}>
      <p className={styles.fine}>{t('inquiry.told')}</p>
      <p className={styles.sentence}>{words(result.sentence)}</p>
      {result.objectUntil ? (
        <p>{t('consent:result.objectUntil', { until: endTime(Date.parse(result.objectUntil), language) })}</p>
      ) : null}
    </section>
  );
}

function Step({ words: what, at, by, places }: OwnInquiry['steps'][number] & { places: readonly LogPlace[] }) {
  const words = useWords();
  const language = useLanguage();
  return (
    <li>
      <p>
        <strong>{words(what)}</strong> · {exactTime(Date.parse(at), language)}
        {by ? ` · ${words(by)}` : ''}
      </p>
      <LogPlaces places={places} what={words(what)} />
    </li>
  );
}
