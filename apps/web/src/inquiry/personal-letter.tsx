import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { CopyButton, PrintButton } from '../ui/buttons.js';
import { QrImage } from '../ui/qr-image.js';
import { Line, Stack } from '../ui/stack.js';
import styles from './personal-letter.module.css';

export type Letter = { readonly link: string; readonly code: string };

type PersonalLetterProps = { readonly letter: Letter; readonly name: string; readonly onDone: () => void };

/** The personal link and its code, shown this once: printed and handed over closed, or scanned on the spot. */
export function PersonalLetter({ letter, name, onDone }: PersonalLetterProps) {
  const { t } = useTranslation('inquiry');
  return (
    <div className={styles.box} role="status">
      <Stack>
        <LetterBody letter={letter} name={name} />
        <p>{t('letter.once')}</p>
        <Line>
          <PrintButton />
          <CopyButton text={letter.link} label={t('letter.copy')} />
          <Button type="text" onClick={onDone}>
            {t('letter.done')}
          </Button>
        </Line>
      </Stack>
    </div>
  );
}

/** What the letter says to the person. */
export function LetterBody({ letter, name }: Pick<PersonalLetterProps, 'letter' | 'name'>) {
  const { t } = useTranslation('inquiry');
  return (
    <div className={styles.letter}>
      <p>
        <strong>{t('letter.to', { name })}</strong>
      </p>
      <p>{t('letter.words')}</p>
      <QrImage address={letter.link} label={t('letter.scan')} />
      <p>
        {t('letter.code')} <strong className={styles.code}>{letter.code}</strong>
      </p>
    </div>
  );
}
