import { errorDefinition } from '@gatehouse/contract';
import { isDocumentType, parseDocumentNumber } from '@gatehouse/matching';
import { act, type ActContext } from '../../../kernel/act.js';
import { DomainError, refuse } from '../../../kernel/errors.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Registry } from '../registry.js';
import { recordStore } from '../store/record-store.js';
import { changeRecord, type HeldRecord, holdRecord } from './change-record.js';

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
 * says so and does not hold up the others.
 */
export async function verifyRecords(
  registry: Registry,
  viewer: Viewer,
  items: readonly VerificationItem[],
): Promise<{ results: Result[] }> {
  const results: Result[] = [];
  for (const item of items) results.push(await verifyOne(registry, viewer, item));
  return { results };
}

async function verifyOne(registry: Registry, viewer: Viewer, item: VerificationItem): Promise<Result> {
  const { recordId } = item;
  try {
    await act(registry.kernel, viewer, 'registry.verify-records', async (context) => {
      const held = await holdRecord(registry, context, recordId, item.version);
      if (item.documentNumber !== undefined) compareNumber(held, item.documentNumber);
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

function compareNumber({ person }: HeldRecord, given: string): void {
  const agrees = person.documents.some(
    ({ type, number }) => parseDocumentNumber(isDocumentType(type) ? type : undefined, given).number === number,
  );
  if (!agrees) refuse('registry-number-differs');
}
