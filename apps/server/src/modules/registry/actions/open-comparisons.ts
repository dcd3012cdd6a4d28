import { deadline } from '@gatehouse/law';
import { ruleVersion } from '@gatehouse/matching';
import type { ActContext } from '../../../kernel/act.js';
import type { Registry } from '../registry.js';
import { turnDueAt } from '../rules/comparison.js';
import { type Ask, askStore } from '../store/ask-store.js';
import { comparisonStore } from '../store/comparison-store.js';
import type { PersonToCompare } from './persons-to-compare.js';

/** Puts whom evidence points to before people: a comparison for each, with the clock of the law pack. A canary is taken off again by a job. */
export async function openComparisons(
  { kernel, law }: Registry,
  context: ActContext,
  ask: Ask,
  persons: readonly PersonToCompare[],
  blind: boolean,
): Promise<void> {
  const { dueAt: turn } = deadline(law.pack, law.calendar, 'compare_first', context.now);
  const dueAt = turnDueAt(turn, ask.terms.dueAt);
  const comparisons = comparisonStore(context);
  for (const { personId, candidates, evidenceTokens } of persons) {
    const [best] = candidates;
    if (best === undefined) continue;
    const recordIds = candidates.map(({ recordId }) => recordId);
    const evidenceToken = blind ? null : (evidenceTokens[0] ?? null);
    await comparisons.open(ask.sealer, {
      askId: ask.id,
      recheckOf: ask.terms.recheckOf ?? null,
      personId,
      urgent: ask.terms.urgent,
      canary: ask.canary,
      dueAt,
      reasons: best.reasons,
      screening: { recordIds, band: best.band, blind, evidenceToken, ruleVersion },
    });
  }
  await askStore(kernel.keys, context).move([ask.id], 'comparing');
  await context.record({ object: { kind: 'registry.ask', id: ask.id }, purpose: ask.terms.purpose });
  if (ask.canary) await context.enqueue('registry.take-off-canary', { askId: ask.id });
}
