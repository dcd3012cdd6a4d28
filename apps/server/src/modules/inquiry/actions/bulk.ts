import { type BulkOutcome, errorDefinition } from '@gatehouse/contract';
import { type ActContext, act } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { refuse, toDomainError } from '../../../kernel/errors.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Organisation, Platform } from '../doors.js';
import { fitsState } from '../rules/states.js';
import { type Application, applicationStore } from '../store/application-store.js';
import { batchStore } from '../store/batch-store.js';
import { batchView } from '../views/batch-view.js';
import { recordProof } from './prove-identity.js';
import { askForConsent, type Contact, type PrintedLink } from './send-consent.js';
import { recordNotice } from './serve-notice.js';
import { submitRow } from './submit.js';

type Chosen = { readonly rows?: string[] | undefined };
type RowWork = (context: ActContext, row: Application) => Promise<void>;

/** Rows of one transaction in a bulk act. */
const chunk = 50;

/** Records for many how identity was proven. */
export async function proveMany(
  platform: Platform,
  viewer: Viewer,
  id: string,
  { kind, rows }: Chosen & { kind: string },
): Promise<BulkOutcome> {
  const fits = (row: Application): boolean =>
    row.identityProof === null && row.problemCount === 0 && fitsState(row.state, 'prove-identity');
  return forMany(platform, viewer, id, 'inquiry.prove-identity', { rows, fits }, async (context, row) => {
    await recordProof(context, platform.doors, row, kind);
  });
}

/** Records for many serving persons that notice was served. */
export async function serveMany(
  platform: Platform,
  viewer: Viewer,
  id: string,
  { servedOn, rows }: Chosen & { servedOn: string },
): Promise<BulkOutcome> {
  const fits = (row: Application): boolean => row.permission === 'notice' && fitsState(row.state, 'serve-notice');
  return forMany(platform, viewer, id, 'inquiry.serve-notice', { rows, fits }, async (context, row) => {
    await recordNotice(context, platform.doors, row, servedOn);
  });
}

/** Asks many for consent, each by their own contact. */
export async function sendMany(
  platform: Platform,
  viewer: Viewer,
  id: string,
  { contacts }: { contacts: readonly (Contact & { inquiryId: string })[] },
): Promise<BulkOutcome & { printed: (PrintedLink & { inquiryId: string })[] }> {
  const printed: (PrintedLink & { inquiryId: string })[] = [];
  const byRow = new Map(contacts.map((contact) => [contact.inquiryId, contact]));
  const chosen = { rows: [...byRow.keys()], fits: () => true };
  const outcome = await forMany(platform, viewer, id, 'inquiry.send-consent', chosen, async (context, row) => {
    const contact = byRow.get(row.id) ?? refuse('not-found');
    const sent = await askForConsent(context, platform, row, contact);
    if (sent.printed !== undefined) printed.push({ inquiryId: row.id, ...sent.printed });
  });
  return { ...outcome, printed };
}

/**
 * Sends a list for approval: only rows that are clean, and none while a row with problems still stands among them.
 * @throws DomainError `list-has-problems`
 */
export async function submitMany(
  platform: Platform,
  viewer: Viewer,
  id: string,
  { rows, version }: Chosen & { version: number },
): Promise<BulkOutcome> {
  const { kernel } = platform;
  await withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    const batch = await batchStore(transaction).byId(id);
    if (batch.version !== version) refuse('changed-meanwhile');
    if (batch.state !== 'READY') refuse('list-state', { state: batch.state });
    const bad = (await batchStore(transaction).counts([id])).get(id)?.withProblems ?? 0;
    if (bad > 0) refuse('list-has-problems', { rows: bad });
  });
  const fits = (row: Application): boolean => fitsState(row.state, 'submit');
  const known = remembering(platform);
  return forMany(platform, viewer, id, 'inquiry.submit', { rows, fits }, async (context, row) => {
    await submitRow(context, known, row);
  });
}

/** The platform with organisations read once: all rows of a list belong to one unit and go to few authorities. */
function remembering({ kernel, doors }: Platform): Platform {
  const known = new Map<string, Promise<Organisation | undefined>>();
  const organisation: Platform['doors']['organisation'] = (transaction, id) => {
    const found = known.get(id) ?? doors.organisation(transaction, id);
    known.set(id, found);
    return found;
  };
  return { kernel, doors: { ...doors, organisation } };
}

/**
 * One deed for many rows of a list, in chunks. A row that refuses is left and named; it does not take the others with it,
 * for each chunk with a refusal is done again row by row.
 */
async function forMany(
  platform: Platform,
  viewer: Viewer,
  id: string,
  name: string,
  { rows, fits }: Chosen & { fits: (row: Application) => boolean },
  work: RowWork,
): Promise<BulkOutcome> {
  const { kernel } = platform;
  const look = <T>(read: Parameters<typeof withTransaction<T>>[3]): Promise<T> =>
    withTransaction(kernel.database, viewer, kernel.clock.now(), read);
  const chosen = await look(async (transaction) => {
    await batchStore(transaction).byId(id);
    return (await applicationStore(transaction).allOfBatch(id, rows)).filter(fits);
  });
  const left: BulkOutcome['left'] = [];
  let done = 0;
  for (let from = 0; from < chosen.length; from += chunk) {
    const part = chosen.slice(from, from + chunk);
    const refused = await workTogether(platform, viewer, id, name, part, work);
    done += part.length - refused.length;
    left.push(...refused);
  }
  const batch = await look(async (transaction) =>
    batchView(platform, transaction, await batchStore(transaction).byId(id)),
  );
  return { done, left, batch };
}

async function workTogether(
  platform: Platform,
  viewer: Viewer,
  listId: string,
  name: string,
  rows: readonly Application[],
  work: RowWork,
): Promise<BulkOutcome['left']> {
  try {
    await act(platform.kernel, viewer, name, async (context) => {
      for (const row of rows) await work(context, row);
      await context.record({
        object: { kind: 'inquiry.list', id: listId },
        details: { rows: rows.length, inquiries: rows.map((row) => row.id) },
      });
    });
    return [];
  } catch (error) {
    const { code } = toDomainError(error, 'bulk');
    if (code === 'unexpected') throw error;
    const [only] = rows;
    if (rows.length === 1 && only !== undefined)
      return [{ rowNumber: only.rowNumber ?? 0, inquiryId: only.id, code, words: errorDefinition(code).title }];
    const left: BulkOutcome['left'] = [];
    for (const row of rows) left.push(...(await workTogether(platform, viewer, listId, name, [row], work)));
    return left;
  }
}
