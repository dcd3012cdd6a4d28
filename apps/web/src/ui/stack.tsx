import type { ReactNode } from 'react';
import styles from './stack.module.css';

type StackProps = { readonly gap?: 'small' | 'normal' | 'large'; readonly children: ReactNode };

/** Parts one under the other, evenly apart. No part of `ui/` brings a margin of its own. */
export function Stack({ gap = 'normal', children }: StackProps) {
  return <div className={`${styles.stack} ${styles[gap]}`}>{children}</div>;
}

/** Small things side by side, wrapping where there is no room. */
export function Line({ children }: { readonly children: ReactNode }) {
  return <div className={styles.line}>{children}</div>;
}
