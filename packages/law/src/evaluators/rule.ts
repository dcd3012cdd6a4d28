import type { CivilDate } from '../civil-date.js';
import { lawError } from '../errors.js';
import type { Rule, Words } from '../pack/rule-schema.js';
import type { LawPack } from '../pack/schema.js';

/** What the operator chose on the pack's open points; a point not named here keeps the pack's default. */
export interface LawSettings {
  choices: Readonly<Record<string, string>>;
}

/** Why a decision came out as it did: the rule of the pack, its source, and words for a person. */
export interface Reason {
  rule: string;
  source: string;
  /** Whether the rule's wording was read at its source. */
  verified: boolean;
  words: Words;
}

/** No choice made: every open point keeps its default. */
export const packDefaults: LawSettings = { choices: {} };

/**
 * The option in force on an open point.
 * Throws `LawError` (`unknown_key`, `unknown_choice`) when the pack has no such point or the point no such option.
 */
export function choiceOf(pack: LawPack, openPoint: string, settings: LawSettings): string {
  const point = pack.openPoints.find((candidate) => candidate.id === openPoint);
  if (!point) {
    throw lawError(
      'unknown_key',
      openPoint,
      `The pack ${pack.id} has no such open point.`,
      `规则包${pack.id}无此待定事项。`,
    );
  }
  const chosen = settings.choices[openPoint] ?? point.default;
  if (!point.options.some((option) => option.id === chosen)) {
    throw lawError(
      'unknown_choice',
      openPoint,
      `“${chosen}” is not one of the options. Choose one of: ${point.options.map((option) => option.id).join(', ')}.`,
      `“${chosen}”不是可选项，请从中选择：${point.options.map((option) => option.id).join('、')}。`,
    );
  }
  return chosen;
}

/**
 * Refuses an operator's choices that name a point or an option the pack does not have, so that a misspelt choice is
 * seen at start and not taken for the default. Throws `LawError`.
 */
export function checkSettings(pack: LawPack, settings: LawSettings): void {
  for (const openPoint of Object.keys(settings.choices)) choiceOf(pack, openPoint, settings);
}

/** Whether a rule holds on a day under the operator's choices. Both ends of its period are included. */
export function inForce(pack: LawPack, rule: Rule, on: CivilDate, settings: LawSettings): boolean {
  if (rule.effectiveFrom !== null && on < rule.effectiveFrom) return false;
  if (rule.effectiveTo !== null && on > rule.effectiveTo) return false;
  return rule.when === null || rule.when.is.includes(choiceOf(pack, rule.when.openPoint, settings));
}

/** The rules of a table that hold on a day. */
export function rulesInForce<R extends Rule>(
  pack: LawPack,
  rules: readonly R[],
  on: CivilDate,
  settings: LawSettings,
): R[] {
  return rules.filter((rule) => inForce(pack, rule, on, settings));
}

/** The reason a rule gives. */
export function reasonOf(rule: Omit<Rule, 'when'> & { id: string; words: Words }): Reason {
  return { rule: rule.id, source: rule.source, verified: rule.verified, words: rule.words };
}

/** Whether a rule's list, where null means all, names the key. */
export function names(list: readonly string[] | null, key: string): boolean {
  return list === null || list.includes(key);
}

/** Whether two lists share a key. */
export function share(left: readonly string[], right: readonly string[]): boolean {
  return left.some((key) => right.includes(key));
}
