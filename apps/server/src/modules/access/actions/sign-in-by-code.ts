import type { SessionView } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { Transport } from '../../../kernel/http/route.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { systemViewer, type Viewer } from '../../../kernel/viewer.js';
import { maySignIn } from '../rules/sign-in.js';
import type { SignInSetting } from '../setting.js';
import type { Account } from '../store/account-store.js';
import { ticketHolder } from './account-of-ticket.js';
import { codeBucket, forgetTries, recordFailedTry } from './count-try.js';
import { startSession } from './start-session.js';
import { findCode, takeCode, tryCode, wayOf } from './take-code.js';

const signInViewer = systemViewer('sign-in');
const name = 'access.sign-in';

/** The code that follows a right first factor. */
type CodeTry = { readonly ticket: string; readonly code: string };

/**
 * Begins a session by the code that follows a right password or the provider's word: of the device, or a recovery code. Each is taken once.
 * @throws DomainError `code-not-right`; `sign-in-begin-again` for a ticket that is over; `sign-in-waiting` after several failures
 * from one address for one account
 */
export async function signInByCode(
  setting: SignInSetting,
  before: Viewer,
  { ticket, code }: CodeTry,
  transport: Transport,
): Promise<SessionView> {
  const { kernel } = setting;
  const account = await checkCode(kernel, { ticket, code }, transport.address);
  return act(kernel, signInViewer, name, async (context) => {
    // The count before the factor, as every try takes them: two that come at once wait for each other and not in a circle.
    await forgetTries(context, codeBucket({ login: account.login, address: transport.address }));
    // Looked at again: another request may have taken it since.
    const fitting = (await findCode(context, kernel.keys, account.id, code)) ?? refuse('code-not-right');
    await takeCode(context, account.id, fitting);
    return startSession(context, setting, { account, before, transport, isFactorShown: true, by: wayOf(fitting) });
  });
}

/** Whose code it is. A try counts before the code is looked at; one without a good ticket counts for nobody. */
async function checkCode(kernel: Kernel, { ticket, code }: CodeTry, address: string): Promise<Account> {
  const { account, waiting, fits } = await withTransaction(
    kernel.database,
    signInViewer,
    kernel.clock.now(),
    async (transaction) => {
      const found = await ticketHolder(transaction, kernel.keys, ticket);
      if (found === undefined || !maySignIn(found, transaction.now))
        return { account: undefined, waiting: 0, fits: false };
      return { account: found, ...(await tryCode(transaction, kernel.keys, found, { code, address })) };
    },
  );
  if (account !== undefined && fits) return account;
  const refusal = account === undefined ? 'sign-in-begin-again' : waiting > 0 ? 'sign-in-waiting' : 'code-not-right';
  await recordFailedTry(kernel, name, account, refusal);
  return refuse(refusal, { seconds: waiting });
}
