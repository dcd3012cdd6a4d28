import type { Role } from '@gatehouse/contract';
import { type ActContext, act } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { systemViewer, type Viewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { deedActs } from '../rules/deeds.js';
import { applicationStore } from '../store/application-store.js';
import { type BulkDeedRow, bulkStore, type Settled } from '../store/bulk-store.js';
import type { DeedRow } from './deed-rows.js';
import { workOf } from './deed-work.js';

const worker = systemViewer('bulk-deed');

/** Rows worked together: what is done to them and the deed's progress stand or fall as one. */
export const chunk = 100;

/** Chunks until other queues have their turn. */
const chunksInTurn = 5;

/** SQLSTATE with which the database says that a viewer is not in force. */
const notInForce = '28000';

/**
 * Works a deed from where it stands, chunk by chunk, as the person who asked: the database looks at each chunk whether
 * session and roles are still in force. Where they are not the deed is held for a colleague. Killed, it goes on with the
 * first row that waits; stopped, it ends after the chunk under way; run twice at once, the chunks take turns.
 */
export async function workDeed(platform: Platform, deedId: string): Promise<void> {
  for (let turn = 1; turn <= chunksInTurn; turn += 1) {
    const deed = await deedOf(platform, deedId);
    if (deed.state !== 'WORKING') return;
    if (!(await isInForce(platform, deed))) return holdDeed(platform, deedId);
    if (!(await workChunk(platform, deed, turn === chunksInTurn))) return;
  }
}

function deedOf({ kernel }: Platform, deedId: string): Promise<BulkDeedRow> {
  return withTransaction(kernel.database, worker, kernel.clock.now(), (transaction) =>
    bulkStore(transaction).byId(deedId),
  );
}

/** The viewer whom a deed was asked by. */
function viewerOf(deed: BulkDeedRow): Viewer {
  const { askedBy, sessionId, organisationId, divisionCode, roles } = deed;
  return { kind: 'account', accountId: askedBy, sessionId, organisationId, divisionCode, roles: roles as Role[] };
}

async function isInForce({ kernel }: Platform, deed: BulkDeedRow): Promise<boolean> {
  try {
    await withTransaction(kernel.database, viewerOf(deed), kernel.clock.now(), async () => undefined);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === notInForce) return false;
    throw error;
  }
}

async function holdDeed({ kernel }: Platform, deedId: string): Promise<void> {
  await act(kernel, worker, 'inquiry.hold-deed', async (context) => {
    const store = bulkStore(context);
    const deed = await store.held(deedId);
    if (deed.state === 'WORKING') await store.move(deed, 'HELD');
    await context.record({
      object: { kind: 'inquiry.deed', id: deedId },
      details: { askedBy: deed.askedBy, done: deed.done, rows: deed.rows },
    });
  });
}

/** The next rows; false when none wait any more, or the deed was stopped. */
async function workChunk(platform: Platform, { id, kind, ...seen }: BulkDeedRow, handOn: boolean): Promise<boolean> {
  return act(platform.kernel, viewerOf({ id, kind, ...seen }), deedActs[kind], async (context) => {
    const store = bulkStore(context);
    const deed = await store.held(id);
    const waiting = deed.state === 'WORKING' ? await store.waiting(id, chunk) : [];
    const { rows, settled } = await rowsOf(context, deed, waiting);
    const worked = await workOf[kind](context, platform, deed, rows);
    const ended = { done: worked.done, left: [...settled.left, ...worked.left] };
    const next = waiting.length === 0 ? deed : await store.settle(deed, ended);
    const more = next.state === 'WORKING' && waiting.length > 0;
    if (more && handOn) await context.enqueue('inquiry.work-deed', { deedId: id });
    const done = new Set(worked.done);
    await context.record({
      object: { kind: deed.batchId === null ? 'inquiry.deed' : 'inquiry.list', id: deed.batchId ?? id },
      details: {
        deed: id,
        rows: ended.done.length,
        left: ended.left.length,
        inquiries: rows.flatMap((row) => (done.has(row.position) ? [row.application.id] : [])),
      },
    });
    return more;
  });
}

/** The inquiries behind the rows, held; one that is not there for this viewer, or in the list no more, is left. */
async function rowsOf(
  context: ActContext,
  deed: BulkDeedRow,
  waiting: Awaited<ReturnType<ReturnType<typeof bulkStore>['waiting']>>,
): Promise<{ rows: DeedRow[]; settled: Settled }> {
  const held = await applicationStore(context).heldByIds(waiting.map(({ applicationId }) => applicationId));
  const byId = new Map(held.map((application) => [application.id, application]));
  const rows: DeedRow[] = [];
  const left: { position: number; code: string }[] = [];
  for (const row of waiting) {
    const application = byId.get(row.applicationId);
    if (application === undefined || (deed.batchId !== null && application.batchId !== deed.batchId))
      left.push({ position: row.position, code: 'not-found' });
    else rows.push({ ...row, application });
  }
  return { rows, settled: { done: [], left } };
}
