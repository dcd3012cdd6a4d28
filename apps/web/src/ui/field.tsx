import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './field.module.css';
import { Icon } from './icon.js';

/** What the control inside a field must carry, so that a screen reader hears its label, hint and problem. */
export type Wiring = {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean;
  readonly 'aria-required': boolean;
};

type FieldProps = {
  readonly label: string;
  /** What belongs here, said before it is asked for. */
  readonly hint?: ReactNode;
  /** What does not fit and what to enter instead, in words. */
  readonly problem?: string | undefined;
  /** `unsaid`: in a search, where nothing has to be filled in and nobody expects it. */
  readonly isOptional?: boolean | 'unsaid';
  /** Draws the control: `{(wiring) => <Input {...wiring} …/>}`. */
  readonly children: (wiring: Wiring) => ReactNode;
};

/** One question of a form: label above, hint, control, and its problem in words below. */
export function Field({ label, hint, problem, isOptional = false, children }: FieldProps) {
  const { t } = useTranslation('ui');
  const id = useId();
  const describedBy = [hint ? `${id}-hint` : '', problem ? `${id}-problem` : ''].filter(Boolean).join(' ');
  return (
    <div className={problem ? `${styles.field} ${styles.unfit}` : styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
        {isOptional === true ? <span className={styles.optional}> {t('field.optional')}</span> : null}
      </label>
      {hint ? (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      ) : null}
      {children({
        id,
        'aria-describedby': describedBy === '' ? undefined : describedBy,
        'aria-invalid': problem !== undefined,
        'aria-required': isOptional === false,
      })}
      <Problem id={`${id}-problem`} words={problem} />
    </div>
  );
}

type FieldGroupProps = Omit<FieldProps, 'children' | 'isOptional'> & { readonly children: ReactNode };

/** Several controls that answer one question: radio buttons, a date in parts. */
export function FieldGroup({ label, hint, problem, children }: FieldGroupProps) {
  const id = useId();
  const describedBy = [hint ? `${id}-hint` : '', problem ? `${id}-problem` : ''].filter(Boolean).join(' ');
  return (
    <fieldset
      className={problem ? `${styles.field} ${styles.unfit}` : styles.field}
      aria-describedby={describedBy === '' ? undefined : describedBy}
    >
      <legend className={styles.label}>{label}</legend>
      {hint ? (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      ) : null}
      {children}
      <Problem id={`${id}-problem`} words={problem} />
    </fieldset>
  );
}

/** The place of the words is there before they are, so that a screen reader says them when they appear. */
function Problem({ id, words }: { id: string; words: string | undefined }) {
  return (
    <p id={id} className={styles.problem} aria-live="polite">
      {words ? (
        <>
          <Icon of="problem" />
          <span>{words}</span>
        </>
      ) : null}
    </p>
  );
}
