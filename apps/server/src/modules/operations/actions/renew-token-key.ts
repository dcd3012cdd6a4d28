import type { AnswerOf, operationsEndpoints } from '@gatehouse/contract';
import { act, type ActContext } from '../../../kernel/act.js';
import { withReading, withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import { activateKeyEpoch, type KeyDescription, stageKeyEpoch } from '../../../kernel/keys/index.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { systemViewer, type Viewer } from '../../../kernel/viewer.js';
import { type TokenEpochState, tokenEpochStore } from '../token-epoch-store.js';
import type { KeyPlace } from './renew-keys.js';

const maintenance = systemViewer('maintenance');
const begunAct = 'operations.renew-token-key';

/** Between staging and the first row: whatever was looking with the old key alone has ended by then, requests and jobs alike. */
export const pauseMilliseconds = 15 * 60_000;
/** Values in one transaction: a kill loses no more, and nobody waits longer for their rows. */
const chunk = 500;
/** After so many times in a row that somebody held a row, the next turn goes on. */
const patientTries = 20;

/**
 * Begins to renew the key of tokens: the next epoch is drawn, and after a pause the node puts it in force and everything under it
 * (`renewTokens`). The old ones stay in the ring for good: later epochs are made of what they make.
 * @returns the id of the new epoch
 * @throws DomainError `keys-not-renewable`, `token-renewal-running`
 */
export async function renewTokenKey(
  kernel: Kernel,
  { keyFolder, keyModule }: KeyPlace,
  viewer: Viewer,
): Promise<{ epoch: string }> {
  if (keyFolder === undefined) refuse('keys-not-renewable');
  const { inForce, isRenewing } = await tokenEpochState(kernel, viewer);
  if (isRenewing || tokenKeys(kernel).length > inForce) refuse('token-renewal-running');
  const epoch = await stageKeyEpoch(keyFolder, { use: 'tokens', now: kernel.clock.now, module: keyModule });
  await kernel.keys.reload();
  await act(kernel, viewer, begunAct, (context) => announce(context, epoch));
  return { epoch };
}

/** Notes in the log that an epoch was drawn. */
async function announce(context: ActContext, epoch: string, more: object = {}): Promise<void> {
  await tokenEpochStore(context).announce(epoch);
  await context.record({ details: { epoch, ...more } }, begunAct);
}

/** Which epoch tokens are stored by, for whoever looks after the node. */
export function tokenEpochState(kernel: Kernel, viewer: Viewer): Promise<TokenEpochState> {
  return withReading(kernel.database, viewer, kernel.clock.now(), (transaction) =>
    tokenEpochStore(transaction).state(),
  );
}

/** How a renewal of the token key stands: what waits for its pause, and while it runs how many rows are left, by column. */
export async function tokenKeyProgress(
  kernel: Kernel,
  viewer: Viewer,
): Promise<AnswerOf<typeof operationsEndpoints.listKeys>['tokens']> {
  return withReading(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    const store = tokenEpochStore(transaction);
    const { inForce, isRenewing } = await store.state();
    const keys = tokenKeys(kernel);
    const waiting = keys[inForce];
    const left = isRenewing ? await store.left() : [];
    return {
      inForce: keys[inForce - 1]?.id ?? '',
      waitsUntil: isRenewing || waiting === undefined ? null : pauseEnds(waiting).toISOString(),
      isRenewing,
      left: left.filter(({ rows }) => rows > 0),
    };
  });
}

/**
 * A node whose ring lacks the token key in force does not start: it would miss rows, and a look-up that misses reads like "no record".
 * @throws DomainError `key-unknown`
 */
export async function requireTokenKey(kernel: Kernel): Promise<void> {
  const { inForce } = await tokenEpochState(kernel, maintenance);
  if (tokenKeys(kernel).length < inForce) refuse('key-unknown', { key: `tokens-${inForce}` });
}

