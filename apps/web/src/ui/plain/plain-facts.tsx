import styles from './plain-facts.module.css';

/** One fact of a page without the component library: what it is called, and what it is. */
export type PlainFact = { readonly name: string; readonly value: string; readonly isCode?: boolean };

/** Facts on a quiet ground. */
export function PlainFacts({ facts }: { facts: readonly PlainFact[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(({ name, value, isCode = false }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className={isCode ? styles.code : undefined}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
