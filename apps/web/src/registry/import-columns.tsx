import type { ImportPreview, ImportView } from '@gatehouse/contract';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useWords } from '../ui/words.js';
import styles from './import-columns.module.css';

type ImportColumnsProps = {
  readonly columns: ImportView['columns'];
  readonly rows: z.infer<typeof ImportPreview>['rows'];
};

/** How every column of the file was understood, over the first rows as they were read; numbers arrive masked. */
export function ImportColumns({ columns, rows }: ImportColumnsProps) {
  const { t } = useTranslation('registry');
  const words = useWords();
  const cells = columns.map((column, at) => ({ id: `${String(at)}-${column.header}`, at, column }));
  return (
    <>
      <p>{t(rows.length > 0 ? 'import.columnsLead' : 'import.columnsOnly')}</p>
      <section className={styles.scroll} tabIndex={0} aria-label={t('import.firstRows')}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('import.row')}</th>
              {cells.map(({ id, column }) => (
                <th key={id} scope="col" className={column.key === null ? styles.unused : undefined}>
                  <span className={styles.header}>{column.header || t('import.noHeader')}</span>
                  <span className={styles.meaning}>
                    {column.title ? t('import.readAs', { title: words(column.title) }) : t('import.unused')}
                  </span>
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
      {rows.some(({ problems }) => problems.length > 0) ? <p>{t('import.previewProblems')}</p> : null}
    </>
  );
}
