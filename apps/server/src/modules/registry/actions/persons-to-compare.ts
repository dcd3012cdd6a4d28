import type { Band } from '@gatehouse/matching';
import type { ActContext } from '../../../kernel/act.js';
import { loadEntries } from '../matcher/load-entries.js';
import type { ScreenedCandidate } from '../matcher/protocol.js';
import type { Registry } from '../registry.js';
import { isRemembered } from '../rules/comparison.js';
import { mainOf } from '../rules/merge.js';
import type { AskedPerson } from '../store/ask-store.js';
import { clearanceStore } from '../store/clearance-store.js';
import { mergedPersonStore } from '../store/merged-person-store.js';
import { type RecordRow, recordStore } from '../store/record-store.js';
import { comparedEvidenceTokens } from '../store/tokens.js';

/** A person on record with what points to them, best first, and the tokens of what people would compare. */
export type PersonToCompare = {
  readonly personId: string;
  readonly candidates: readonly ScreenedCandidate[];
  /** Newest epoch first; none where the person has nothing in the index any more. */
  readonly evidenceTokens: readonly Buffer[];
};

/** Who is asked about or enrolled, and how it was proven who they are. */
export type Compared = { readonly person: AskedPerson; readonly terms: { readonly identityProof: string } };

/**
 * Whom people have to compare: everybody the evidence points to, less those of whom two people found, on the very same evidence
 * of both sides, that it is somebody else. One in the pack's blind share of these is shown again all the same, and a strong one
 * always is: a mistake of two people must not last for ever.
 */
export async function personsToCompare(
  registry: Registry,
  context: ActContext,
  ask: Compared,
  candidates: readonly ScreenedCandidate[],
): Promise<{ readonly compare: readonly PersonToCompare[]; readonly cleared: number }> {
  if (candidates.length === 0) return { compare: [], cleared: 0 };
  const persons = await byPerson(registry, context, ask, candidates);
  const cleared = await clearanceStore(context).cleared(persons.flatMap(({ evidenceTokens }) => evidenceTokens));
  const compare = persons.filter(({ evidenceTokens, candidates: own }) => {
    const isCleared = evidenceTokens.some((token) => cleared.has(token.toString('hex')));
    return !isCleared || !isRemembered(bandOf(own)) || registry.draw() * registry.law.pack.blindShare.oneIn < 1;
  });
  return { compare, cleared: persons.length - compare.length };
}

function bandOf([best]: readonly ScreenedCandidate[]): Band {
  return best?.band ?? 'none';
}

async function byPerson(
  { kernel, law }: Registry,
  context: ActContext,
  ask: Compared,
  candidates: readonly ScreenedCandidate[],
): Promise<PersonToCompare[]> {
  const records = await recordStore(context).byIds(candidates.map(({ recordId }) => recordId));
  const entries = await loadEntries(kernel.keys, law, context, records);
  const evidenceOf = new Map(entries.map(({ recordId, evidence: { id: _, ...evidence } }) => [recordId, evidence]));
  const together = await mergedPersonStore(context).together([...new Set(records.map(({ personId }) => personId))]);
  const mainOfRecord = (record: RecordRow) => mainOf(together.get(record.personId) ?? [record.personId]);
  return [...new Set(records.map(mainOfRecord))].map((personId) => {
    const own = new Set(records.filter((record) => mainOfRecord(record) === personId).map(({ id }) => id));
    // Every record of a person carries the evidence of the whole person; of several who are one, always the same record's.
    const onRecord = [...own]
      .sort()
      .map((id) => evidenceOf.get(id))
      .find((evidence) => evidence !== undefined);
    const { person: asked, terms } = ask;
    return {
      personId,
      candidates: candidates.filter(({ recordId }) => own.has(recordId)),
      evidenceTokens:
        onRecord === undefined
          ? []
          : comparedEvidenceTokens(kernel.keys, { asked, identityProof: terms.identityProof, onRecord }),
    };
  });
}
