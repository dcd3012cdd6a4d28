import type { Problem } from '@gatehouse/contract';
import type { ReactNode } from 'react';
import styles from './form.module.css';
import { ErrorState } from './states.js';

type FormProps = {
  readonly label: string;
  readonly onSend: () => void;
  /** Why it was not taken; problems of single fields stand at the fields. */
  readonly problem?: Problem | undefined;
  /** The one primary button first, then lesser ones. */
  readonly actions: ReactNode;
  readonly children: ReactNode;
};

/** One column of fields, the refusal if there is one, and the buttons. Return sends it. */
export function Form({ label, onSend, problem, actions, children }: FormProps) {
  return (
    <form
      className={styles.form}
      aria-label={label}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSend();
      }}
    >
      {children}
      {problem ? <ErrorState problem={problem} /> : null}
      <div className={styles.actions}>{actions}</div>
    </form>
  );
}
