import { useCounts, type UseMonth, type UseOfKind } from '@gatehouse/contract';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { PlainFacts } from '../ui/plain/plain-facts.js';
import styles from './use-figures.module.css';

/** The figures of one month, and by what they can be defended. Kinds of which nothing may be told are named in one line. */
export function MonthShown({ month }: { month: UseMonth }) {
  const { t } = useTranslation('use-figures');
  const id = useId();
  const { counted } = month;
  const shown = counted.kinds.filter(isTold);
  const few = counted.kinds.filter((kind) => !isTold(kind)).map(({ kind }) => t(`kind.${kind}`));
  return (
    <section aria-labelledby={id} className={styles.month}>
      <h2 id={id}>{counted.month}</h2>
      {shown.length > 0 ? (
        <div className={styles.scroll} role="region" aria-label={t('table', { month: counted.month })} tabIndex={0}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('who')}</th>
                {useCounts.map((count) => (
                  <th key={count} scope="col">
                    {t(`count.${count}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((row) => (
                <tr key={row.kind}>
                  <th scope="row">{t(`kind.${row.kind}`)}</th>
                  {useCounts.map((count) => (
                    <td key={count}>{row[count] ?? t('fewer', { fewestTold: counted.fewestTold })}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      {few.length > 0 ? (
        <p className={styles.fine}>
          {t('tooFew', { kinds: few.join(t('separator')), fewestTold: counted.fewestTold })}
        </p>
      ) : null}
      <details>
        <summary>{t('proof.title')}</summary>
        <p>{t('proof.lead')}</p>
        <PlainFacts
          facts={[
            { name: t('proof.digest'), value: month.digest, isCode: true },
            { name: t('proof.entry'), value: month.entryId, isCode: true },
            { name: t('proof.size'), value: String(month.size) },
            { name: t('proof.root'), value: month.root, isCode: true },
            ...(month.receipt === null ? [] : [{ name: t('proof.receipt'), value: month.receipt, isCode: true }]),
          ]}
        />
      </details>
    </section>
  );
}

function isTold(kind: UseOfKind): boolean {
  return useCounts.some((count) => kind[count] !== null);
}
