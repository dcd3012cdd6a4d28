import type { Problem } from '@gatehouse/contract';
import { Button } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from './icon.js';
import styles from './progress-panel.module.css';
import { ErrorState } from './states.js';
import { StatusTag, type Tone } from './status-tag.js';

/** How a long piece of work stands. `stopped` keeps what is done and goes on from there. */
export type ProgressState = 'running' | 'stopped' | 'finished' | 'failed';

const tones: Readonly<Record<ProgressState, Tone>> = {
  running: 'active',
  stopped: 'waiting',
  finished: 'ended',
  failed: 'waiting',
};

type ProgressPanelProps = {
  readonly title: string;
  readonly state: ProgressState;
  readonly done: number;
  /** Unknown while the file is still being counted. */
  readonly total?: number | undefined;
  /** What came of it so far: new, changed, same, refused. */
  readonly counts?: readonly { readonly key: string; readonly label: string; readonly value: number }[];
  readonly problem?: Problem | undefined;
  readonly onStop?: () => void;
  readonly onResume?: () => void;
};

/** A long piece of work that can be left, stopped and resumed: how far, what came of it, what to do. */
export function ProgressPanel({
  title,
  state,
  done,
  total,
  counts = [],
  problem,
  onStop,
  onResume,
}: ProgressPanelProps) {
  const { t, i18n } = useTranslation('ui');
  const id = useId();
  const number = new Intl.NumberFormat(i18n.language);
  const far =
    total === undefined
      ? t('progress.counting', { done: number.format(done) })
      : t('progress.of', { done: number.format(done), total: number.format(total) });
  return (
    <div className={styles.panel}>
      <div className={styles.head}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        <StatusTag tone={tones[state]} word={t(`progress.${state}`)} />
      </div>
      <progress
        className={styles.bar}
        aria-labelledby={id}
        {...(total === undefined ? {} : { max: total, value: done })}
      />
      <p className={styles.far}>{far}</p>
      {counts.length > 0 ? (
        <dl className={styles.counts}>
          {counts.map(({ key, label, value }) => (
            <div key={key}>
              <dt>{label}</dt>
              <dd>{number.format(value)}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      {problem ? <ErrorState problem={problem} /> : null}
      <div className={styles.actions}>
        {state === 'running' && onStop ? (
          <Button icon={<Icon of="pause" />} onClick={onStop}>
            {t('progress.stop')}
          </Button>
        ) : null}
        {(state === 'stopped' || state === 'failed') && onResume ? (
          <Button type="primary" icon={<Icon of="repeat" />} onClick={onResume}>
            {t('progress.resume')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
