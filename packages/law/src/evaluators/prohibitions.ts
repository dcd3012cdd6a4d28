import { addDays, addMonths, type CivilDate } from '../civil-date.js';
import { lawError } from '../errors.js';
import type { ProhibitionFacts } from '../pack/prohibition-schema.js';
import type { LawPack } from '../pack/schema.js';
import { choiceOf, type LawSettings, packDefaults } from './rule.js';

/** A regime of employment prohibition. */
export type ProhibitionRegime = LawPack['prohibitionRegimes'][number];
/** To whom a breach may be referred. */
export type ProhibitionReferral = LawPack['prohibitionReferrals'][number];
/** A day on which somebody has to move about an order. */
export type ProhibitionAlarm = LawPack['prohibitionAlarms'][number];

/**
 * From when until when an order holds; both days are included. `open`: a day that decides is not known yet, and nothing ends because of
 * it. `never`: it cannot begin.
 */
export interface ProhibitionTerm {
  kind: 'until' | 'lifelong' | 'with_record' | 'open' | 'never';
  begins: CivilDate | null;
  ends: CivilDate | null;
}

const monthsOfYear = 12;

/**
 * A regime by its id.
 * Throws `LawError` (`unknown_key`) when the pack has no such regime.
 */
export function prohibitionRegime(pack: LawPack, id: string): ProhibitionRegime {
  const regime = pack.prohibitionRegimes.find((candidate) => candidate.id === id);
  if (regime) return regime;
  throw lawError('unknown_key', id, `The pack ${pack.id} has no such regime.`, `规则包${pack.id}无此从业禁止类型。`);
}

/** The term of an order under its regime. Throws `LawError` (`unknown_key`) for a regime the pack does not have. */
export function prohibitionTerm(
  pack: LawPack,
  facts: ProhibitionFacts,
  settings: LawSettings = packDefaults,
): ProhibitionTerm {
  const regime = prohibitionRegime(pack, facts.regime);
  if (regime.begins === 'after_sentence' && facts.sentence === 'death')
    return { kind: 'never', begins: null, ends: null };
  const begins = regime.begins === 'on_effect' ? facts.effectiveOn : (facts.paroledOn ?? facts.sentenceEndsOn);
  if (begins === null) return { kind: 'open', begins, ends: null };
  if (regime.ends === 'never') return { kind: 'lifelong', begins, ends: null };
  if (regime.ends === 'with_record') return { kind: 'with_record', begins, ends: null };
  const ends =
    regime.ends === 'with_sentence' ? facts.sentenceEndsOn : endOfYears(pack, regime, begins, facts, settings);
  return ends === null ? { kind: 'open', begins, ends } : { kind: 'until', begins, ends };
}

/** The referrals that a breach under a regime may take, the usual ones first. */
export function prohibitionReferralsFor(pack: LawPack, regime: string): ProhibitionReferral[] {
  const named = pack.prohibitionReferrals.filter(({ regimes }) => regimes.includes(regime));
  return [
    ...named.filter(({ gravity }) => gravity === 'breach'),
    ...named.filter(({ gravity }) => gravity === 'serious'),
  ];
}

/** The day of an alarm; null where the order has no such day. */
export function prohibitionAlarmDay(
  { counted, days }: Pick<ProhibitionAlarm, 'counted' | 'days'>,
  effectiveOn: CivilDate,
  ends: CivilDate | null,
): CivilDate | null {
  if (counted === 'after_effect') return addDays(effectiveOn, days);
  return ends === null ? null : addDays(ends, -days);
}

function endOfYears(
  pack: LawPack,
  { years: range }: ProhibitionRegime,
  begins: CivilDate,
  { years }: ProhibitionFacts,
  settings: LawSettings,
): CivilDate | null {
  const ordered = years ?? (range !== null && range.fewest === range.most ? range.fewest : null);
  if (ordered === null) return null;
  const sameDate = addMonths(begins, ordered * monthsOfYear);
  return choiceOf(pack, 'prohibition-day-count', settings) === 'day_before' ? addDays(sameDate, -1) : sameDate;
}
