import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.js';
import styles from './marked-list.module.css';

type MarkedListProps = {
  readonly icon: IconName;
  readonly items: readonly { readonly key: string; readonly words: ReactNode }[];
};

/** Points that stand open or do not fit, each under a mark; a long one keeps clear of it on every line. */
export function MarkedList({ icon, items }: MarkedListProps) {
  return (
    <ul className={styles.list}>
      {items.map(({ key, words }) => (
        <li key={key} className={styles.item}>
          <Icon of={icon} />
          <span>{words}</span>
        </li>
      ))}
    </ul>
  );
}
