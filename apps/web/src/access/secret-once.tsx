import { useTranslation } from 'react-i18next';
import { CopyButton } from '../ui/buttons.js';
import { Line, Stack } from '../ui/stack.js';
import styles from './secret-once.module.css';

/** A secret that the server shows once and never again. */
export function SecretOnce({ label, secret }: { label: string; secret: string }) {
  const { t } = useTranslation('access');
  return (
    <div className={styles.box} role="status">
      <Stack gap="small">
        <strong>{label}</strong>
        <Line>
          <code className={styles.secret}>{secret}</code>
          <CopyButton text={secret} />
        </Line>
        <p>{t('secretOnce')}</p>
      </Stack>
    </div>
  );
}
