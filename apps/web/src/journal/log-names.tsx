import type { JournalEntrySummary } from '@gatehouse/contract';
import { useWords, type Words } from '../ui/words.js';
import styles from './act-name.module.css';
import table from './log-words.json' with { type: 'json' };

type LogNameProps = {
  /** In a list: enough of the number to see that two rows speak of the same one; the whole stands in the entry. */
  readonly isShort?: boolean;
};

/** Who did it: the kind of actor in words, and the name by which the log knows them. The log holds nobody's own name. */
export function ActorName({ actor, isShort = false }: LogNameProps & { actor: string }) {
  const [kind = '', ...rest] = actor.split(':');
  return <LogName words={wordsIn(table.actors, kind)} whole={rest.join(':')} isShort={isShort} />;
}

/** What it was about, in the same way. */
export function ObjectName({ kind, id, isShort = false }: LogNameProps & NonNullable<JournalEntrySummary['object']>) {
  return <LogName words={wordsIn(table.objects, kind)} whole={id} isShort={isShort} />;
}

function LogName({ words, whole, isShort }: { words: Words; whole: string; isShort: boolean }) {
  const shown = isShort ? whole.replace(/^([0-9a-f]{8})-[0-9a-f-]{27}$/, '$1…') : whole;
  return (
    <>
      {useWords()(words)}
      {whole === '' ? null : (
        <code className={styles.code} title={whole}>
          {shown}
        </code>
      )}
    </>
  );
}

/** What an older or a later version wrote and this one does not know is called by its name. */
function wordsIn(words: Readonly<Record<string, Words>>, name: string): Words {
  return Object.hasOwn(words, name) ? (words[name] as Words) : { en: name, zh: name };
}
