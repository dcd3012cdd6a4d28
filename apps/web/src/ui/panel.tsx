import { type ReactNode, useId } from 'react';
import styles from './panel.module.css';

type PanelProps = {
  readonly title: string;
  /** Heading level; 2 under the page's title. */
  readonly level?: 2 | 3;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
};

/** A part of a page under a heading, white on the grey ground. */
export function Panel({ title, level = 2, aside, children }: PanelProps) {
  const id = useId();
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <section className={styles.panel} aria-labelledby={id}>
      <div className={styles.head}>
        <Heading id={id} className={styles.title}>
          {title}
        </Heading>
        {aside}
      </div>
      {children}
    </section>
  );
}
