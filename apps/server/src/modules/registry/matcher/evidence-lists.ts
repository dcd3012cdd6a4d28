import { createIndex, type PersonEvidence, type ScreeningIndex } from '@gatehouse/matching';
import type { IndexEntry, Screened, ScreenedCandidate } from './protocol.js';

/**
 * The answering index in memory: one screening index per partition and label, so that an inquiry compares only with what it
 * may reach and the rest is not there for it.
 */
export type EvidenceLists = {
  readonly put: (entry: IndexEntry) => void;
  readonly remove: (recordId: string) => void;
  readonly screen: (person: PersonEvidence, lists: readonly string[]) => Screened;
  /** A record of the lists at a share (0 to 1) of their length; null where they are empty. */
  readonly pick: (share: number, lists: readonly string[]) => string | null;
  readonly size: () => number;
};

const bandOrder = ['strong', 'possible', 'none'] as const;

/** Makes an empty answering index. */
export function createEvidenceLists(): EvidenceLists {
  const lists = new Map<string, ScreeningIndex>();
  const listsOf = new Map<string, readonly string[]>();

  const remove = (recordId: string): void => {
    for (const name of listsOf.get(recordId) ?? []) lists.get(name)?.remove(recordId);
    listsOf.delete(recordId);
  };
  return {
    put: ({ recordId, lists: names, evidence }) => {
      // Adding under a known id would join old evidence with new: what is no longer stated has to go first.
      remove(recordId);
      for (const name of names) {
        const index = lists.get(name) ?? createIndex([]);
        lists.set(name, index);
        index.add({ ...evidence, id: recordId });
      }
      listsOf.set(recordId, names);
    },
    remove,
    screen: (person, names) => joined(names.map((name) => lists.get(name)?.screen(person).candidates ?? [])),
    pick: (share, names) => {
      const reachable = [...listsOf].filter(([, own]) => own.some((name) => names.includes(name)));
      return reachable[Math.floor(share * reachable.length)]?.[0] ?? null;
    },
    size: () => listsOf.size,
  };
}

type Found = Omit<ScreenedCandidate, 'recordId'> & { readonly id: string };

/** A record in two lists is one candidate; nearest ones are kept only where nothing better was found. */
function joined(found: readonly (readonly Found[])[]): Screened {
  const byRecord = new Map<string, ScreenedCandidate>();
  for (const { id, band, score, reasons } of found.flat()) {
    if (!byRecord.has(id)) byRecord.set(id, { recordId: id, band, score, reasons });
  }
  const all = [...byRecord.values()].sort((a, b) => b.score - a.score);
  const band = bandOrder.find((one) => all.some((candidate) => candidate.band === one)) ?? 'none';
  if (band === 'none') return { band, candidates: all.slice(0, 1) };
  return { band, candidates: all.filter((candidate) => candidate.band !== 'none') };
}
