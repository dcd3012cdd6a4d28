import { useSyncExternalStore } from 'react';
import styles from './announcements.module.css';

let text = '';
const listeners = new Set<() => void>();

/** Has a screen reader say something that is seen elsewhere on the page, politely: it never interrupts. */
export function announce(words: string): void {
  // A repeated text would not be spoken: a no-break space makes it another.
  text = words === text ? `${words}\u00a0` : words;
  for (const listener of listeners) listener();
}

/** The one live region of the page. Must stand in the document before anything is announced. */
export function LiveRegion() {
  const words = useSyncExternalStore(subscribe, () => text);
  return (
    <div className={styles.region} role="status" aria-live="polite" aria-atomic="true">
      {words}
    </div>
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