/**
 * One turn of a renewal of the token key: puts a staged epoch in force once its pause is over, then puts tokens under it, chunk by chunk,
 * each a transaction. How far it is stands in the database, so that it goes on after a kill or a restore; a turn without a renewal
 * asks once and is over.
 */
export async function renewTokens(
  kernel: Kernel,
  { keyFolder }: KeyPlace,
  goesOn: () => boolean,
  most = chunk,
): Promise<void> {
  const state = await tokenEpochState(kernel, maintenance);
  if (!state.isRenewing && !(await putInForce(kernel, state.inForce + 1))) return;
  await activate(kernel, keyFolder);
  for (let tries = 0; goesOn() && tries < patientTries;) {
    const step = await renewChunk(kernel, most);
    if (step === 'all walked') return endRenewal(kernel);
    tries = step === 'held by others' ? tries + 1 : 0;
  }
}

/** Token keys of the ring, the oldest first. */
function tokenKeys({ keys }: Pick<Kernel, 'keys'>): KeyDescription[] {
  return keys
    .describe()
    .keys.filter(({ use }) => use === 'tokens')
    .sort((one, other) => one.sequence - other.sequence);
}

function pauseEnds({ createdAt }: KeyDescription): Date {
  return new Date(new Date(createdAt).getTime() + pauseMilliseconds);
}

async function putInForce(kernel: Kernel, number: number): Promise<boolean> {
  const next = tokenKeys(kernel)[number - 1];
  if (next === undefined) return false;
  if (kernel.clock.now() < pauseEnds(next)) return false;
  // A writer who is long under way is waited for by the next turn again.
  const isHeld = (error: unknown): false => {
    if (isHeldByOthers(error)) return false;
    throw error;
  };
  return act(kernel, maintenance, 'operations.put-token-key-in-force', async (context) => {
    const store = tokenEpochStore(context);
    // Whoever drew it was killed before they could say so.
    if ((await store.announced()) !== next.id) await announce(context, next.id, { foundStaged: true });
    const begun = await store.begin(number);
    await context.record({ details: { epoch: next.id, begun } });
    return begun;
  }).catch(isHeld);
}

/** What is stored nowhere goes by the new key from now on. */
async function activate(kernel: Kernel, keyFolder: string | undefined): Promise<void> {
  const { inForce } = await tokenEpochState(kernel, maintenance);
  const key = tokenKeys(kernel)[inForce - 1];
  if (key?.state !== 'staged' || keyFolder === undefined) return;
  await activateKeyEpoch(keyFolder, key.id);
  await kernel.keys.reload();
}

async function renewChunk(kernel: Kernel, most: number): Promise<'moved' | 'all walked' | 'held by others'> {
  try {
    return await withTransaction(kernel.database, maintenance, kernel.clock.now(), async (transaction) => {
      const store = tokenEpochStore(transaction);
      const { inForce } = await store.state();
      const { place, ...walked } = await store.walk(most);
      if (place === null) return 'all walked';
      // The ring may know an epoch already that is not in force yet.
      const newer = tokenKeys(kernel).length - inForce;
      const renewed = walked.tokens.map((token) => kernel.keys.laterTokens([token]).at(-1 - newer) ?? token);
      await store.renew({ place, ...walked }, renewed);
      return 'moved';
    });
  } catch (error) {
    if (isHeldByOthers(error)) return 'held by others';
    throw error;
  }
}

/** `lock_not_available` and `deadlock_detected`: whoever was there first goes first. */
function isHeldByOthers(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['55P03', '40P01'].includes(String(error.code));
}

/** Ends it, or has what was left walked through again by the next turn. */
async function endRenewal(kernel: Kernel): Promise<void> {
  await act(kernel, maintenance, 'operations.end-token-key-renewal', async (context) => {
    const store = tokenEpochStore(context);
    const [{ inForce }, ended] = [await store.state(), await store.end()];
    await context.record({ details: { epoch: tokenKeys(kernel)[inForce - 1]?.id ?? '', ended } });
  });
}
