import { act } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { DomainError, refuse } from '../../../kernel/errors.js';
import {
  activateKeyEpoch,
  type DataKeyRecord,
  type ModuleToken,
  newestEpoch,
  stageKeyEpoch,
} from '../../../kernel/keys/index.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { systemViewer, type Viewer } from '../../../kernel/viewer.js';
import { keyStore } from '../key-store.js';

/**
 * Where the keys of the node lie; undefined where they came as a value, which cannot be added to. `keyModule`: the hardware module in
 * which the next one is drawn.
 */
export type KeyPlace = { readonly keyFolder: string | undefined; readonly keyModule?: ModuleToken | undefined };

const viewer = systemViewer('maintenance');

/** Data keys in one transaction, and transactions in one job: a kill loses a chunk, and no job outlasts its time. */
const chunk = 500;
const chunksOfJob = 100;

/**
 * Begins to renew the keys that wrap data keys: the next epoch is drawn, and the job that this act hands on makes it the one in force and
 * puts every data key under it. Begun twice before the job, it is one renewal. The old epoch opens meanwhile and until it is retired.
 * @returns the id of the new epoch
 * @throws DomainError `keys-not-renewable`
 */
export async function renewKeys(
  kernel: Kernel,
  { keyFolder, keyModule }: KeyPlace,
  viewer: Viewer,
): Promise<{ epoch: string }> {
  if (keyFolder === undefined) refuse('keys-not-renewable');
  const staged = kernel.keys.describe().keys.find((key) => key.use === 'wrapping' && key.state === 'staged');
  const epoch =
    staged?.id ?? (await stageKeyEpoch(keyFolder, { use: 'wrapping', now: kernel.clock.now, module: keyModule }));
  await kernel.keys.reload();
  await act(kernel, viewer, 'operations.renew-keys', async (context) => {
    await context.record({ details: { epoch } });
    await context.enqueue('operations.wrap-anew', { epoch });
  });
  return { epoch };
}

/**
 * Puts data keys under a new epoch, chunk by chunk, each a transaction; hands on to the next job where one is not enough. Worked twice, or
 * after a kill, it goes on where it was. An epoch that is not the newest any more has nothing to do: the newer one has its own job.
 */
export async function wrapAnew(
  kernel: Kernel,
  { keyFolder }: KeyPlace,
  job: { readonly epoch: string; readonly after: string | null },
): Promise<void> {
  await putInForce(kernel, keyFolder, job.epoch);
  if (newestEpoch(kernel.keys.describe(), 'wrapping') !== job.epoch) return;
  let after = job.after;
  let isMoving = after !== null;
  for (let turn = 0; turn < chunksOfJob; turn++) {
    const { last, moved } = await wrapChunk(kernel, job.epoch, after);
    isMoving ||= moved > 0;
    after = last;
    if (last !== null) continue;
    // A data key drawn just before may have been stored behind the place: the end is a whole walk that moved none.
    if (!isMoving) return endRenewal(kernel, job.epoch);
    isMoving = false;
  }
  await withTransaction(kernel.database, viewer, kernel.clock.now(), (transaction) =>
    kernel.jobs.enqueue(transaction, [{ queue: 'operations.wrap-anew', data: { epoch: job.epoch, after } }]),
  );
}

async function putInForce(kernel: Kernel, keyFolder: string | undefined, epoch: string): Promise<void> {
  await kernel.keys.reload();
  const known = kernel.keys.describe().keys.find((key) => key.id === epoch);
  if (known?.state !== 'staged' || keyFolder === undefined) return;
  await activateKeyEpoch(keyFolder, epoch);
  await kernel.keys.reload();
}

/** @returns the last data key of the chunk, null where none was left behind `after`; and how many were put under the epoch */
async function wrapChunk(
  kernel: Kernel,
  epoch: string,
  after: string | null,
): Promise<{ readonly last: string | null; readonly moved: number }> {
  return withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    const store = keyStore(transaction);
    const records = await store.nextUnder(epoch, after, chunk);
    const anew = await Promise.all(records.map((record) => rewrapped(kernel, record)));
    const readable = anew.filter((record): record is DataKeyRecord => record !== undefined);
    await store.putAnew(readable);
    return { last: records.at(-1)?.id ?? null, moved: readable.length };
  });
}

/** One data key that cannot be read is left where it is, and holds up no other. */
async function rewrapped({ keys, log }: Kernel, record: DataKeyRecord): Promise<DataKeyRecord | undefined> {
  try {
    return await keys.rewrap(record);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    log.error({ err: error, dataKey: record.id }, 'a data key could not be put under another key');
    return undefined;
  }
}

async function endRenewal(kernel: Kernel, epoch: string): Promise<void> {
  await act(kernel, viewer, 'operations.end-key-renewal', async (context) => {
    const counts = await keyStore(context).countByEpoch();
    const dataKeys = counts.get(epoch) ?? 0;
    const left = [...counts.values()].reduce((sum, count) => sum + count, 0) - dataKeys;
    await context.record({ details: { epoch, dataKeys, left } });
  });
}
