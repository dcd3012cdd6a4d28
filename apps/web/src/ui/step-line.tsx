import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from './icon.js';
import { OnlyForReaders } from './only.js';
import styles from './step-line.module.css';

export type Step = {
  readonly key: string;
  readonly title: string;
  readonly state: 'done' | 'now' | 'later' | 'halted';
  /** Who and when, where this reader may know it. */
  readonly note?: ReactNode;
};

/** How far something has come, as a line of steps; on a phone the line stands upright. */
export function StepLine({ label, steps }: { label: string; steps: readonly Step[] }) {
  const { t } = useTranslation('ui');
  return (
    <ol className={styles.line} aria-label={label}>
      {steps.map((step, index) => (
        <li
          key={step.key}
          className={`${styles.step} ${styles[step.state]}`}
          aria-current={step.state === 'now' ? 'step' : undefined}
        >
          <span className={styles.mark} aria-hidden="true">
            {step.state === 'done' ? <Icon of="done" /> : step.state === 'halted' ? <Icon of="pause" /> : index + 1}
          </span>
          <span className={styles.words}>
            <span className={styles.title}>
              {step.title}
              <OnlyForReaders> ({t(`step.${step.state}`)})</OnlyForReaders>
            </span>
            {step.note ? <span className={styles.note}>{step.note}</span> : null}
          </span>
        </li>
      ))}
    </ol>
  );
}
