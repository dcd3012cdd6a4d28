import { type PersonEvidence, preparePerson } from '../evidence/index.js';
import type { SharedIndex } from './create-index.js';
import { gather } from './gather.js';
import { storeOf } from './store-parts.js';

/** What the screening of one person does, counted, so that neither machine nor load changes it. */
export interface ScreeningWork {
  /** Lists of birth dates that are not empty. */
  readonly lists: number;
  /** Marks of names read in them. */
  readonly marks: number;
  /** Different names that were read and compared. */
  readonly names: number;
  /** People compared in full. */
  readonly people: number;
}

/** Opens a counter of what questions to an index do; it asks them as `screen` does, up to the comparison in full. */
export function openWorkCounter(index: SharedIndex): (person: PersonEvidence) => ScreeningWork {
  const stores = index.map(storeOf);
  return (person) => {
    const work = { lists: 0, marks: 0, names: 0, people: 0 };
    for (const store of stores) {
      if (store.people === 0) continue;
      const { rows, lists, scanned, agreement } = gather(store, preparePerson(person));
      work.lists += lists;
      work.marks += scanned;
      work.names += agreement.size;
      work.people += rows.size;
    }
    return work;
  };
}
