import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './upload-progress.module.css';

/** How much of a file has left this device; once all has, that the server is taking it in. */
export function UploadProgress({ label, share }: { label: string; share: number }) {
  const { t } = useTranslation('inquiry');
  const id = useId();
  const percent = Math.round(share * 100);
  return (
    <div className={styles.progress}>
      <span id={id}>{label}</span>
      <progress className={styles.bar} aria-labelledby={id} max={100} {...(percent < 100 ? { value: percent } : {})} />
      <span className={styles.far}>{percent < 100 ? t('upload.sent', { percent }) : t('upload.takingIn')}</span>
    </div>
  );
}
