import { withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import { newSecret } from '../../../kernel/ids.js';
import { systemViewer } from '../../../kernel/viewer.js';
import type { Identified } from '../identity-provider.js';
import { attemptEnd } from '../rules/identity-provider.js';
import { type ProviderSignInSetting, providerOf } from '../setting.js';
import { type KeptAttempt, providerAttemptStore } from '../store/provider-attempt-store.js';
import { recordFailedTry } from './count-try.js';

const viewer = systemViewer('sign-in');

/**
 * Begins a way to the provider and back: keeps what whoever comes home is held to, and answers where to send the browser.
 * @throws DomainError `provider-not-set-up`, `provider-out-of-reach`, `provider-refused`
 */
export async function beginAttempt(
  setting: ProviderSignInSetting,
  sessionId: string | null,
): Promise<{ address: string; attempt: string }> {
  const { kernel } = setting;
  const begun = await providerOf(setting).begin();
  if (typeof begun === 'string') return refuse(begun);
  const secret = newSecret();
  await withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    const attempts = providerAttemptStore(transaction);
    await attempts.forgetOld();
    await attempts.insert(secret, {
      ...begun.attempt,
      purpose: 'account',
      sessionId,
      expiresAt: attemptEnd(transaction.now),
    });
  });
  return { address: begun.address, attempt: secret };
}

/** What a window has come home with, and for what it went. */
export type ComingHome = {
  readonly attempt: string;
  readonly query: string;
  /** The session that links; null where somebody is to sign in. */
  readonly sessionId: string | null;
  /** Whose it is, where that is known, and how the entry of a refusal is named. */
  readonly account?: { readonly id: string };
  readonly act: string;
};

/**
 * Takes an attempt, which is gone whatever comes of it, and asks the provider who came home by it. Each refusal leaves an entry.
 * @throws DomainError `provider-took-too-long` for an attempt that was taken, is over, never was, or was begun for something else;
 * `provider-refused`, `provider-declined`, `provider-out-of-reach`, `provider-not-set-up`
 */
export async function takeAttempt(
  setting: ProviderSignInSetting,
  { attempt, query, sessionId, account, act }: ComingHome,
): Promise<Identified> {
  const { kernel } = setting;
  const provider = providerOf(setting);
  const kept: KeptAttempt | undefined = await withTransaction(
    kernel.database,
    viewer,
    kernel.clock.now(),
    (transaction) => providerAttemptStore(transaction).take(attempt),
  );
  const isForThis = kept?.purpose === 'account' && kept.sessionId === sessionId;
  const answer = isForThis ? await provider.ask(query, kept) : 'provider-took-too-long';
  if (typeof answer !== 'string') return answer;
  await recordFailedTry(kernel, act, account, answer);
  return refuse(answer);
}
