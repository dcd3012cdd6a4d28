import type { ProhibitionDeed } from '@gatehouse/contract';
import { addDays, deadline, type ProhibitionAlarm, prohibitionAlarmDay, startOfCivilDate } from '@gatehouse/law';
import { breachOf, referralDue } from './breach.js';
import type { Law, Order, Placement } from './order.js';
import { documentToServe, isServed } from './service.js';
import { isOverOn, spanOf } from './span.js';

/** Something that waits for somebody: what, and by when. `at` null: whenever the fact becomes known. */
export type Due = {
  readonly deed: ProhibitionDeed;
  readonly dueAt: Date | null;
  /** Whom it is about, where it is about one placement. */
  readonly placementId?: string;
};

/** What is due about an order, the most pressing first; the first is the one next act of its page. Pure. */
export function dueOf(order: Order, placements: readonly Placement[], law: Law, now: Date): Due[] {
  const { state, enteredAt, change, changeProposedAt } = order;
  const within = (period: string, from: Date) => deadline(law.pack, law.calendar, period, from).dueAt;
  if (state === 'ENTERED') return [{ deed: 'verify', dueAt: within('prohibition_verification', enteredAt) }];
  if (state === 'RETURNED') return [{ deed: 'amend', dueAt: within('prohibition_verification', enteredAt) }];
  const breaches = breachesToRefer(order, placements, law, now);
  if (state !== 'VERIFIED') return breaches;
  const changes: Due[] =
    change === null || changeProposedAt === null
      ? []
      : [{ deed: 'decide_change', dueAt: within('prohibition_verification', changeProposedAt) }];
  return [
    ...breaches,
    ...changes,
    ...serviceDue(order, law),
    ...receiptDue(order, law),
    ...questions(placements, order, law),
    ...dayDue(order, law),
  ];
}

function breachesToRefer(order: Order, placements: readonly Placement[], law: Law, now: Date): Due[] {
  const span = spanOf(order, law);
  return placements.flatMap((placement): Due[] => {
    const breach = placement.referredAt === null ? breachOf(placement, span, law, now) : undefined;
    if (breach === undefined) return [];
    return [{ deed: 'refer', dueAt: referralDue(law, placement, breach), placementId: placement.id }];
  });
}

/** The judgment has to be served within the pack's days; a certificate where there has to be one comes first. */
function serviceDue(order: Order, law: Law): Due[] {
  if (order.servedOn !== null || !isServed(order, law)) return [];
  const last = deadline(law.pack, law.calendar, 'judgment_service', startOfCivilDate(order.effectiveOn)).dueAt;
  const needsCertificate = documentToServe(order) === 'certificate' && !order.hasCertificate;
  return [{ deed: needsCertificate ? 'certify' : 'serve', dueAt: last }];
}

function receiptDue({ receivedAt, toldAt }: Order, { pack, calendar }: Law): Due[] {
  if (receivedAt !== null || toldAt === null) return [];
  return [{ deed: 'await_receipt', dueAt: deadline(pack, calendar, 'prohibition_receipt', toldAt).dueAt }];
}

/** A document without the name: a procurator looks, and corrects the order where it is the same person. */
function questions(placements: readonly Placement[], { change }: Order, { pack, calendar }: Law): Due[] {
  if (change !== null) return [];
  return placements
    .filter(({ isSure, endedOn }) => !isSure && endedOn === null)
    .map(({ id, seenAt }) => ({
      deed: 'look_at_name',
      dueAt: deadline(pack, calendar, 'prohibition_referral', seenAt).dueAt,
      placementId: id,
    }));
}

/** A day that is not known yet has to become known; an end that is known is watched. */
function dayDue(order: Order, law: Law): Due[] {
  const { kind, ends } = spanOf(order, law);
  if (kind === 'open') return [{ deed: 'learn_day', dueAt: null }];
  return ends === null ? [] : [{ deed: 'watch', dueAt: startOfCivilDate(addDays(ends, 1)) }];
}

/** The alarms of an order whose day has come and whose matter is not done. */
export function alarmsOf(order: Order, law: Law, today: string): readonly ProhibitionAlarm[] {
  if (order.state !== 'VERIFIED') return [];
  const span = spanOf(order, law);
  return law.pack.prohibitionAlarms.filter((alarm) => {
    const isMatter =
      alarm.about === 'service' ? order.servedOn === null && isServed(order, law) : span.kind === 'until';
    const day = prohibitionAlarmDay(alarm, order.effectiveOn, span.ends);
    return isMatter && day !== null && day <= today;
  });
}

/** Whether the sweep closes an order today. */
export function closesOn(order: Order, law: Law, today: string): boolean {
  return order.state === 'VERIFIED' && isOverOn(spanOf(order, law), today);
}
