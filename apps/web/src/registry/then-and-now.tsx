import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../ui/icon.js';
import styles from './then-and-now.module.css';

export type ThenAndNowRow = {
  readonly key: string;
  readonly title: string;
  readonly then: ReactNode;
  readonly now: ReactNode;
  /** Undefined where the two are not compared. */
  readonly isDifferent: boolean | undefined;
  /** What the difference is; absent: that there is one. */
  readonly words?: readonly string[];
};

/** Two columns, then and today; a line that differs says so in words and by a mark, never by colour alone. */
export function ThenAndNow({ label, rows }: { readonly label: string; readonly rows: readonly ThenAndNowRow[] }) {
  const { t } = useTranslation('registry');
  return (
    <table className={styles.table} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{t('compare.field')}</th>
          <th scope="col">{t('replay.then')}</th>
          <th scope="col">{t('replay.today')}</th>
          <th scope="col">{t('replay.difference.title')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, title, then, now, isDifferent, words = [t('replay.difference.any')] }) => (
          <tr key={key} className={isDifferent ? styles.differs : undefined}>
            <th scope="row">{title}</th>
            <td data-title={t('replay.then')}>{then}</td>
            <td data-title={t('replay.today')}>{now}</td>
            <td className={styles.verdict}>
              {isDifferent ? (
                <>
                  <Icon of="change" /> {words.join(t('separator'))}
                </>
              ) : (
                isDifferent === false && t('replay.difference.none')
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
