import type { CoverageShown } from '@gatehouse/contract';
import { useId } from 'react';
import { useWords } from '../ui/words.js';
import styles from './certificate.module.css';

/** What everybody reads of one unit: the band, as of when, what it means, what it does not say, and who to ask. */
export function UnitShown({ shown }: { shown: CoverageShown }) {
  const words = useWords();
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.unit}>
      <h2 id={id} className={styles.name}>
        {words(shown.unit)}
      </h2>
      <p>{words(shown.share)}</p>
      <p className={styles.band}>{words(shown.band)}</p>
      <p className={styles.rating}>{words(shown.notRating)}</p>
      <p>{words(shown.meaning)}</p>
      <p className={styles.fine}>{words(shown.fixed)}</p>
      <p className={styles.fine}>{words(shown.ask)}</p>
    </section>
  );
}
