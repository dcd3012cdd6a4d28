import { createHash } from 'node:crypto';
import {
  actsOfLook,
  type CountedMonth,
  lookKindOf,
  lookKinds,
  type UseCount,
  useCounts,
  type UseKind,
  useKinds,
  type UseOfKind,
} from '@gatehouse/contract';
import { addDays, addMonths, civilDateAt } from '@gatehouse/law';
import canonicalize from 'canonicalize';

/** Entries of one actor, act, outcome and day. */
export type CountedEntries = {
  readonly actor: string;
  readonly act: string;
  readonly outcome: string;
  readonly day: string;
  readonly entries: number;
};

/** Who is counted where, and what is told; `kindOf` answers nothing for machines. */
export type CountRules = {
  readonly fewestTold: number;
  readonly looksPerDay: number;
  readonly kindOf: (actor: string) => UseKind | undefined;
};

const lookActs = lookKinds.flatMap((kind) => actsOfLook(kind));
const actsOf: Readonly<Record<Exclude<UseCount, 'alerts'>, readonly string[]>> = {
  questions: ['inquiry.approve'],
  looks: lookActs,
  refusedLooks: lookActs,
  objections: ['inquiry.object'],
  emergencyLooks: ['access.approve-emergency-look', 'access.open-emergency-look-alone'],
};
/** Past which share of what an account may in a day it is told of; as `/api/unusual-looks` has it. */
const unusualShare = 0.5;

/** The acts that are counted. */
export const countedActs = [...new Set(Object.values(actsOf).flat())];

/** A month as it is published: every kind by every count, what is fewer than told withheld, whether it is few or none. */
export function countMonth(month: string, rows: readonly CountedEntries[], rules: CountRules): CountedMonth {
  const { fewestTold, looksPerDay } = rules;
  const kinds = useKinds.map((kind): UseOfKind => {
    const own = rows.filter(({ actor }) => rules.kindOf(actor) === kind);
    const figures = useCounts.map((count) => [count, told(countOf(count, own, looksPerDay), fewestTold)] as const);
    return { kind, ...(Object.fromEntries(figures) as Record<UseCount, number | null>) };
  });
  return { month, kinds, fewestTold, looksPerDay };
}

/** SHA-256 over the canonical JSON (RFC 8785) of a month. */
export function digestOf(counted: CountedMonth): Buffer {
  return createHash('sha256')
    .update(canonicalize(counted) ?? '')
    .digest();
}

/** From when until when a month lasts, as days of China, and the day from which it may be fixed. */
export function monthDays(month: string, delayDays: number) {
  const first = `${month}-01`;
  const next = addMonths(first, 1);
  return { first, next, fixedFrom: addDays(next, delayDays) };
}

/** The first month that is due: the one after the last that was fixed, or that in which the log began; undefined: none yet. */
export function dueMonth(
  { last, beganAt }: { readonly last: string | undefined; readonly beganAt: Date | null },
  delayDays: number,
  now: Date,
): string | undefined {
  if (last === undefined && beganAt === null) return undefined;
  const month = last === undefined ? civilDateAt(beganAt ?? now).slice(0, 7) : addMonths(`${last}-01`, 1).slice(0, 7);
  return monthDays(month, delayDays).fixedFrom <= civilDateAt(now) ? month : undefined;
}

function told(count: number, fewestTold: number): number | null {
  return count < fewestTold ? null : count;
}

function countOf(count: UseCount, rows: readonly CountedEntries[], looksPerDay: number): number {
  if (count === 'alerts') return alertsOf(rows, looksPerDay);
  const outcome = count === 'refusedLooks' ? 'refused' : 'done';
  const counted = rows.filter((row) => row.outcome === outcome && actsOf[count].includes(row.act));
  return counted.reduce((sum, { entries }) => sum + entries, 0);
}

function alertsOf(rows: readonly CountedEntries[], looksPerDay: number): number {
  const taken = new Map<string, number>();
  for (const { actor, act, outcome, day, entries } of rows) {
    const kind = lookKindOf(act);
    if (kind === undefined || outcome !== 'done') continue;
    const key = `${actor} ${kind} ${day}`;
    taken.set(key, (taken.get(key) ?? 0) + entries);
  }
  return [...taken.values()].filter((looks) => looks > looksPerDay * unusualShare).length;
}
