import { withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import { newId } from '../../../kernel/ids.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { systemViewer } from '../../../kernel/viewer.js';
import type { Asked } from '../passkey-ceremony.js';
import { challengeEnd } from '../rules/passkey.js';
import { type Challenge, passkeyChallengeStore } from '../store/passkey-challenge-store.js';

const viewer = systemViewer('sign-in');

/** Keeps what a device has to sign until it is taken or over; answers what the browser is asked with. */
export async function drawChallenge(
  kernel: Kernel,
  { challenge, options }: Asked,
  whose: Pick<Challenge, 'accountId' | 'sessionId'>,
): Promise<{ challengeId: string; options: Record<string, unknown> }> {
  const challengeId = newId();
  await withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    const challenges = passkeyChallengeStore(transaction);
    await challenges.forgetOld();
    await challenges.insert({ ...whose, id: challengeId, challenge, expiresAt: challengeEnd(transaction.now) });
  });
  return { challengeId, options };
}

/**
 * Takes a challenge before what was signed is looked at: it is gone, whatever comes of it.
 * @throws DomainError `passkey-took-too-long` for one that was taken, is over or never was
 */
export async function takeChallenge(kernel: Kernel, id: string): Promise<Challenge> {
  const taken = await withTransaction(kernel.database, viewer, kernel.clock.now(), (transaction) =>
    passkeyChallengeStore(transaction).take(id),
  );
  return taken ?? refuse('passkey-took-too-long');
}
