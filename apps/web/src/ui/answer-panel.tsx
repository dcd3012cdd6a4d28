import type { ReactNode } from 'react';
import styles from './answer-panel.module.css';
import { Icon, type IconName } from './icon.js';

/** `plain` for every answer and for waiting; `act` where the unit must do something; `stop` for stop-work. */
export type AnswerTone = 'plain' | 'act' | 'stop';

const icons: Readonly<Record<AnswerTone, IconName>> = { plain: 'information', act: 'problem', stop: 'stop' };

type AnswerPanelProps = {
  readonly tone: AnswerTone;
  /** The answer as one sentence, in the agreed words. */
  readonly sentence: string;
  /** What the unit must do now. */
  readonly next?: ReactNode;
};

/** The answer of a check, large, with what to do now beneath. No answer about a person is ever shown as a green tick. */
export function AnswerPanel({ tone, sentence, next }: AnswerPanelProps) {
  return (
    <section className={`${styles.panel} ${styles[tone]}`}>
      <span className={styles.mark}>
        <Icon of={icons[tone]} />
      </span>
      <div>
        <p className={styles.sentence}>{sentence}</p>
        {next ? <div className={styles.next}>{next}</div> : null}
      </div>
    </section>
  );
}
