import { type BulkDeed, isPermitted, wordsOfState } from '@gatehouse/contract';
import { type ActContext, act } from '../../../kernel/act.js';
import type { Json } from '../../../kernel/database/tables.generated.js';
import { refuse, toDomainError } from '../../../kernel/errors.js';
import { newId } from '../../../kernel/ids.js';
import { newSealer, type Sealer } from '../../../kernel/sealing.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { contactColumn, deedActs, dutyOf, sealedDeedTable } from '../rules/deeds.js';
import { statesOf } from '../rules/states.js';
import { applicationStore } from '../store/application-store.js';
import { batchStore } from '../store/batch-store.js';
import { type BulkKind, bulkStore, type ChosenRow, type InName } from '../store/bulk-store.js';
import { deedView } from '../views/deed-view.js';
import { readDeed } from './read-deeds.js';
import type { Contact } from './send-consent.js';
import { chunk, workDeed } from './work-deed.js';

type Chosen = { readonly rows?: string[] | undefined };

type NewDeed = {
  readonly kind: BulkKind;
  readonly batchId?: string;
  readonly parameters?: Readonly<Record<string, Json>>;
  readonly sealer?: Sealer;
  readonly chosen: readonly ChosenRow[];
};

/** Records for many how identity was proven. */
export async function proveMany(
  platform: Platform,
  viewer: Viewer,
  id: string,
  { kind, rows }: Chosen & { kind: string },
): Promise<BulkDeed> {
  return begin(platform, viewer, 'prove-identity', async (context) => {
    await heldList(context, id);
    const fit = { states: statesOf('prove-identity'), unproven: true as const, among: rows };
    const fitting = await applicationStore(context).fitting(id, fit);
    return { kind: 'prove-identity', batchId: id, parameters: { kind }, chosen: fitting.map(asChosen) };
  });
}

/** Records for many serving persons that notice was served. */
export async function serveMany(
  platform: Platform,
  viewer: Viewer,
  id: string,
  { servedOn, rows }: Chosen & { servedOn: string },
): Promise<BulkDeed> {
  return begin(platform, viewer, 'serve-notice', async (context) => {
    await heldList(context, id);
    const fit = { states: statesOf('serve-notice'), permission: 'notice' as const, among: rows };
    const fitting = await applicationStore(context).fitting(id, fit);
    return { kind: 'serve-notice', batchId: id, parameters: { servedOn }, chosen: fitting.map(asChosen) };
  });
}

/** Asks many for consent, each by their own contact, which is sealed until its row is done. */
export async function sendMany(
  platform: Platform,
  viewer: Viewer,
  id: string,
  { contacts }: { contacts: readonly (Contact & { inquiryId: string })[] },
): Promise<BulkDeed> {
  return begin(platform, viewer, 'send-consent', async (context) => {
    await heldList(context, id);
    const sealer = await newSealer(platform.kernel.keys, context, 'inquiry.deed', sealedDeedTable);
    const byRow = new Map(contacts.map((contact) => [contact.inquiryId, contact]));
    const chosen = [...byRow.values()].map(({ inquiryId, channel, language, contact }) => ({
      applicationId: inquiryId,
      channel,
      language,
      ...(contact === undefined ? {} : { contact: sealer.seal(contactColumn, inquiryId, contact) }),
    }));
    return { kind: 'send-consent', batchId: id, sealer, chosen };
  });
}

/**
 * Sends a list for approval: only rows that are clean, and none while a row with problems still stands among them.
 * @throws DomainError `list-has-problems`, `list-state`, `changed-meanwhile`
 */
export async function submitMany(
  platform: Platform,
  viewer: Viewer,
  id: string,
  { rows, version }: Chosen & { version: number },
): Promise<BulkDeed> {
  return begin(platform, viewer, 'submit', async (context) => {
    const batch = await heldList(context, id);
    if (batch.version !== version) refuse('changed-meanwhile');
    if (batch.state !== 'READY') refuse('list-state', { state: wordsOfState('list', batch.state) });
    const bad = (await batchStore(context).counts([id])).get(id)?.withProblems ?? 0;
    if (bad > 0) refuse('list-has-problems', { rows: bad });
    const fitting = await applicationStore(context).fitting(id, { states: statesOf('submit'), among: rows });
    return { kind: 'submit', batchId: id, chosen: fitting.map(asChosen) };
  });
}

/** Approves many, each as it was seen: one that moved on meanwhile is left. */
export async function approveMany(
  platform: Platform,
  viewer: Viewer,
  items: readonly { id: string; version: number }[],
): Promise<BulkDeed> {
  return begin(platform, viewer, 'approve', async (context) => {
    const chosen = items.map(({ id, version }) => ({ applicationId: id, seenVersion: version }));
    const account = viewer.kind === 'account' ? viewer.accountId : '';
    if (await bulkStore(context).workingFor(account, chosen.map(idOf))) refuse('bulk-under-way');
    return { kind: 'approve', chosen };
  });
}

/** The list, held so that two deeds do not begin on it at once. */
async function heldList(context: ActContext, id: string) {
  const batch = await batchStore(context).held(id);
  if (await bulkStore(context).workingOn(id)) refuse('bulk-under-way');
  return batch;
}

const asChosen = (applicationId: string): ChosenRow => ({ applicationId });
const idOf = ({ applicationId }: ChosenRow): string => applicationId;

/**
 * Stores a deed with its rows and hands it to a job, in one act. What fits one chunk is done before the answer, so that a
 * small list feels immediate; where that fails the job does it.
 */
async function begin(
  platform: Platform,
  viewer: Viewer,
  kind: BulkKind,
  choose: (context: ActContext) => Promise<NewDeed>,
): Promise<BulkDeed> {
  const { kernel } = platform;
  const asked = await act(kernel, viewer, deedActs[kind], async (context) => {
    const deed = await choose(context);
    const id = newId();
    const store = bulkStore(context);
    await store.insert({
      id,
      kind,
      batchId: deed.batchId ?? null,
      organisationId: viewer.kind === 'account' ? viewer.organisationId : refuse('not-signed-in'),
      ...inNameOf(viewer, kind),
      parameters: JSON.stringify(deed.parameters ?? {}),
      dataKeyId: deed.sealer?.dataKeyId ?? null,
      state: 'WORKING',
    });
    const stored = await store.setRows(id, await store.insertRows(id, deed.batchId ?? null, deed.chosen));
    if (stored.state === 'WORKING') await context.enqueue('inquiry.work-deed', { deedId: id });
    await context.record({ object: { kind: 'inquiry.deed', id }, details: { asked: stored.rows, ...deed.parameters } });
    return deedView(context, stored);
  });
  if (asked.state === 'DONE' || asked.progress.rows > chunk) return asked;
  await workDeed(platform, asked.id).catch((error: unknown) => {
    kernel.log.warn({ code: toDomainError(error, asked.id).code, deed: asked.id }, 'a small deed is left to its job');
  });
  return readDeed(platform, viewer, asked.id);
}

/** Whoever asks, with no more than the roles that this deed needs. */
export function inNameOf(viewer: Viewer, kind: BulkKind): InName {
  if (viewer.kind !== 'account') return refuse('not-signed-in');
  const { accountId, sessionId, divisionCode, roles } = viewer;
  const needed = roles.filter((role) => isPermitted(role, dutyOf(kind)));
  return { askedBy: accountId, sessionId, divisionCode, roles: [...needed] };
}
