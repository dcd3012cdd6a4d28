import type { ReactNode } from 'react';
import styles from './task-list.module.css';

type TaskListProps = { readonly label: string; readonly children: ReactNode };

/** The inbox: what needs this person, the most pressing first. Holds `TaskCard`s. */
export function TaskList({ label, children }: TaskListProps) {
  return (
    <ul className={styles.list} aria-label={label}>
      {children}
    </ul>
  );
}

type TaskCardProps = {
  /** How many of them there are. */
  readonly count: number;
  /** What they are, in the plural: "Pairs to compare". */
  readonly title: string;
  /** When the most pressing one runs out, as a `Clock`. */
  readonly clock?: ReactNode;
  /** Waiting on this person now: the edge is amber, and the clock says it in words. */
  readonly isPressing?: boolean;
  readonly action: ReactNode;
};

/** One kind of work in the inbox: how many, what, until when, and the button that opens it. */
export function TaskCard({ count, title, clock, isPressing = false, action }: TaskCardProps) {
  return (
    <li className={isPressing ? `${styles.card} ${styles.pressing}` : styles.card}>
      <strong className={styles.count}>{count}</strong>
      <span className={styles.title}>{title}</span>
      <span className={styles.clock}>{clock}</span>
      <span className={styles.action}>{action}</span>
    </li>
  );
}
