import { wordsOfAct } from '@gatehouse/contract';
import { useWords } from '../ui/words.js';
import styles from './act-name.module.css';

/** An act in words, and small beside it the name by which the log itself knows it. */
export function ActName({ act, children }: { act: string; children?: (words: string) => React.ReactNode }) {
  const words = useWords()(wordsOfAct(act));
  return (
    <>
      {children ? children(words) : words}
      <code className={styles.code}>{act}</code>
    </>
  );
}
