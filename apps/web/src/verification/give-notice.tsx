import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PlainButton } from '../ui/plain/plain-button.js';
import { PlainField } from '../ui/plain/plain-field.js';
import styles from './verify.module.css';

type GiveNoticeProps = { readonly onGive: (text: string) => void; readonly isOpen: boolean };

const largestFile = 1_000_000;

/** Where the code cannot be scanned: the address as text, or a file that holds it. */
export function GiveNotice({ onGive, isOpen }: GiveNoticeProps) {
  const { t } = useTranslation('verification');
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    if (file.size > largestFile) setProblem(t('give.tooLarge'));
    else if (/\.pdf$/i.test(file.name)) setProblem(t('give.pdf'));
    else onGive(await file.text());
  };
  return (
    <details className={styles.proof} open={isOpen}>
      <summary>{t('give.title')}</summary>
      <form
        className={styles.form}
        aria-label={t('give.title')}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() === '') setProblem(t('give.missing'));
          else onGive(text);
        }}
      >
        <PlainField
          label={t('give.label')}
          hint={t('give.hint')}
          problem={problem}
          value={text}
          onChange={(typed) => {
            setText(typed);
            setProblem(undefined);
          }}
          isLong
          maximumLength={400_000}
        />
        <div>
          <PlainButton type="submit">{t('give.act')}</PlainButton>
        </div>
        <label className={styles.file}>
          <span>{t('give.file')}</span>
          <input
            type="file"
            accept=".txt,.json,.pdf"
            onChange={(event) => {
              void take(event.target.files?.[0]);
              event.target.value = '';
            }}
          />
        </label>
      </form>
    </details>
  );
}
