import { actsOfLook, lookKinds } from '@gatehouse/contract';
import { frontierRoot, readFrontier } from '@gatehouse/merkle';
import { act } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { newId } from '../../../kernel/ids.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { systemViewer } from '../../../kernel/viewer.js';
import { type LogFolder, nodeSha256 } from '../log-folder.js';
import { drawLooks, drawSeed, type DrawShare } from '../look-draw.js';
import { entryStore } from '../store/entry-store.js';
import { lookReviewStore } from '../store/look-review-store.js';

/** What the draw needs: the log it draws from, and the law pack's share and days. */
export type DrawSetting = {
  readonly kernel: Kernel;
  readonly folder: LogFolder;
  readonly rules: DrawShare & { readonly settleDays: number };
};

const viewer = systemViewer('journal');
const acts = lookKinds.flatMap((kind) => actsOfLook(kind));
const day = 86_400_000;

/**
 * Draws from the looks between two seals of days, once the later one stands under a signed checkpoint. Every day once, in order; what is interrupted is
 * done again with the same result.
 * @returns whether a day was drawn from
 */
export async function drawNextDay({ kernel, folder, rules }: DrawSetting): Promise<boolean> {
  const published = (await folder.checkpoint())?.checkpoint.size ?? 0;
  const found = await withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    const next = await lookReviewStore(transaction).nextSeal();
    if (next === undefined) return undefined;
    const leaves = await entryStore(transaction).leaves([next.entryId, ...(next.before ? [next.before.entryId] : [])]);
    const [seal, before] = [next.entryId, next.before?.entryId].map((id) => leaves.find((leaf) => leaf.id === id));
    if (seal === undefined || seal.leafIndex === null) return undefined;
    // Where a log was closed in between, its last hours stand in that one; the draw is over the log of the seal.
    const first = before?.log === seal.log && before.leafIndex !== null ? before.leafIndex + 1 : 0;
    return { epoch: next.epoch, log: seal.log, first, seal: seal.leafIndex };
  });
  if (found === undefined || found.seal >= published) return false;
  const size = found.seal + 1;
  const root = frontierRoot(await readFrontier(size, folder.proving.readTile, nodeSha256, published), nodeSha256);
  const seed = Buffer.from(drawSeed(folder.origin, size, root));
  await act(kernel, viewer, 'journal.draw-looks', async (context) => {
    const store = lookReviewStore(context);
    const looks = await store.looksBetween(acts, found.log, found.first, found.seal);
    const drawn = drawLooks(seed, looks, rules);
    const counts = { looks: looks.length, drawn: drawn.length };
    const entryId = await context.record({
      object: { kind: 'day', id: found.epoch },
      details: { log: found.log, first: found.first, size, seed: seed.toString('hex'), oneIn: rules.oneIn, ...counts },
    });
    const { epoch, log, first: firstIndex, seal: sealIndex } = found;
    await store.addDraw({ epoch, log, firstIndex, sealIndex, seed, ...counts, entryId, drawnAt: context.now });
    const dueAt = new Date(context.now.getTime() + rules.settleDays * day);
    await store.add(
      drawn.map((look) => ({
        ...{ id: newId(), entryId: look.id, epoch, accountId: look.accountId },
        ...{ act: look.act, lookedAt: look.at, dueAt },
      })),
    );
  });
  return true;
}

/** Draws from every day that waits. */
export async function drawWaitingDays(setting: DrawSetting): Promise<void> {
  while (await drawNextDay(setting)) continue;
}
