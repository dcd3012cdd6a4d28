import { errorDefinition } from '@gatehouse/contract';
import { isDocumentType, parseDocumentNumber } from '@gatehouse/matching';
import { act, type ActContext } from '../../../kernel/act.js';
import { DomainError, refuse } from '../../../kernel/errors.js';
import { type Viewer, viewerName } from '../../../kernel/viewer.js';
import type { Registry } from '../registry.js';
import { answersToReview } from '../rules/recall.js';
import { personStore, type StoredPerson } from '../store/person-store.js';
import { recordStore } from '../store/record-store.js';
import { announcePersons, changeRecord, type HeldRecord, holdRecord } from './change-record.js';
import { othersAsOne } from './one-person.js';

/** One record to confirm; the number as the verifier read it off the source document is compared, never shown. */
export type VerificationItem = {
  readonly recordId: string;
  readonly version: number;
  readonly documentNumber?: string | undefined;
};

type Result = {
  recordId: string;
  outcome: 'verified' | 'refused';
  code: string | null;
  words: { en: string; zh: string } | null;
};

/**
 * Confirms records by a second person, each for itself: one that is refused (own entry, changed meanwhile, number differs)
 * says so and does not hold up the others. Those with nothing against them are confirmed together, with one entry that names
 * them all; the rest singly, so that each refusal leaves its own.
 */
export async function verifyRecords(
  registry: Registry,
  viewer: Viewer,
  items: readonly VerificationItem[],
): Promise<{ results: Result[] }> {
  const verified = await verifyTogether(registry, viewer, items);
  const results: Result[] = [];
  for (const item of items) {
    const { recordId } = item;
    if (verified.delete(recordId)) results.push({ recordId, outcome: 'verified', code: null, words: null });
    else results.push(await verifyOne(registry, viewer, item));
  }
  return { results };
}

/** The records among these that nothing stands against, made effective in one act. */
async function verifyTogether(
  registry: Registry,
  viewer: Viewer,
  items: readonly VerificationItem[],
): Promise<Set<string>> {
  if (items.length < 2) return new Set();
  const actor = viewerName(viewer);
  return act(registry.kernel, viewer, 'registry.verify-records', async (context) => {
    const records = recordStore(context);
    const wanted = new Map(items.map((item) => [item.recordId, item]));
    const rows = await records.lockAll([...wanted.keys()]);
    const persons = await personStore(registry.kernel.keys, context).load([
      ...new Set(rows.map((row) => row.personId)),
    ]);
    const good = rows.flatMap((row) => {
      const item = wanted.get(row.id);
      const person = persons.get(row.personId);
      if (person === undefined || item?.version !== row.version) return [];
      if (row.state !== 'waiting' || row.enteredBy === actor) return [];
      return item.documentNumber === undefined || hasNumber(person, item.documentNumber) ? [{ row, person }] : [];
    });
    const ids = good.map(({ row }) => row.id);
    await context.record({ details: { records: ids } });
    if (ids.length === 0) return new Set();
    const from = await records.enteredFrom(ids);
    await records.append(
      good.map(({ row, person }) => ({
        sealer: person.sealer,
        action: {
          recordId: row.id,
          version: row.version + 1,
          verb: 'verified' as const,
          validFrom: from.get(row.id) ?? context.now.toISOString().slice(0, 10),
          at: context.now,
          decision: null,
          reason: null,
          proposedBy: row.enteredBy,
          actor,
        },
      })),
    );
    await records.projectVerified(ids);
    await announcePersons(context, [...new Set(good.map(({ row }) => row.personId))], answersToReview('verified'));
    return new Set(ids);
  });
}

async function verifyOne(registry: Registry, viewer: Viewer, item: VerificationItem): Promise<Result> {
  const { recordId } = item;
  try {
    await act(registry.kernel, viewer, 'registry.verify-records', async (context) => {
      const held = await holdRecord(registry, context, recordId, item.version);
      if (item.documentNumber !== undefined) await compareNumber(registry, context, held, item.documentNumber);
      await verify(context, held);
      await context.record({ object: { kind: 'registry.record', id: recordId } });
    });
    return { recordId, outcome: 'verified', code: null, words: null };
  } catch (error) {
    if (!(error instanceof DomainError) || errorDefinition(error.code).status >= 500) throw error;
    return { recordId, outcome: 'refused', code: error.code, words: errorDefinition(error.code).title };
  }
}

/** Makes a waiting record effective. */
export async function verify(context: ActContext, held: HeldRecord): Promise<void> {
  const { row } = held;
  const validFrom = (await recordStore(context).actions(held.person.sealer, row.id))[0]?.validFrom;
  await changeRecord(context, held, {
    verb: 'verified',
    validFrom: validFrom ?? context.now.toISOString().slice(0, 10),
    reason: null,
    proposedBy: row.enteredBy,
    corrected: null,
  });
}

/** A record may name the number of somebody who is one with its person. */
async function compareNumber(
  registry: Registry,
  context: ActContext,
  { person }: HeldRecord,
  given: string,
): Promise<void> {
  if (hasNumber(person, given)) return;
  const others = await othersAsOne(registry, context, person.id);
  if (!others.some((other) => hasNumber(other, given))) refuse('registry-number-differs');
}

function hasNumber({ documents }: StoredPerson, given: string): boolean {
  return documents.some(
    ({ type, number }) => parseDocumentNumber(isDocumentType(type) ? type : undefined, given).number === number,
  );
}
