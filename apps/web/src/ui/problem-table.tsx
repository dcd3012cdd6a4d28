import type { FieldProblem } from '@gatehouse/contract';
import { Button, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field } from './field.js';
import { Icon } from './icon.js';
import styles from './problem-table.module.css';
import { StatusTag } from './status-tag.js';
import { useWords } from './words.js';

export type ProblemRow = {
  /** The row as the spreadsheet counts it. */
  readonly row: number;
  /** Whom the row is about, as far as it may be shown. */
  readonly title: string;
  readonly problems: readonly (FieldProblem & { readonly column: string; readonly value: string })[];
  readonly isSetAside: boolean;
};

type ProblemTableProps = {
  readonly label: string;
  /** Only rows with problems or set aside; the page counts the others. */
  readonly rows: readonly ProblemRow[];
  readonly onMend: (row: number, column: string, value: string) => void;
  readonly onSetAside: (row: number, isSetAside: boolean) => void;
};

/**
 * The rows of a file that do not fit, each with what is wrong in words and the value to mend at its side. A row is mended or
 * set aside; a row set aside is left out and stays in sight.
 */
export function ProblemTable({ label, rows, onMend, onSetAside }: ProblemTableProps) {
  const { t } = useTranslation('ui');
  const sorted = [...rows].sort((a, b) => Number(a.isSetAside) - Number(b.isSetAside) || a.row - b.row);
  return (
    <ol className={styles.table} aria-label={label}>
      {sorted.map((row) => (
        <li key={row.row} className={row.isSetAside ? `${styles.row} ${styles.aside}` : styles.row}>
          <div className={styles.head}>
            <span className={styles.number}>{t('problemTable.row', { row: row.row })}</span>
            <span>{row.title}</span>
            {row.isSetAside ? <StatusTag tone="neutral" word={t('problemTable.setAside')} icon="pause" /> : null}
            <Button
              type="text"
              icon={<Icon of={row.isSetAside ? 'repeat' : 'pause'} />}
              onClick={() => onSetAside(row.row, !row.isSetAside)}
              aria-label={t(row.isSetAside ? 'problemTable.takeBackRow' : 'problemTable.setAsideRow', { row: row.row })}
            >
              {t(row.isSetAside ? 'problemTable.takeBack' : 'problemTable.putAside')}
            </Button>
          </div>
          {row.isSetAside ? null : <Mending row={row} onMend={onMend} />}
        </li>
      ))}
    </ol>
  );
}

function Mending({ row, onMend }: { row: ProblemRow; onMend: ProblemTableProps['onMend'] }) {
  const words = useWords();
  return (
    <div className={styles.problems}>
      {row.problems.map((problem) => (
        <Field key={problem.column} label={problem.column} problem={words(problem.message)}>
          {(wiring) => (
            <Input
              {...wiring}
              value={problem.value}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => onMend(row.row, problem.column, event.target.value)}
            />
          )}
        </Field>
      ))}
    </div>
  );
}
