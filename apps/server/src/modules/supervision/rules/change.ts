import type { Law, Order } from './order.js';
import { spanOf } from './span.js';

/** What a change of the end makes of an order; undefined where that day is no end it can have. */
export type Ending = Pick<Order, 'endsEarlyOn' | 'state'>;

/**
 * An order ends by a decision, at the latest today (`lift`), or on an earlier day than it would have (`shorten`). It is never made longer,
 * and never ends before it took effect.
 */
export function endingBy(
  { kind, endsOn }: { readonly kind: 'lift' | 'shorten'; readonly endsOn: string },
  order: Order,
  law: Law,
  today: string,
): Ending | undefined {
  const { ends } = spanOf(order, law);
  if (endsOn < order.effectiveOn || (ends !== null && endsOn >= ends)) return undefined;
  if (kind === 'lift') return endsOn > today ? undefined : { endsEarlyOn: endsOn, state: 'LIFTED' };
  return { endsEarlyOn: endsOn, state: order.state };
}
