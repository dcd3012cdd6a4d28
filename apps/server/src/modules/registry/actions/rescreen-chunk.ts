import { createHash } from 'node:crypto';
import {
  appendLeafHashes,
  decodeFrontier,
  emptyFrontier,
  encodeFrontier,
  frontierRoot,
  hashLeaf,
  requireValue,
} from '@gatehouse/merkle';
import { act } from '../../../kernel/act.js';
import { type Transaction, withTransaction } from '../../../kernel/database/transaction.js';
import { systemViewer } from '../../../kernel/viewer.js';
import type { Joined } from '../matcher/protocol.js';
import type { Registry } from '../registry.js';
import { reachedLists } from '../rules/answer.js';
import { afterChunk, chunkSize, mostInCrowd, type RescreeningChunk } from '../rules/rescreening.js';
import { enrolmentStore } from '../store/enrolment-store.js';
import { recordStore } from '../store/record-store.js';
import { type RescreeningRow, rescreeningStore } from '../store/rescreening-store.js';
import { watchEnrolments } from './watch.js';

const worker = systemViewer('matcher');

/** Chunks of one turn; a long look then goes to the end of its queue. */
const turnChunks = 5;

const firstId = '00000000-0000-0000-0000-000000000000';

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

/**
 * Compares everybody enrolled with everybody on record by a join of the two, a chunk at a time, from the last one done. Whom evidence points to
 * is screened and put before people as anybody is. Killed, it looks at one chunk again, which finds no news twice; stopped, it ends after the
 * chunk under way.
 */
export async function rescreen(registry: Registry, rescreeningId: string): Promise<void> {
  for (let turn = 1; turn <= turnChunks; turn += 1)
    if (!(await rescreenChunk(registry, rescreeningId, turn === turnChunks))) return;
}

/** What one chunk is about. */
type Chunk = RescreeningChunk & {
  readonly row: RescreeningRow;
  /** Enrolments that have to be screened whatever the join says. */
  readonly singly: readonly string[];
};

/** One chunk; false where nothing is left to do in this turn. */
async function rescreenChunk(registry: Registry, rescreeningId: string, isLast: boolean): Promise<boolean> {
  const { kernel } = registry;
  const next = await withTransaction(kernel.database, worker, kernel.clock.now(), async (transaction) => {
    const row = await rescreeningStore(transaction).byId(rescreeningId);
    return row?.state === 'running' ? nextChunk(registry, transaction, row) : undefined;
  });
  if (next === undefined) return false;
  const found = await joinChunk(registry, next);
  const screened = [...new Set([...next.singly, ...found.enrolments])];
  const news = await watchEnrolments(registry, screened);
  return act(kernel, worker, 'registry.rescreen', async (context) => {
    const store = rescreeningStore(context);
    const row = await store.lock(rescreeningId);
    const isOurs = row !== undefined && isSameMark(row, next.row);
    const tree = isOurs ? treeAfter(row, next) : undefined;
    await context.record({
      object: { kind: 'registry.rescreening', id: rescreeningId },
      details: {
        ...{ stage: next.row.stage, looked: next.ids.length, screened: screened.length, news },
        // Of all ids looked at so far, in their order; in the last entry that of the whole look.
        ...(tree && { size: tree.size, root: Buffer.from(frontierRoot(tree, sha256)).toString('base64') }),
      },
    });
    // Another worker of the same job was faster, or it begins again: what this one has looked at is counted once.
    if (!isOurs || tree === undefined) return row?.state === 'running';
    const after = afterChunk(row, next, found.crowded);
    await store.update(row, { ...after, news: row.news + news, lookedAt: Buffer.from(encodeFrontier(tree)) });
    const goesOn = row.state === 'running' && after.state !== 'finished';
    if (goesOn && isLast) await context.enqueue('registry.rescreen', { rescreeningId });
    return goesOn;
  });
}

async function nextChunk(registry: Registry, transaction: Transaction, row: RescreeningRow): Promise<Chunk> {
  const { keys } = registry.kernel;
  const chunk = chunkSize(row);
  if (row.stage === 'records') {
    const records = recordStore(transaction);
    const ids = await records.effectiveIdsAfter(row.afterRecordId ?? firstId, chunk);
    const total = row.records === 0 ? await records.countEffective('people') : row.records;
    return { row, ids, singly: [], lists: row.lists, isLast: ids.length < chunk, records: total };
  }
  const after = row.stage === 'crowd' ? row.crowdAfterId : row.afterEnrolmentId;
  const people = await enrolmentStore(keys, transaction).peopleAfter(after ?? firstId, chunk);
  const ids = people.map(({ id }) => id);
  const reached = people.flatMap(({ terms }) => reachedLists(registry.law, terms, transaction.now));
  const unconfirmed = people.filter(({ isConfirmed }) => !isConfirmed).map(({ id }) => id);
  // Where a crowd is larger than is looked for at once, everybody is screened by themselves.
  const singly = row.stage === 'crowd' && row.crowd.length > mostInCrowd ? ids : unconfirmed;
  const lists = [...new Set([...row.lists, ...reached])].sort();
  return { row, ids, singly, lists, isLast: ids.length < chunk, records: row.records };
}

async function joinChunk({ matcher }: Registry, { row, ids, lists, singly }: Chunk): Promise<Joined> {
  if (singly.length === ids.length && row.stage !== 'records') return { enrolments: [], crowded: [] };
  if (row.stage === 'records') return matcher.join({ side: 'records', ids, lists });
  return matcher.join({ side: 'enrolments', ids, lists, crowd: row.stage === 'crowd' ? row.crowd : undefined });
}

function isSameMark(row: RescreeningRow, then: RescreeningRow): boolean {
  return (
    row.stage === then.stage &&
    row.afterEnrolmentId === then.afterEnrolmentId &&
    row.afterRecordId === then.afterRecordId &&
    row.crowdAfterId === then.crowdAfterId &&
    // Passes begin alike.
    row.crowd.join() === then.crowd.join()
  );
}

/** The tree of ids with those of a chunk; who is looked at again for a crowd is in it already. */
function treeAfter({ lookedAt, stage }: RescreeningRow, { ids }: Chunk) {
  const before = lookedAt === null ? emptyFrontier() : requireValue(decodeFrontier(lookedAt));
  const leaves = stage === 'crowd' ? [] : ids.map((id) => hashLeaf(Buffer.from(id.replaceAll('-', ''), 'hex'), sha256));
  return appendLeafHashes(before, leaves, sha256);
}
