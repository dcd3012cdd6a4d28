import type { ReactNode } from 'react';
import styles from './only.module.css';

/** Words that only a screen reader meets. */
export function OnlyForReaders({ children }: { children: ReactNode }) {
  return <span className={styles.readers}>{children}</span>;
}

/** Words that only paper shows. */
export function OnlyInPrint({ children }: { children: ReactNode }) {
  return <span className={styles.print}>{children}</span>;
}

/** Words that paper does not need: buttons, relative times. */
export function OnlyOnScreen({ children }: { children: ReactNode }) {
  return <span className={styles.screen}>{children}</span>;
}
