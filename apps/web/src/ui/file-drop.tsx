import { type DragEvent, type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './file-drop.module.css';
import { type Refusal, refusalOf, sizeInWords } from './file-limits.js';
import { Icon } from './icon.js';

type FileDropProps = {
  readonly label: string;
  /** What the file must hold, and the way to a template. */
  readonly hint?: ReactNode;
  /** Endings that are taken, for example `['.xlsx', '.csv']`. */
  readonly endings: readonly string[];
  readonly maximumBytes: number;
  readonly onFile: (file: File) => void;
  readonly isDisabled?: boolean;
};

/**
 * A place to drop one file. Underneath it is a file input, so a keyboard, a screen reader and a phone use it as they use any;
 * a file of another kind or too large is refused here in words, before anything is sent.
 */
export function FileDrop({ label, hint, endings, maximumBytes, onFile, isDisabled = false }: FileDropProps) {
  const { t } = useTranslation('ui');
  const id = useId();
  const [isOver, setIsOver] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const take = (file: File | undefined): void => {
    if (!file || isDisabled) return;
    const found = refusalOf(file, endings, maximumBytes);
    setRefusal(found);
    if (!found) onFile(file);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setIsOver(false);
    take(event.dataTransfer.files[0]);
  };
  const limits = { endings: endings.join(t('file.separator')), limit: sizeInWords(maximumBytes) };
  return (
    <div>
      <label
        className={isOver ? `${styles.drop} ${styles.over}` : styles.drop}
        htmlFor={id}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
      >
        <input
          id={id}
          className={styles.input}
          type="file"
          accept={endings.join(',')}
          disabled={isDisabled}
          aria-describedby={`${id}-hint ${id}-problem`}
          onChange={(event) => {
            take(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
        <span className={styles.mark}>
          <Icon of="upload" />
        </span>
        <span className={styles.label}>{label}</span>
        <span className={styles.how}>{t('file.how')}</span>
      </label>
      <p id={`${id}-hint`} className={styles.hint}>
        {t('file.limits', limits)} {hint}
      </p>
      <p id={`${id}-problem`} className={styles.problem} aria-live="polite">
        {refusal ? (
          <>
            <Icon of="problem" />
            <span>{t(`file.refusal.${refusal}`, limits)}</span>
          </>
        ) : null}
      </p>
    </div>
  );
}
