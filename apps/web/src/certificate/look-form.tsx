import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PlainButton } from '../ui/plain/plain-button.js';
import { PlainField } from '../ui/plain/plain-field.js';
import styles from './certificate.module.css';

type LookFormProps = {
  readonly isFirst: boolean;
  readonly isBusy: boolean;
  readonly onLook: (text: string) => void;
};

const fewestLetters = 4;

/** One box for whatever a parent has: the name over the door, or the letters under the code. */
export function LookForm({ isFirst, isBusy, onLook }: LookFormProps) {
  const { t } = useTranslation('certificate');
  const [text, setText] = useState('');
  const [isShort, setIsShort] = useState(false);
  return (
    <form
      className={styles.form}
      aria-label={isFirst ? t('look') : t('another')}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const short = [...text.trim()].length < fewestLetters;
        setIsShort(short);
        if (!short) onLook(text.trim());
      }}
    >
      <PlainField
        label={t('field')}
        hint={t('hint')}
        problem={isShort ? t('short') : undefined}
        value={text}
        onChange={(typed) => {
          setText(typed);
          setIsShort(false);
        }}
      />
      <div>
        <PlainButton type="submit" isPrimary={isFirst} isBusy={isBusy}>
          {isFirst ? t('look') : t('another')}
        </PlainButton>
      </div>
    </form>
  );
}
