import { useTranslation } from 'react-i18next';
import styles from './clock.module.css';
import { Icon } from './icon.js';
import { OnlyInPrint, OnlyOnScreen } from './only.js';
import { endTime, exactTime, exactTimeWithZone, relativeTime } from './time.js';
import { useNow } from './use-now.js';
import { useLanguage } from './words.js';

const minute = 60_000;

type ClockProps = {
  /** ISO 8601 time. */
  readonly at: string;
  /** `happened`: a time in the past; `due`: a deadline, said in words when it is over. */
  readonly kind?: 'happened' | 'due';
  /** Shows the exact time beside the relative one, for the head of a record. */
  readonly exact?: boolean;
};

/** A time as people say it; exact on hover, and on paper, where "2 hours ago" would be wrong an hour later. */
export function Clock({ at, kind = 'happened', exact = false }: ClockProps) {
  const { t } = useTranslation('ui');
  const language = useLanguage();
  const now = useNow();
  const moment = Date.parse(at);
  const when = relativeTime(moment, now, language);
  const full = exactTimeWithZone(moment, language);
  const isOverdue = kind === 'due' && moment <= now;
  const past = Math.abs(moment - now) < minute ? t('clock.justNow') : when;
  const words = kind === 'happened' ? past : t(isOverdue ? 'clock.overdue' : 'clock.due', { when });
  const onPaper = kind === 'happened' ? full : t('clock.dueAt', { when: full });
  return (
    <time className={isOverdue ? styles.overdue : styles.clock} dateTime={at} title={full}>
      <OnlyOnScreen>
        {isOverdue ? <Icon of="clock" /> : null}
        {words}
        {exact ? (
          <span className={styles.exact}> · {(kind === 'due' ? endTime : exactTime)(moment, language)}</span>
        ) : null}
      </OnlyOnScreen>
      <OnlyInPrint>{onPaper}</OnlyInPrint>
    </time>
  );
}
