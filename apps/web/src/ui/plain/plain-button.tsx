import type { ReactNode } from 'react';
import styles from './plain-button.module.css';

type PlainButtonProps = {
  readonly children: ReactNode;
  readonly isPrimary?: boolean;
  readonly isBusy?: boolean;
  readonly isDisabled?: boolean;
  readonly type?: 'button' | 'submit';
  readonly onClick?: () => void;
};

/** A button without the component library, for pages whose first load has to be small. */
export function PlainButton({
  children,
  isPrimary = false,
  isBusy = false,
  isDisabled = false,
  type = 'button',
  onClick,
}: PlainButtonProps) {
  return (
    <button
      type={type}
      className={isPrimary ? `${styles.button} ${styles.primary}` : styles.button}
      disabled={isDisabled}
      aria-busy={isBusy}
      onClick={isBusy ? undefined : onClick}
    >
      {children}
    </button>
  );
}
