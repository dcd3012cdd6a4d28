import type { ProhibitionDue, ProhibitionLine } from '@gatehouse/contract';
import { civilDateAt } from '@gatehouse/law';
import { alarmsOf, type Due, dueOf } from '../rules/due.js';
import type { Law, Order } from '../rules/order.js';
import { spanOf, standingOf } from '../rules/span.js';
import type { PlacementRow } from '../store/placement-store.js';
import type { ProhibitionRow } from '../store/prohibition-store.js';
import words from '../words.json' with { type: 'json' };
import { placementOf } from './placement-view.js';
import { spanInWords, titleOf, wordsIn } from './words.js';

/** An order with its placements, as read. */
export type ReadOrder = {
  readonly row: ProhibitionRow;
  readonly order: Order;
  readonly placements: readonly PlacementRow[];
};

/** What is due about an order, for people. */
export function dueInWords({ deed, dueAt }: Due, now: Date): ProhibitionDue {
  return {
    deed,
    words: wordsIn(words.deeds, deed),
    ...(dueAt === null ? {} : { dueAt: dueAt.toISOString() }),
    isLate: dueAt !== null && dueAt <= now && deed !== 'watch',
  };
}

/** What is due about an order, the most pressing first: a breach that was found stays due until it is referred. */
export function dueAbout({ order, placements }: ReadOrder, law: Law, now: Date): Due[] {
  return dueOf(order, placements.map(placementOf), law, now);
}

/** One order in a list. */
export function prohibitionLine(read: ReadOrder, name: string, law: Law, now: Date): ProhibitionLine {
  const { row, order, placements } = read;
  const today = civilDateAt(now);
  const span = spanOf(order, law);
  const [next] = dueAbout(read, law, now);
  const { from, until } = spanInWords(span);
  return {
    ...{ id: row.id, version: row.version, name, from, until },
    regime: titleOf(law.pack.prohibitionRegimes, row.regime),
    state: standingOf(order, span, next?.deed === 'refer', today),
    ...(next === undefined ? {} : { next: dueInWords(next, now) }),
    alarms: alarmsOf(order, law, today).map(({ title }) => title),
    placements: placements.filter(({ endedOn, isSure }) => endedOn === null && isSure).length,
  };
}

/** Where a list shows an order: breaches first, then by clock; what only has to be watched comes last. */
export function placeInList(
  read: ReadOrder,
  law: Law,
  now: Date,
): { readonly dueRank: number; readonly dueAt: Date | null } {
  const [next] = dueAbout(read, law, now);
  if (next === undefined || next.deed === 'watch') return { dueRank: 2, dueAt: next?.dueAt ?? null };
  return { dueRank: next.deed === 'refer' ? 0 : 1, dueAt: next.dueAt };
}
