import type { ReplayDifference } from '@gatehouse/contract';
import type { AliasVerb } from './alias.js';
import { type RecordAction, replay, type ReplayedRecord } from './history.js';
import { type MergeStepTaken, togetherAfter } from './merge.js';

/** A record with the whole list of its actions, and the names and documents that it states. */
export type RecordHistory = {
  readonly id: string;
  readonly personId: string;
  readonly actions: readonly RecordAction[];
  readonly factIds: readonly string[];
};

/** A change of name or number with its actions, and what it states once it is in force. */
export type AliasHistory = {
  readonly id: string;
  readonly personId: string;
  readonly actions: readonly { readonly verb: AliasVerb; readonly at: Date }[];
  readonly factIds: readonly string[];
};

/** Everything that was ever done to what is on record about some persons, oldest first. */
export type PersonsHistory = {
  readonly records: readonly RecordHistory[];
  readonly aliases: readonly AliasHistory[];
  readonly merges: readonly MergeStepTaken[];
};

/** What was known about one person at a moment. */
export type Known = {
  /** Everybody who was one with them, themselves included, of whom a record may be shown. */
  readonly together: readonly string[];
  readonly records: ReadonlyMap<string, ReplayedRecord>;
  /** The changes of name and number in force. */
  readonly aliases: ReadonlySet<string>;
  /** The names and documents by which they were compared: what an effective record or an alias in force stated. */
  readonly factIds: ReadonlySet<string>;
};

/**
 * What was known about a person at a moment: what had been written by then, in its order. Sealing applies at the moment of looking: what is
 * sealed as its history ends, or is hidden by `isHidden` (by the law of now), is absent from every moment, and so is what it alone states.
 */
export function knownAt(
  history: PersonsHistory,
  personId: string,
  moment: Date,
  isHidden: (record: RecordHistory) => boolean,
): Known {
  const by = <T extends { readonly at: Date }>(done: readonly T[]): T[] => done.filter(({ at }) => at <= moment);
  const visible = history.records.filter((record) => replay(record.actions)?.state !== 'sealed' && !isHidden(record));
  // Somebody of whom nothing may be shown is in no view, as if they had never been merged with anybody.
  const shown = new Set(visible.filter(({ actions }) => by(actions).length > 0).map((record) => record.personId));
  const together = togetherAfter(personId, by(history.merges)).filter((id) => shown.has(id));
  const own = visible.filter((record) => together.includes(record.personId));
  const records = new Map(
    own.flatMap((record): [string, ReplayedRecord][] => {
      const known = replay(by(record.actions));
      return known === undefined ? [] : [[record.id, known]];
    }),
  );
  const aliases = history.aliases.filter(
    (alias) => together.includes(alias.personId) && isInForce(by(alias.actions).map(({ verb }) => verb)),
  );
  const stating = own.filter(({ id }) => records.get(id)?.state === 'effective');
  return {
    together,
    records,
    aliases: new Set(aliases.map(({ id }) => id)),
    factIds: new Set([...stating, ...aliases].flatMap(({ factIds }) => factIds)),
  };
}

/** Whether a change of name or number is in force after these actions: confirmed, and not withdrawn by two people. */
function isInForce(verbs: readonly AliasVerb[]): boolean {
  return verbs.includes('verified') && !verbs.includes('withdrawn');
}

/** A record on one side, with the labels by which the question could be told of it; none: it could not. */
export type ToldRecord = ReplayedRecord & { readonly labels: readonly string[] };

const endedStates = ['withdrawn', 'rejected'];

/** What stands between a record as it could be told then and as it can be told today. */
export function recordDifferences(then: ToldRecord | undefined, now: ToldRecord | undefined): ReplayDifference[] {
  const wasTold = isTold(then);
  const isToldNow = isTold(now);
  if (!wasTold && !isToldNow) return [];
  if (now !== undefined && endedStates.includes(now.state)) return ['record-withdrawn'];
  // It came, or came into effect, after the answer: entered, confirmed, or unsealed.
  if (then?.state !== 'effective') return ['record-new'];
  const isCorrected = JSON.stringify(then.decision) !== JSON.stringify(now?.decision);
  const isPlacedOtherwise = then.labels.join(' ') !== (now?.labels ?? []).join(' ');
  if (isCorrected) return ['record-corrected'];
  return isPlacedOtherwise ? ['law-changed'] : [];
}

/** Whether a question could be told of a record as it stood. */
export function isTold(record: ToldRecord | undefined): boolean {
  return record !== undefined && record.state === 'effective' && record.labels.length > 0;
}

/** What stands between the identity somebody on record was known by then, and is known by today. */
export function identityDifferences(then: Known, now: Known): ReplayDifference[] {
  const differences: ReplayDifference[] = [];
  if ([...now.aliases].some((id) => !then.aliases.has(id))) differences.push('identity-new');
  if ([...then.aliases].some((id) => !now.aliases.has(id))) differences.push('identity-ended');
  // Whoever came on record since is a new record and no merge of what was there.
  const wasKnown = then.together.length > 0;
  if (wasKnown && now.together.some((id) => !then.together.includes(id))) differences.push('merged');
  if (then.together.some((id) => !now.together.includes(id))) differences.push('parted');
  return differences;
}

/** What is known of a source: when it was declared, and every word of it up to a moment of its own. */
export type SourceHistory<S> = {
  readonly source: S;
  readonly words: readonly { readonly upTo: Date | null; readonly at: Date }[];
};

type SourceNow = {
  readonly lastReceivedAt: Date | null;
  readonly declaredAt: Date;
  readonly incompleteSince: Date | null;
};

/** The sources as they were known at a moment; those declared later are not there. */
export function sourcesAt<S extends SourceNow>(histories: readonly SourceHistory<S>[], moment: Date): S[] {
  return histories.flatMap(({ source, words }) => {
    if (source.declaredAt > moment) return [];
    const spoken = words.flatMap(({ upTo, at }) => (upTo !== null && at <= moment ? [upTo.getTime()] : []));
    // What was heard of before words were kept.
    const { lastReceivedAt: last, incompleteSince } = source;
    if (last !== null && last <= moment) spoken.push(last.getTime());
    return [
      {
        ...source,
        lastReceivedAt: spoken.length === 0 ? null : new Date(Math.max(...spoken)),
        incompleteSince: incompleteSince !== null && incompleteSince <= moment ? incompleteSince : null,
      },
    ];
  });
}

/**
 * The moment from which a question could be answered where nothing was compared for it: when it came, or else the first word of a source
 * after which none that it needs was silent. Worked out and not read, so that an answer which took longer because of what is sealed now has
 * the same moment as one about nobody.
 */
export function answerableFrom(
  receivedAt: Date,
  words: readonly { readonly at: Date }[],
  isAnswerable: (moment: Date) => boolean,
): Date {
  const later = words.map(({ at }) => at).filter((at) => at > receivedAt);
  const moments = [receivedAt, ...later.sort((a, b) => a.getTime() - b.getTime())];
  return moments.find(isAnswerable) ?? receivedAt;
}

/** What somebody who points to the person asked about today is to the question. */
export type PointsNow = 'stands' | 'cleared' | 'uncompared';

/** What would be answered today: only two people make *record found*, so that evidence nobody compared is no answer. */
export function outcomeToday(
  isAnswerable: boolean,
  pointing: readonly PointsNow[],
): 'no_record' | 'record_found' | 'would_be_compared' | 'cannot_answer' {
  if (!isAnswerable) return 'cannot_answer';
  if (pointing.includes('stands')) return 'record_found';
  return pointing.includes('uncompared') ? 'would_be_compared' : 'no_record';
}
