import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './figure-row.module.css';
import { OnlyForReaders } from './only.js';
import { sparklinePoints, sparklineSize } from './sparkline.js';

export type Figure = {
  readonly key: string;
  readonly label: string;
  /** The figure as it is read, with its unit. */
  readonly value: string;
  /** What it is not, or since when: "not a safety rating". */
  readonly note?: string;
  /** The last values, oldest first; drawn, and told to a screen reader by their ends. */
  readonly series?: readonly number[];
  /** The way to the rows behind the figure. */
  readonly open?: ReactNode;
};

/** At most four figures on the state of one's unit, each with where it comes from. */
export function FigureRow({ label, figures }: { label: string; figures: readonly Figure[] }) {
  const { t } = useTranslation('ui');
  return (
    <ul className={styles.row} aria-label={label}>
      {figures.map((figure) => (
        <li key={figure.key} className={styles.figure}>
          <span className={styles.label}>{figure.label}</span>
          <span className={styles.line}>
            <strong className={styles.value}>{figure.value}</strong>
            {figure.series && figure.series.length > 1 ? <Sparkline values={figure.series} /> : null}
          </span>
          {figure.series && figure.series.length > 1 ? (
            <OnlyForReaders>
              {t('figure.course', { first: figure.series[0], last: figure.series.at(-1) })}
            </OnlyForReaders>
          ) : null}
          {figure.note ? <span className={styles.note}>{figure.note}</span> : null}
          {figure.open}
        </li>
      ))}
    </ul>
  );
}

function Sparkline({ values }: { values: readonly number[] }) {
  const points = sparklinePoints(values);
  const last = points.at(-1) ?? [0, 0];
  return (
    <svg
      className={styles.chart}
      viewBox={`0 0 ${sparklineSize.width} ${sparklineSize.height}`}
      aria-hidden="true"
      focusable="false"
    >
      <polyline points={points.map((point) => point.join(',')).join(' ')} />
      <circle cx={last[0]} cy={last[1]} r="2.6" />
    </svg>
  );
}
