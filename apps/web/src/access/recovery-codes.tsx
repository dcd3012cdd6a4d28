import { useTranslation } from 'react-i18next';
import { CopyButton, PrintButton } from '../ui/buttons.js';
import { Line, Stack } from '../ui/stack.js';
import styles from './recovery-codes.module.css';

/** Ten recovery codes, which the server shows once and never again. */
export function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  const { t } = useTranslation('access');
  return (
    <div className={styles.box} role="status">
      <Stack gap="small">
        <strong>{t('factor.codes')}</strong>
        <p>{t('factor.codesLead')}</p>
        <ol className={styles.codes}>
          {codes.map((code) => (
            <li key={code}>
              <code className={styles.code}>{code}</code>
            </li>
          ))}
        </ol>
        <Line>
          <CopyButton text={codes.join('\n')} />
          <PrintButton />
        </Line>
      </Stack>
    </div>
  );
}
