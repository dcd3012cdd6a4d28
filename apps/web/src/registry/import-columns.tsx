import type { ImportPreview, ImportView } from '@gatehouse/contract';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { FactList } from '../ui/fact-list.js';
import { useWords } from '../ui/words.js';
import styles from './import-columns.module.css';

type ImportColumnsProps = {
  readonly columns: ImportView['columns'];
  readonly rows: z.infer<typeof ImportPreview>['rows'];
};

/** How every column of the file was understood, over the first rows as they were read; numbers arrive masked. */
export function ImportColumns({ columns, rows }: ImportColumnsProps) {
  const { t } = useTranslation('registry');
  return (
    <>
      <p>{t(rows.length > 0 ? 'import.columnsLead' : 'import.columnsOnly')}</p>
      {rows.length > 0 ? <FirstRows columns={columns} rows={rows} /> : <ColumnList columns={columns} />}
      {rows.some(({ problems }) => problems.length > 0) ? <p>{t('import.previewProblems')}</p> : null}
    </>
  );
}

/** Every column with its meaning below the other: without rows there is nothing to scroll for. */
function ColumnList({ columns }: Pick<ImportColumnsProps, 'columns'>) {
  const meaningOf = useMeaning();
  const { t } = useTranslation('registry');
  return (
    <FactList
      facts={columns.map((column, at) => ({
        key: `${String(at)}-${column.header}`,
        name: column.header || t('import.noHeader'),
        value: meaningOf(column),
      }))}
    />
  );
}

function useMeaning(): (column: ImportView['columns'][number]) => string {
  const { t } = useTranslation('registry');
  const words = useWords();
  return ({ title }) => (title ? t('import.readAs', { title: words(title) }) : t('import.unused'));
}

function FirstRows({ columns, rows }: ImportColumnsProps) {
  const { t } = useTranslation('registry');
  const meaningOf = useMeaning();
  const cells = columns.map((column, at) => ({ id: `${String(at)}-${column.header}`, at, column }));
  return (
    <section className={styles.scroll} tabIndex={0} aria-label={t('import.firstRows')}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('import.row')}</th>
            {cells.map(({ id, column }) => (
              <th key={id} scope="col" className={column.key === null ? styles.unused : undefined}>
                <span className={styles.header}>{column.header || t('import.noHeader')}</span>
                <span className={styles.meaning}>{meaningOf(column)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.row}>
              <th scope="row">{row.row}</th>
              {cells.map(({ id, at, column }) => (
                <td key={id} className={column.key === null ? styles.unused : undefined}>
                  {row.cells[at]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
