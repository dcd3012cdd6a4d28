import { proofTerms } from '@gatehouse/law';
import { act } from '../../../kernel/act.js';
import { type Transaction, withTransaction } from '../../../kernel/database/transaction.js';
import { newId } from '../../../kernel/ids.js';
import { systemViewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { asksAgain, listRules } from '../rules/proof.js';
import { applicationStore } from '../store/application-store.js';
import { type Proof, proofStore } from '../store/proof-store.js';
import { proofGround } from '../views/proof-ground.js';
import { signAnew } from './status-list.js';

const viewer = systemViewer('sweep');
const chunk = 100;

/** Finds the proofs of which one has to ask again, a hundred at a time, and has the lists signed anew. */
export async function sweepProofs(platform: Platform): Promise<void> {
  const { database, clock } = platform.kernel;
  let after: string | undefined;
  for (;;) {
    const { last, ids } = await withTransaction(database, viewer, clock.now(), async (transaction) => {
      const proofs = await proofStore(transaction).standing(chunk, after);
      return { last: proofs.at(-1)?.id, ids: await overtaken(platform, transaction, proofs) };
    });
    if (ids.length > 0) await markThese(platform, ids);
    if (last === undefined) break;
    after = last;
  }
  await beginListInTime(platform);
  signAnew(platform);
}

async function overtaken(
  { kernel, doors }: Platform,
  transaction: Transaction,
  proofs: readonly Proof[],
): Promise<string[]> {
  const terms = proofTerms(doors.law.pack, doors.law.settings);
  const rows = await applicationStore(transaction).byIds([
    ...new Set(proofs.map(({ applicationId }) => applicationId)),
  ]);
  const found: string[] = [];
  for (const { id, applicationId, expiresAt } of proofs) {
    const row = rows.find((one) => one.id === applicationId);
    const ground = row === undefined ? undefined : await proofGround(kernel.keys, transaction, row);
    if (ground === undefined || asksAgain({ ...ground, expiresAt }, terms, transaction.now)) found.push(id);
  }
  return found;
}

/** One act and one kind of entry for every cause: the list and the journal tell them apart no more than a reader of the list can. */
async function markThese({ kernel }: Platform, ids: readonly string[]): Promise<void> {
  await act(kernel, viewer, 'inquiry.set-proof-status', async (context) => {
    await proofStore(context).askAgain(ids);
    for (const id of ids) await context.record({ object: { kind: 'proof', id }, details: { status: 'ask_again' } });
  });
}

async function beginListInTime({ kernel }: Platform): Promise<void> {
  const now = kernel.clock.now();
  const isFull = await withTransaction(kernel.database, viewer, now, async (transaction) => {
    const store = proofStore(transaction);
    return (await store.placesTaken((await store.newestList()).id)) >= listRules.fullest;
  });
  if (!isFull) return;
  await act(kernel, viewer, 'inquiry.set-proof-status', async (context) => {
    const id = newId();
    await proofStore(context).beginList(id, listRules.size);
    await context.record({ object: { kind: 'status-list', id } });
  });
}
