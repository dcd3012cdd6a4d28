import { ownPageEndpoints } from '@gatehouse/contract';
import { useTranslation } from 'react-i18next';
import { download } from '../app/api.js';
import { useLinkAct } from '../consent/use-link-act.js';
import { PlainButton } from '../ui/plain/plain-button.js';
import { PlainProblem } from '../ui/plain/plain-problem.js';
import { exactTime } from '../ui/time.js';
import { useLanguage } from '../ui/words.js';
import styles from './own-page.module.css';
import type { OwnPageView } from './use-own-page.js';

/** How many inquiries went to the register, up to when none is left out, and the file that proves it. */
export function WholeCount({ asked }: Pick<OwnPageView, 'asked'>) {
  const { t } = useTranslation('own-page');
  const language = useLanguage();
  const act = useLinkAct();
  const { times, whole } = asked;
  const time = (at: string): string => exactTime(Date.parse(at), language);
  const since = whole === undefined ? 0 : times - whole.times;
  return (
    <section aria-labelledby="whole" className={styles.unit}>
      <h2 id="whole" className={styles.heading}>
        {t('asked.title')}
      </h2>
      <p className={styles.sentence}>{times === 0 ? t('asked.timesNone') : t('asked.times', { count: times })}</p>
      {whole === undefined ? (
        <p>{t('asked.notYet')}</p>
      ) : (
        <>
          <p>
            {t('asked.whole', { at: time(whole.at) })}
            {since > 0 ? ` ${t('asked.since', { count: since })}` : ''}
          </p>
          <PlainButton
            isBusy={act.isBusy}
            onClick={() => void act.run(() => download(ownPageEndpoints.completeness, {}))}
          >
            {t('asked.file')}
          </PlainButton>
          <p className={styles.fine}>
            {t('asked.hint')} {t('asked.began', { at: time(whole.since) })}
          </p>
        </>
      )}
      {act.problem ? <PlainProblem problem={act.problem} /> : null}
    </section>
  );
}
