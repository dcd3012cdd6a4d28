import type { JournalEntryView } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { openEntry } from '../open-entry.js';
import type { Receipts } from '../receipts.js';
import { readCanonicalEntry } from '../rules.js';
import { entryStore } from '../store/entry-store.js';
import { entrySummary } from '../views.js';

/**
 * One entry, opened for the auditor, with its proof.
 * @throws DomainError `not-found`; an entry whose key was destroyed is not there any more, only its leaf is
 */
export async function readEntry(
  kernel: Kernel,
  receipts: Receipts,
  viewer: Viewer,
  id: string,
): Promise<JournalEntryView> {
  const opened = await act(kernel, viewer, 'journal.read-entry', async (context) => {
    const row = await entryStore(context).byId(id);
    if (row === undefined) refuse('not-found');
    const opened = await openEntry(kernel.keys, context, row);
    if (opened === undefined) refuse('not-found');
    await context.record({ object: { kind: 'journal.entry', id } });
    return { row, ...opened };
  });
  const entry = readCanonicalEntry(opened.canonical);
  return {
    ...entrySummary(opened.row),
    purpose: entry.purpose ?? null,
    authority: entry.authority ?? null,
    details: entry.details ?? null,
    commitment: opened.row.commitment.toString('hex'),
    salt: Buffer.from(opened.salt).toString('hex'),
    canonical: new TextDecoder().decode(opened.canonical),
    receipt: (await receipts.receiptFor(id)) ?? null,
  };
}
