import type { AnswerOf, ownPageEndpoints } from '@gatehouse/contract';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { PrintButton } from '../ui/buttons.js';
import { QrImage } from '../ui/qr-image.js';
import { Line, Stack } from '../ui/stack.js';
import { exactTime } from '../ui/time.js';
import { useLanguage } from '../ui/words.js';
import styles from './personal-letter.module.css';

type DeskCodeSheetProps = {
  readonly given: AnswerOf<typeof ownPageEndpoints.issueCode>;
  readonly onDone: () => void;
};

/** The sheet with the code, shown this once: printed, or scanned on the spot by the person's own phone. Names nobody. */
export function DeskCodeSheet({ given, onDone }: DeskCodeSheetProps) {
  const { t } = useTranslation('inquiry');
  const language = useLanguage();
  const until = exactTime(Date.parse(given.expiresAt), language);
  return (
    <div className={styles.box}>
      <Stack>
        <div className={styles.letter}>
          <p>
            <strong>{t('desk.sheet.title')}</strong>
          </p>
          <p>{t('desk.sheet.words', { until })}</p>
          <QrImage
            address={given.address}
            label={t('desk.sheet.scan')}
            beneath={t('desk.sheet.orType', { address: given.address.replace(/#.*$/, '') })}
          />
          <p>
            {t('desk.sheet.code')} <strong className={`${styles.code} ${styles.long}`}>{given.code}</strong>
          </p>
          <p>{t('desk.sheet.mind')}</p>
        </div>
        <p>{t('desk.sheet.once')}</p>
        <Line>
          <PrintButton />
          <Button type="text" onClick={onDone}>
            {t('desk.sheet.done')}
          </Button>
        </Line>
      </Stack>
    </div>
  );
}
