import { type HTMLAttributes, useId } from 'react';
import styles from './plain-field.module.css';

type PlainFieldProps = {
  readonly label: string;
  readonly hint?: string | undefined;
  /** What does not fit and what to enter instead, in words. */
  readonly problem?: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly inputMode?: HTMLAttributes<HTMLInputElement>['inputMode'];
  readonly autoComplete?: string;
  readonly isLong?: boolean;
  readonly maximumLength?: number;
};

/** One question of a form without the component library: label above, hint, control, its problem in words below. */
export function PlainField({
  label,
  hint,
  problem,
  value,
  onChange,
  inputMode,
  autoComplete = 'off',
  isLong = false,
  maximumLength = 100,
}: PlainFieldProps) {
  const id = useId();
  const describedBy = [hint ? `${id}-hint` : '', problem ? `${id}-problem` : ''].filter(Boolean).join(' ');
  const wiring = {
    id,
    value,
    className: styles.control,
    autoComplete,
    spellCheck: false,
    maxLength: maximumLength,
    'aria-invalid': problem !== undefined,
    'aria-describedby': describedBy === '' ? undefined : describedBy,
  };
  return (
    <div className={problem ? `${styles.field} ${styles.unfit}` : styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      {hint ? (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      ) : null}
      {isLong ? (
        <textarea {...wiring} rows={5} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <input {...wiring} type="text" inputMode={inputMode} onChange={(event) => onChange(event.target.value)} />
      )}
      <p id={`${id}-problem`} className={styles.problem} aria-live="polite">
        {problem}
      </p>
    </div>
  );
}
