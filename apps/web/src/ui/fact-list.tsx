import type { ReactNode } from 'react';
import styles from './fact-list.module.css';

export type Fact = { readonly key: string; readonly name: string; readonly value: ReactNode };

/** The facts of a record, name and value. A value that is not known is said in words by the page, never left out. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={styles.list}>
      {facts.map((fact) => (
        <div key={fact.key} className={styles.fact}>
          <dt className={styles.name}>{fact.name}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
