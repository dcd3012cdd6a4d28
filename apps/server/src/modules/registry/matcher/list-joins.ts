import {
  type JoinById,
  type JoinSink,
  openCrowdedJoinById,
  openJoinById,
  type ScreeningIndex,
} from '@gatehouse/matching';
import { enrolledList } from '../rules/enrolment.js';
import type { Joined, JoinStretch } from './protocol.js';

/** Joins of the list of those enrolled with lists of those on record. */
export type ListJoins = {
  readonly join: (stretch: JoinStretch) => Joined;
  /** The lists are about to change: what was opened over them is opened anew. */
  readonly forget: () => void;
};

/** Opens joins over the lists as they stand; one is kept open while stretches of the same follow each other. */
export function openListJoins(lists: ReadonlyMap<string, ScreeningIndex>): ListJoins {
  let opened: { readonly key: string; readonly join: JoinById } | undefined;
  const openFor = (names: readonly string[], crowd: readonly string[] | undefined): JoinById => {
    const key = JSON.stringify([names, crowd ?? null]);
    if (opened?.key === key) return opened.join;
    const people = lists.get(enrolledList)?.asItLies() ?? [];
    const records = names.flatMap((name) => lists.get(name)?.asItLies() ?? []);
    const join = crowd === undefined ? openJoinById(people, records) : openCrowdedJoinById(people, records, crowd);
    opened = { key, join };
    return join;
  };
  return {
    join: ({ side, ids, lists: names, crowd }) => {
      const join = openFor(names, crowd);
      const [enrolments, crowded] = [new Set<string>(), new Set<string>()];
      const into: JoinSink = {
        pair: ({ personId }) => void enrolments.add(personId),
        crowdedPerson: (_, { id }) => void enrolments.add(id),
        crowdedRecord: (id) => void crowded.add(id),
      };
      if (side === 'enrolments') join.people(ids, into);
      else join.records(ids, into);
      return { enrolments: [...enrolments], crowded: [...crowded] };
    },
    forget: () => {
      opened = undefined;
    },
  };
}
