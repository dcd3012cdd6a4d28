import type { CoverageShown, Words } from '@gatehouse/contract';
import { civilDateAt, coverageBand, dayInWords, type LawPack, renderText } from '@gatehouse/law';
import { titleOf } from '../views/words.js';
import { countsAsChecked, coverageOf } from './coverage.js';
import type { EmploymentFacts, Law } from './facts.js';

/** A code of a certificate: 26 of 31 characters, 128.8 bits. */
export const certificateCodeLength = 26;

/** How many units one look-up shows at most: more is a list, and nobody needs one to find a school. */
export const unitsShown = 5;

/** People at work at a unit, and who of them counts as checked for others. */
export type AtWork = { readonly staff: number; readonly checked: number };

/** What is kept of a unit for the public. */
export type CoverageFigure = {
  readonly nameEn: string;
  readonly nameZh: string;
  readonly authorityEn: string;
  readonly authorityZh: string;
  readonly band: string;
  readonly asOf: Date;
};

/**
 * Whether an employment counts as checked in the share that others are shown: decided as though every answer that was told had been
 * *no record*. So the share is made of nothing that was found, and comparing two of them tells nothing of it.
 */
export function countsForOthers(facts: EmploymentFacts, law: Law, now: Date): boolean {
  return countsAsChecked(coverageOf(withoutOutcomes(facts), law, now).state);
}

/** The same facts with every told answer a *no record* of which nothing came, and nobody under an order. */
export function withoutOutcomes(facts: EmploymentFacts): EmploymentFacts {
  const checks = facts.checks.map((check) =>
    check.outcome === null ? check : { ...check, outcome: 'no_record' as const, settlement: null },
  );
  return { ...facts, checks, prohibitions: [] };
}

/** The band of a unit as it is fixed; undefined where it has too few staff to be shown at all. */
export function bandToFix(pack: LawPack, { staff, checked }: AtWork): string | undefined {
  return coverageBand(pack, checked, staff)?.id;
}

/** What everybody reads of a unit, in the words of the pack. */
export function coverageShown(pack: LawPack, figure: CoverageFigure, until: Date): CoverageShown {
  const { title, share, meaning, notRating, fixed, ask } = pack.coverageCertificate;
  const unit = { en: figure.nameEn, zh: figure.nameZh };
  return {
    unit,
    title,
    share: renderText(share, { unit }),
    band: titleOf(pack.coverageBands.bands, figure.band),
    asOf: figure.asOf.toISOString(),
    until: until.toISOString(),
    fixed: renderText(fixed, { asOf: momentInChina(figure.asOf), until: momentInChina(until) }),
    meaning,
    notRating,
    ask: renderText(ask, { authority: { en: figure.authorityEn, zh: figure.authorityZh } }),
  };
}

/** What holds where nothing is shown: one sentence for every reason. */
export function notShown({ coverageBands, coverageCertificate }: LawPack): Words {
  return renderText(coverageCertificate.notShown, { fewest: String(coverageBands.fewestStaff) });
}

/** A code as it was meant, where the text has the form of one: half-width, without spaces and hyphens, letters large. */
export function codeIn(text: string): string | undefined {
  const plain = text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
  return plain.length === certificateCodeLength && /^[2-9A-Z]+$/.test(plain) ? plain : undefined;
}

/** A name or credit code as it is compared: half-width, small, without what stands between letters. */
export function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** Names and credit code of a unit in the one text in which they are searched; no search reaches from one into the next. */
export function searchTextOf(names: readonly (string | null)[]): string {
  return names.map((name) => folded(name ?? '')).join('\n');
}

function momentInChina(at: Date): Words {
  const day = dayInWords(civilDateAt(at));
  const clock = new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(11, 16);
  return { en: `${day.en}, ${clock}`, zh: `${day.zh}${clock}` };
}
