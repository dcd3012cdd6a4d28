import type { EntryDifference, JournalEntryView } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { differencesOf, isContentPublished } from '../entry-differences.js';
import type { LogFolder } from '../log-folder.js';
import { openRows } from '../open-entry.js';
import { bundleOf, leavesTogether, signedLeaves } from '../published-leaves.js';
import type { Receipts } from '../receipts.js';
import { subjectsOf } from '../store/comparison-store.js';
import { type EntryPlace, entryStore } from '../store/entry-store.js';
import { entryView } from '../views.js';

/** The log as one entry is proven from it. */
export type ProvingLog = {
  readonly receipts: Receipts;
  /** The folder of a log of the chain; undefined where it proves nothing about the entries that are held. */
  readonly folderOf: (log: number) => LogFolder | undefined;
};

/**
 * One entry, opened for the auditor, with its proof. It says what the log was given; what the row says otherwise is named and not shown.
 * @throws DomainError `not-found`; an entry whose key was destroyed is not there any more, only its leaf is
 */
export async function readEntry(
  kernel: Kernel,
  { receipts, folderOf }: ProvingLog,
  viewer: Viewer,
  id: string,
): Promise<JournalEntryView> {
  const row = await act(kernel, viewer, 'journal.read-entry', async (context) => {
    const row = await entryStore(context).byId(id);
    if (row === undefined) refuse('not-found');
    const opened = (await openRows(kernel.keys, context, [row])).get(id);
    if (opened === undefined || opened === 'erased') refuse('not-found');
    const place = await entryStore(context).placeOf(id);
    const subjects = (await subjectsOf(context, [id])).get(id) ?? [];
    await context.record({ object: { kind: 'journal.entry', id } });
    return { ...row, opened, place, placed: place.placed ?? row.commitment, subjects };
  });
  const published = await publishedLeaf(folderOf, row.place);
  // Before it is published its own commitment is what the log will be given.
  const leaf = published === 'not-believed' ? row.commitment : (published ?? row.commitment);
  const changed: EntryDifference[] = [
    ...(published === 'not-believed' ? (['files'] as const) : []),
    ...differencesOf(row, row.place.isKnown ? leaf : undefined),
  ];
  const content = isContentPublished(changed) && row.opened !== 'unreadable' ? row.opened : undefined;
  const receipt = published === 'not-believed' ? undefined : await receipts.receiptFor(id);
  return entryView({ id, index: row.leafIndex, changed, leaf, content, receipt });
}

/** The leaf that the log was published with at a place; undefined: none yet. */
async function publishedLeaf(
  folderOf: ProvingLog['folderOf'],
  { log, leafIndex }: EntryPlace,
): Promise<Uint8Array | 'not-believed' | undefined> {
  const folder = log === null ? undefined : folderOf(log);
  const head = (await folder?.checkpoint())?.checkpoint;
  if (folder === undefined || head === undefined || leafIndex === null || leafIndex >= head.size) return undefined;
  const leaves = await signedLeaves(folder.readFile, head, bundleOf(leafIndex));
  return leaves?.[leafIndex % leavesTogether] ?? 'not-believed';
}
