import type { PlacementView } from '@gatehouse/contract';
import { breachOf } from '../rules/breach.js';
import type { Law, Order, Placement } from '../rules/order.js';
import { spanOf } from '../rules/span.js';
import type { PlacementRow } from '../store/placement-store.js';
import words from '../words.json' with { type: 'json' };
import { titleOf, wordsIn } from './words.js';

/** A placement as the rules know it. */
export function placementOf({ id, postClass, fromDate, isSure, seenAt, endedOn, referredAt }: PlacementRow): Placement {
  return { id, postClass, fromDate, isSure, seenAt, endedOn, referredAt };
}

/** A placement as the page of its order shows it, with the breach in it by now. */
export function placementView(row: PlacementRow, order: Order, law: Law, now: Date): PlacementView {
  const found = breachOf(placementOf(row), spanOf(order, law), law, now);
  const kind = row.breachKind ?? found?.kind;
  const since = row.breachSince ?? found?.since;
  const isReferred = row.referredTo !== null && row.referredAt !== null;
  return {
    id: row.id,
    unit: { en: row.unitEn, zh: row.unitZh },
    postClass: titleOf(law.pack.postClasses, row.postClass),
    fromDate: row.fromDate,
    seenAt: row.seenAt.toISOString(),
    isSure: row.isSure,
    ...(row.endedOn === null ? {} : { endedOn: row.endedOn }),
    ...(kind === undefined || since === undefined
      ? {}
      : { breach: { words: wordsIn(words.breaches, kind), since: since.toISOString() } }),
    ...(row.referredTo === null || row.referredAt === null
      ? {}
      : { referral: { to: titleOf(law.pack.prohibitionReferrals, row.referredTo), at: row.referredAt.toISOString() } }),
    mayRefer: since !== undefined && !isReferred,
  };
}
