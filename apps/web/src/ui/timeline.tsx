import type { ReactNode } from 'react';
import { Clock } from './clock.js';
import styles from './timeline.module.css';

export type TimelineEntry = {
  readonly key: string;
  /** ISO 8601 time. */
  readonly at: string;
  /** What was done, as a short sentence in the past: "Approved". */
  readonly what: string;
  /** By whom, where this reader may know it: a person's name with the office, or the office alone. */
  readonly who?: string;
  readonly reason?: string;
  /** The way to the entry's proof in the journal. */
  readonly proof?: ReactNode;
};

/** What happened to a record, as the journal has it, the newest first. */
export function Timeline({ label, entries }: { label: string; entries: readonly TimelineEntry[] }) {
  return (
    <ol className={styles.line} aria-label={label}>
      {entries.map((entry) => (
        <li key={entry.key} className={styles.entry}>
          <p>
            <strong className={styles.what}>{entry.what}</strong>
            {entry.who ? <span className={styles.who}>{entry.who}</span> : null}
          </p>
          {entry.reason ? <p className={styles.reason}>{entry.reason}</p> : null}
          <p className={styles.when}>
            <Clock at={entry.at} exact />
            {entry.proof}
          </p>
        </li>
      ))}
    </ol>
  );
}
