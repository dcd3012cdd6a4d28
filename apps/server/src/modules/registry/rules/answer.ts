import { disclosable, inquiryReach, type InquiryTerms, purposeRequirements, type RecordFacts } from '@gatehouse/law';
import type { RegistryLaw } from '../law.js';
import { canaryList } from './canary.js';
import { covers, type SourceClock, sourceState } from './freshness.js';

/** What an ask says that decides how it is answered. */
export type Question = {
  readonly legalBases: readonly string[];
  readonly purpose: string;
  readonly postClass: string;
  readonly unitType: string;
  readonly divisionCode: string;
  readonly canary?: true | undefined;
};

type NamedSource = SourceClock & {
  readonly code: string;
  readonly nameEn: string;
  readonly nameZh: string;
  readonly querySource: string;
  readonly divisions: readonly string[];
};

/** A question in the terms of the law. */
export function inquiryTerms({ legalBases, purpose, postClass }: Question): InquiryTerms {
  return { legalBases: [...legalBases], purpose, postClass };
}

/** The name of a list of the answering index: records of one partition with one label. */
export function listName(partition: 'open' | 'restricted', label: string): string {
  return `${partition}/${label}`;
}

/** The label of the records in a list. */
export function labelOfList(list: string): string {
  return list.slice(list.indexOf('/') + 1);
}

/** Names of the lists of the answering index that a question may look into: of a canary, that of canaries and no other. */
export function reachedLists({ pack, settings }: RegistryLaw, question: Question, now: Date): string[] {
  if (question.canary === true) return [canaryList];
  const reach = inquiryReach(pack, inquiryTerms(question), now, settings);
  return [
    ...reach.open.map((label) => listName('open', label)),
    ...reach.restricted.map((label) => listName('restricted', label)),
  ];
}

/** The labels of a record that a question may be told of now; empty where it may not be told of it. */
export function toldLabels(
  { pack, settings }: RegistryLaw,
  facts: RecordFacts,
  question: Question,
  now: Date,
): string[] {
  const decision = disclosable(pack, facts, inquiryTerms(question), now, settings);
  return decision.disclose ? decision.labels : [];
}

/**
 * The sources a question rests on: those of the kinds that the law pack asks for this purpose, post and unit, as far as they
 * cover the unit's division or the whole country.
 */
export function neededSources<S extends NamedSource>(
  law: RegistryLaw,
  question: Question,
  sources: readonly S[],
  now: Date,
): S[] {
  const kinds = neededKinds(law, question, now);
  return sources.filter(
    ({ querySource, divisions }) => kinds.includes(querySource) && covers(divisions, question.divisionCode),
  );
}

/** The source that has been silent longest; null where all are fresh. */
export function longestSilent<S extends NamedSource>(
  { pack }: Pick<RegistryLaw, 'pack'>,
  sources: readonly S[],
  now: Date,
): { readonly source: S; readonly since: Date } | null {
  const silent = sources.flatMap((source) => {
    const { silentSince } = sourceState(pack, source, now);
    return silentSince === null ? [] : [{ source, since: silentSince }];
  });
  return silent.sort((a, b) => a.since.getTime() - b.since.getTime())[0] ?? null;
}

/**
 * Whether a question can be answered at all: every kind of source the law asks for covers the place with at least one, none
 * of them is silent, and the legal bases reach some list. Anything less is *cannot be answered now*, never *no record*.
 */
export function answerable<S extends NamedSource>(
  law: RegistryLaw,
  question: Question,
  sources: readonly S[],
  now: Date,
): boolean {
  const needed = neededSources(law, question, sources, now);
  const kinds = neededKinds(law, question, now);
  const covered = kinds.length > 0 && kinds.every((kind) => needed.some(({ querySource }) => querySource === kind));
  return covered && longestSilent(law, needed, now) === null && reachedLists(law, question, now).length > 0;
}

/** The kinds of source the law pack asks for this purpose, post and unit. */
function neededKinds({ pack, settings }: RegistryLaw, question: Question, now: Date): readonly string[] {
  const { purpose, postClass, unitType } = question;
  return purposeRequirements(pack, purpose, postClass, unitType, now, settings).querySources;
}
