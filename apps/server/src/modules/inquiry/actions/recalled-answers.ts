import type { AnswerOf, recallEndpoints } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { hashesOf, type RecallLetter } from '../rules/recall.js';
import { applicationStore } from '../store/application-store.js';
import { openPersons } from '../store/person-sealing.js';
import { recallStore } from '../store/recall-store.js';

type Listed = AnswerOf<typeof recallEndpoints.list>;

const mostShown = 200;

/** The void answers that this authority has to see to, or was told of. */
export async function listRecalled({ kernel, doors }: Platform, viewer: Viewer): Promise<Listed> {
  return act(kernel, viewer, 'inquiry.list-recalled', async (context) => {
    const open = await recallStore(context).open(mostShown);
    const rows = new Map((await applicationStore(context).byIds(open.map(idOf))).map((row) => [row.id, row]));
    const persons = await openPersons(kernel.keys, context, [...rows.values()]);
    const called = await doors.called(
      context,
      [...rows.values()].map(({ unitId }) => unitId),
    );
    const own = viewer.kind === 'account' ? viewer.organisationId : undefined;
    const items: Listed['items'] = [];
    for (const recalled of open) {
      const row = rows.get(recalled.applicationId);
      if (row === undefined) continue;
      items.push({
        inquiryId: row.id,
        name: persons.get(row.id)?.name ?? '',
        unit: called(row.unitId),
        postClass: row.postClass,
        recalledAt: recalled.recalledAt.toISOString(),
        letters: recalled.letters as RecallLetter[],
        dueAt: recalled.dueAt.toISOString(),
        overdue: recalled.dueAt < context.now,
        part: recalled.authorityId === own ? 'see-to' : 'told',
      });
    }
    await context.record({ details: { inquiries: items.map(({ inquiryId }) => inquiryId) } });
    return { items };
  });
}

const idOf = ({ applicationId }: { readonly applicationId: string }): string => applicationId;

/**
 * Everybody to whom the authority had to write was written to. Said twice, the first time counts.
 * @throws DomainError `not-found` for an answer of another authority
 */
export async function seeToRecalled(
  { kernel }: Platform,
  viewer: Viewer,
  id: string,
): Promise<AnswerOf<typeof recallEndpoints.seenTo>> {
  if (viewer.kind !== 'account') refuse('not-signed-in');
  return act(kernel, viewer, 'inquiry.settle-recall', async (context) => {
    const store = recallStore(context);
    const recalled = await store.byInquiry(id);
    if (recalled === undefined || recalled.authorityId !== viewer.organisationId) refuse('not-found');
    await store.seeTo(id, viewer.accountId);
    await context.record({ object: { kind: 'inquiry', id }, details: { letters: [...recalled.letters] } });
    return { inquiryId: id, seenToAt: (recalled.seenToAt ?? context.now).toISOString() };
  });
}

/** Hashes of voided notices that begin with two digits; for anybody, and by itself about nobody. */
export async function listVoidedNumbers(
  { kernel }: Platform,
  viewer: Viewer,
  prefix: string,
): Promise<AnswerOf<typeof recallEndpoints.voidedNumbers>> {
  const { from, before } = hashesOf(prefix);
  return withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => ({
    hashes: (await recallStore(transaction).voided(from, before)).map((hash) => hash.toString('hex')),
  }));
}
