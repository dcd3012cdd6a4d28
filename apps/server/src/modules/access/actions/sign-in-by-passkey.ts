import type { AnswerOf, passkeyEndpoints, PasskeyShown, RequestOf, SessionView } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { type Transaction, withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { Transport } from '../../../kernel/http/route.js';
import { systemViewer, type Viewer } from '../../../kernel/viewer.js';
import { askToShow, checkShown } from '../passkey-ceremony.js';
import { isCounterBehind, type PasskeyPlace } from '../rules/passkey.js';
import { maySignIn } from '../rules/sign-in.js';
import { type PasskeySetting, passkeyPlace } from '../setting.js';
import { type Account, accountStore } from '../store/account-store.js';
import type { Challenge } from '../store/passkey-challenge-store.js';
import { passkeyStore } from '../store/passkey-store.js';
import { ticketHolder } from './account-of-ticket.js';
import { recordFailedTry } from './count-try.js';
import { startSession } from './start-session.js';
import { drawChallenge, takeChallenge } from './take-challenge.js';

const viewer = systemViewer('sign-in');
const name = 'access.sign-in';

/**
 * Asks for a passkey: of the account whose right password the ticket stands for, or of whoever holds one, who names themselves by it.
 * @throws DomainError `sign-in-begin-again` for a ticket that is over, `passkeys-not-offered`
 */
export async function beginPasskeySignIn(
  setting: PasskeySetting,
  { ticket }: RequestOf<typeof passkeyEndpoints.beginSignIn>['body'],
): Promise<AnswerOf<typeof passkeyEndpoints.beginSignIn>> {
  const { kernel } = setting;
  const place = passkeyPlace(setting);
  if (ticket === undefined)
    return drawChallenge(kernel, await askToShow(place, []), { accountId: null, sessionId: null });
  const known = await withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    const account = (await ticketHolder(transaction, kernel.keys, ticket)) ?? refuse('sign-in-begin-again');
    return { accountId: account.id, passkeys: await passkeyStore(transaction).openOf(account.id) };
  });
  const asked = await askToShow(place, known.passkeys);
  return drawChallenge(kernel, asked, { accountId: known.accountId, sessionId: null });
}

/**
 * Begins a session by a passkey whose device has verified its user: that is both factors at once, with or without a password before.
 * There is nothing to guess, so no try is counted.
 * @throws DomainError `passkey-took-too-long`, `passkey-refused` alike for an unknown passkey, a removed one, another's and one of a
 * closed account; `passkey-counter-behind`, `passkeys-not-offered`
 */
export async function signInByPasskey(
  setting: PasskeySetting,
  before: Viewer,
  { challengeId, response }: RequestOf<typeof passkeyEndpoints.signIn>['body'],
  transport: Transport,
): Promise<SessionView> {
  const { kernel } = setting;
  const place = passkeyPlace(setting);
  const challenge = await takeChallenge(kernel, challengeId);
  const look = (transaction: Transaction) => lookAt(transaction, place, challenge, response);
  const { refusal, account } = await withTransaction(kernel.database, viewer, kernel.clock.now(), look);
  if (refusal !== undefined) {
    await recordFailedTry(kernel, name, account, refusal);
    return refuse(refusal);
  }
  return act(kernel, viewer, name, async (context) => {
    // Looked at again: it may have been removed or used since.
    const found = await look(context);
    if (found.refusal !== undefined) return refuse(found.refusal);
    await passkeyStore(context).use(found.passkeyId, found.count);
    return startSession(context, setting, {
      account: found.account,
      before,
      transport,
      isFactorShown: true,
      by: 'passkey',
    });
  });
}

/** What a passkey that was shown opens, or why it opens nothing, with the account where there is one. */
type Look =
  | { readonly refusal?: undefined; readonly account: Account; readonly passkeyId: string; readonly count: number }
  | { readonly refusal: 'passkey-refused' | 'passkey-counter-behind'; readonly account: Account | undefined };

/** Whose passkey was shown, with the count of its device; its row is held until the transaction ends. */
async function lookAt(
  transaction: Transaction,
  place: PasskeyPlace,
  { challenge, accountId, sessionId }: Challenge,
  shown: PasskeyShown,
): Promise<Look> {
  const passkey = await passkeyStore(transaction).lockByCredential(Buffer.from(shown.id, 'base64url'));
  const isDrawnForIt = sessionId === null && (accountId === null || accountId === passkey?.accountId);
  const account = passkey === undefined ? undefined : await accountStore(transaction).byId(passkey.accountId);
  if (passkey === undefined || account === undefined || !isDrawnForIt) return { refusal: 'passkey-refused', account };
  const count = await checkShown(place, challenge, shown, passkey);
  if (count === undefined || !maySignIn(account, transaction.now)) return { refusal: 'passkey-refused', account };
  if (isCounterBehind(passkey.signCount, count)) return { refusal: 'passkey-counter-behind', account };
  return { account, passkeyId: passkey.id, count };
}
