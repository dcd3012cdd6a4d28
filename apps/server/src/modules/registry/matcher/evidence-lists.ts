import type { CivilDate } from '@gatehouse/law';
import { createIndex, type Digest, openSnapshot, type PersonEvidence, type ScreeningIndex } from '@gatehouse/matching';
import { openListJoins } from './list-joins.js';
import type { IndexEntry, IndexRun, Joined, JoinStretch, Screened, ScreenedCandidate } from './protocol.js';
import { openTurnDays } from './turn-days.js';

/**
 * The answering index in memory: one screening index per partition and label, so that an inquiry compares only with what it
 * may reach and the rest is not there for it.
 */
export type EvidenceLists = {
  readonly put: (entry: IndexEntry) => void;
  readonly remove: (recordId: string) => void;
  readonly screen: (person: PersonEvidence, lists: readonly string[]) => Screened;
  /** Joins those enrolled with those on record, a stretch of either side. */
  readonly join: (stretch: JoinStretch) => Joined;
  /** A record of the lists at a share (0 to 1) of their length; null where they are empty. */
  readonly pick: (share: number, lists: readonly string[]) => string | null;
  /** The records whose place has changed, or may have, by this day. */
  readonly due: (today: CivilDate) => string[];
  /** Everything as bytes, in clear. */
  readonly write: () => IndexRun[];
  /**
   * Takes in what `write` wrote, run by run.
   * @throws SnapshotRefusal
   */
  readonly open: (run: IndexRun) => void;
  /** Places in lists: a record in two counts twice. */
  readonly size: () => number;
};

const bandOrder = ['strong', 'possible', 'none'] as const;

/** Makes an empty answering index. */
export function createEvidenceLists(digest?: Digest): EvidenceLists {
  const lists = new Map<string, ScreeningIndex>();
  const joins = openListJoins(lists);
  let turnDays = openTurnDays();

  const remove = (recordId: string): void => {
    joins.forget();
    for (const list of lists.values()) list.remove(recordId);
    turnDays.set(recordId, null);
  };
  return {
    put: ({ recordId, lists: names, evidence, turnsOn }) => {
      // Adding under a known id would join old evidence with new: what is no longer stated has to go first.
      remove(recordId);
      for (const name of names) {
        const index = lists.get(name) ?? createIndex([]);
        lists.set(name, index);
        index.add({ ...evidence, id: recordId });
      }
      turnDays.set(recordId, turnsOn);
    },
    remove,
    screen: (person, names) => joined(names.flatMap((name) => lists.get(name)?.screen(person) ?? [])),
    join: joins.join,
    pick: (share, names) =>
      pickFrom(
        names.flatMap((name) => lists.get(name) ?? []),
        share,
      ),
    due: (today) => turnDays.due(today),
    write: () => [
      ...[...lists].map(([list, index]) => ({ list, bytes: index.toBytes(digest) })),
      { list: null, bytes: turnDays.toBytes() },
    ],
    open: ({ list, bytes }) => {
      joins.forget();
      if (list === null) turnDays = openTurnDays(bytes);
      else lists.set(list, openSnapshot(bytes, digest));
    },
    size: () => [...lists.values()].reduce((sum, { size }) => sum + size, 0),
  };
}

function pickFrom(lists: readonly ScreeningIndex[], share: number): string | null {
  let place = Math.floor(share * lists.reduce((sum, { size }) => sum + size, 0));
  for (const list of lists) {
    if (place < list.size) return list.pick(place / list.size) ?? null;
    place -= list.size;
  }
  return null;
}

type Found = Omit<ScreenedCandidate, 'recordId'> & { readonly id: string };

/** A record in two lists is one candidate; nearest ones are kept only where nothing better was found. */
function joined(found: readonly { readonly candidates: readonly Found[]; readonly limited: boolean }[]): Screened {
  const byRecord = new Map<string, ScreenedCandidate>();
  const limited = found.some((one) => one.limited);
  for (const { id, band, score, reasons } of found.flatMap(({ candidates }) => candidates)) {
    if (!byRecord.has(id)) byRecord.set(id, { recordId: id, band, score, reasons });
  }
  const all = [...byRecord.values()].sort((a, b) => b.score - a.score);
  const band = bandOrder.find((one) => all.some((candidate) => candidate.band === one)) ?? 'none';
  if (band === 'none') return { band, candidates: all.slice(0, 1), limited };
  return { band, candidates: all.filter((candidate) => candidate.band !== 'none'), limited };
}
