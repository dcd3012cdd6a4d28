import { useTranslation } from 'react-i18next';
import styles from './masked-number.module.css';
import { OnlyForReaders } from './only.js';

/**
 * A document number as the server masks it, `44****************`. The browser never has the rest, so there is nothing to
 * show; a screen reader hears what it is instead of sixteen asterisks.
 */
export function MaskedNumber({ masked }: { masked: string }) {
  const { t } = useTranslation('ui');
  const shown = masked.replace(/\*+/g, ' … ').trim();
  return (
    <span className={styles.number}>
      <span aria-hidden="true">{masked}</span>
      <OnlyForReaders>{t('maskedNumber', { shown })}</OnlyForReaders>
    </span>
  );
}
