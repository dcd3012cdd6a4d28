import type { ProhibitionState } from '@gatehouse/contract';
import { prohibitionRegime, prohibitionTerm, type ProhibitionTerm } from '@gatehouse/law';
import type { Law, Order } from './order.js';

/** From when until when an order holds, as the law and later decisions have it; both days are included. */
export type Span = ProhibitionTerm;

/** The span of an order: its term by the law pack, cut where it was shortened or lifted, and never made longer by that. */
export function spanOf(order: Order, { pack, settings }: Law): Span {
  const term = prohibitionTerm(pack, order, settings);
  const { endsEarlyOn } = order;
  if (endsEarlyOn === null || (term.ends !== null && term.ends <= endsEarlyOn)) return term;
  // What ends before it began has no day on which it holds.
  if (term.begins === null || endsEarlyOn < term.begins) return { kind: 'never', begins: null, ends: null };
  return { kind: 'until', begins: term.begins, ends: endsEarlyOn };
}

/** Whether a span covers a day. */
export function holdsOn({ begins, ends }: Span, today: string): boolean {
  return begins !== null && begins <= today && (ends === null || today <= ends);
}

/** Whether a span lies behind a day for good, or has no day at all. */
export function isOverOn({ kind, ends }: Span, today: string): boolean {
  return kind === 'never' || (ends !== null && ends < today);
}

/** What an order is called today. A breach that nobody has referred yet stands before everything else. */
export function standingOf(order: Order, span: Span, hasOpenBreach: boolean, today: string): ProhibitionState {
  if (order.state === 'ENTERED') return 'entered';
  if (order.state === 'RETURNED') return 'returned';
  if (order.state === 'LIFTED') return 'lifted';
  if (order.state === 'EXPIRED' || isOverOn(span, today)) return 'expired';
  if (hasOpenBreach) return 'breached';
  return holdsOn(span, today) ? 'in_force' : 'not_begun';
}

/** Posts that an order bars of its own and by its regime; null: all in close contact with minors. */
export function barredPosts(order: Pick<Order, 'regime' | 'postClasses'>, { pack }: Law): readonly string[] | null {
  const { postClasses, mayBeNarrowed } = prohibitionRegime(pack, order.regime);
  return mayBeNarrowed && order.postClasses !== null ? order.postClasses : postClasses;
}

/** Whether an order bars somebody from a post on a day. */
export function bars(order: Order, postClass: string, law: Law, today: string): boolean {
  if (order.state !== 'VERIFIED' || !holdsOn(spanOf(order, law), today)) return false;
  const posts = barredPosts(order, law);
  return posts === null || posts.includes(postClass);
}

/**
 * Of orders about one person, those that another one prevails over today (Criminal Law art. 37-1(3)): they go on to be counted and take
 * nothing away from what the others bar.
 */
export function displacedOn<Of extends Order>(orders: readonly Of[], law: Law, today: string): Of[] {
  const holding = orders.filter((order) => order.state === 'VERIFIED' && holdsOn(spanOf(order, law), today));
  return holding.filter((order) => {
    const { yieldsTo } = prohibitionRegime(law.pack, order.regime);
    return holding.some((other) => other !== order && yieldsTo.includes(other.regime));
  });
}
