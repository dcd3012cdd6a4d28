import { type Band, createIndex } from '@gatehouse/matching';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { askedEvidence } from '../matcher/evidence-of.js';
import { loadEntries } from '../matcher/load-entries.js';
import type { Registry } from '../registry.js';
import { labelOfList, reachedLists } from '../rules/answer.js';
import type { Ask } from '../store/ask-store.js';
import { mergedPersonStore } from '../store/merged-person-store.js';
import { type RecordRow, recordStore } from '../store/record-store.js';
import { comparedEvidenceTokens } from '../store/tokens.js';

/** A record that a question may be told of, as it stands beside the person asked about. */
export type TellableRecord = {
  readonly row: RecordRow;
  /** Those of its labels that the question reaches. */
  readonly labels: readonly string[];
  /** Of the evidence of both sides, newest epoch first. */
  readonly evidenceTokens: readonly Buffer[];
  /** How strongly its evidence points to the person asked about. */
  readonly band: Band;
};

/**
 * The records of these persons, and of everybody who is one with them, that a question may be told of: by the facts as they stand
 * now, and by the law of a moment. Compared as the answering index compares, without it: this runs inside a transaction.
 */
export async function tellableRecords(
  { kernel, law }: Registry,
  transaction: Transaction,
  ask: Ask,
  personIds: readonly string[],
  lawOf: Date,
): Promise<TellableRecord[]> {
  const everybody = await mergedPersonStore(transaction).everybodyWith(personIds);
  const rows = await recordStore(transaction).ofPersons(everybody);
  const reached = new Set(reachedLists(law, ask.terms, lawOf));
  const entries = (await loadEntries(kernel.keys, law, { ...transaction, now: lawOf }, rows)).filter(({ lists }) =>
    lists.some((list) => reached.has(list)),
  );
  const found = createIndex(entries.map(({ evidence }) => evidence)).screen(askedEvidence(ask.person)).candidates;
  const bandOf = new Map(found.map(({ id, band }) => [id, band]));
  return entries.flatMap(({ recordId, lists, evidence: { id: _, ...onRecord } }) => {
    const row = rows.find(({ id }) => id === recordId);
    if (row === undefined) return [];
    const compared = { asked: ask.person, identityProof: ask.terms.identityProof, onRecord };
    return {
      row,
      labels: lists.filter((list) => reached.has(list)).map(labelOfList),
      evidenceTokens: comparedEvidenceTokens(kernel.keys, compared),
      band: bandOf.get(recordId) ?? 'none',
    };
  });
}
