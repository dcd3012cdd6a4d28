import type { ObjectionCourse } from '@gatehouse/contract';
import { useTranslation } from 'react-i18next';
import { PlainButton } from '../ui/plain/plain-button.js';
import { endTime, exactTime } from '../ui/time.js';
import { useLanguage, useWords } from '../ui/words.js';
import styles from './objection-course.module.css';

/** Where the person's objection is, what holds meanwhile, and what came of it: with a letter to print. */
export function CourseOfObjection({ course }: { course: ObjectionCourse }) {
  const { t } = useTranslation('consent');
  const words = useWords();
  return (
    <section className={styles.course} aria-label={t('course.title')}>
      <p className={styles.heading}>{t('course.title')}</p>
      <Standing course={course} />
      {course.interim ? <p>{words(course.interim)}</p> : null}
      {course.steps.length > 0 ? <Steps steps={course.steps} /> : null}
      {course.letter ? <ReasonsLetter letter={course.letter} /> : null}
      {course.repairs.length > 0 ? <Repairs repairs={course.repairs} /> : null}
    </section>
  );
}

function Standing({ course }: { course: ObjectionCourse }) {
  const { t } = useTranslation('consent');
  const words = useWords();
  const language = useLanguage();
  const place = course.steps.findIndex(({ state }) => state === 'now');
  const step = course.steps[place];
  if (course.state !== 'open' || step === undefined) return <p>{t(`course.state.${course.state}`)}</p>;
  return (
    <>
      <p className={styles.now}>
        {t(step.overdue ? 'course.nowLate' : 'course.now', {
          number: place + 1,
          of: course.steps.length,
          by: words(step.by),
          until: endTime(Date.parse(step.dueAt), language),
        })}
      </p>
      {step.overdue ? <p>{t('course.late')}</p> : null}
    </>
  );
}

function Steps({ steps }: { steps: ObjectionCourse['steps'] }) {
  const { t } = useTranslation('consent');
  const words = useWords();
  const language = useLanguage();
  return (
    <ol className={styles.steps}>
      {steps.map(({ title, by, state, dueAt, endedAt, overdue }) => (
        <li key={title.en} aria-current={state === 'now' ? 'step' : undefined}>
          <span className={state === 'now' ? styles.current : undefined}>{words(title)}</span>
          <span className={styles.fine}>
            {words(by)} ·{' '}
            {endedAt
              ? t('course.done', { at: exactTime(Date.parse(endedAt), language) })
              : t(overdue ? 'course.overdue' : 'course.until', { until: endTime(Date.parse(dueAt), language) })}
          </span>
        </li>
      ))}
    </ol>
  );
}

function ReasonsLetter({ letter }: { letter: NonNullable<ObjectionCourse['letter']> }) {
  const { t } = useTranslation('consent');
  const words = useWords();
  return (
    <article className={styles.letter} aria-label={words(letter.title)}>
      <p className={styles.heading}>{words(letter.title)}</p>
      {letter.paragraphs.map((paragraph) => (
        <p key={paragraph.en}>{words(paragraph)}</p>
      ))}
      <div className={styles.print}>
        <PlainButton onClick={() => window.print()}>{t('course.print')}</PlainButton>
      </div>
    </article>
  );
}

function Repairs({ repairs }: { repairs: ObjectionCourse['repairs'] }) {
  const { t } = useTranslation('consent');
  const words = useWords();
  const language = useLanguage();
  return (
    <>
      <p className={styles.heading}>{t('course.repairs')}</p>
      <ul className={styles.steps}>
        {repairs.map(({ id, what, by, dueAt, doneAt, overdue }) => (
          <li key={id}>
            <span>{words(what)}</span>
            <span className={styles.fine}>
              {words(by)} ·{' '}
              {doneAt
                ? t('course.done', { at: exactTime(Date.parse(doneAt), language) })
                : t(overdue ? 'course.overdue' : 'course.until', { until: endTime(Date.parse(dueAt), language) })}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
