import type { CodeNeeded, SessionView } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import type { Transport } from '../../../kernel/http/route.js';
import { systemViewer, type Viewer } from '../../../kernel/viewer.js';
import { hashPassword, isOutdated } from '../passwords.js';
import type { SignInSetting } from '../setting.js';
import { passwordShown } from '../sign-in-ticket.js';
import { accountStore } from '../store/account-store.js';
import { askFactor } from './ask-factor.js';
import { checkPassword } from './check-password.js';
import { forgetTries, passwordBucket } from './count-try.js';
import { startSession } from './start-session.js';

/**
 * Begins a session, or asks for the second factor where the account has one: then there is no session yet. A password
 * kept under older parameters is kept under today's from here on.
 * @param before who the browser was signed in as
 * @throws DomainError `sign-in-refused` alike for an unknown account, a closed one and a wrong password; `sign-in-waiting`
 */
export async function signIn(
  setting: SignInSetting,
  before: Viewer,
  input: { account: string; password: string },
  transport: Transport,
): Promise<SessionView | CodeNeeded> {
  const { kernel } = setting;
  const attempt = { login: input.account, password: input.password, address: transport.address };
  const account = await checkPassword(kernel, { ...attempt, act: 'access.sign-in', refusal: 'sign-in-refused' });
  const kept = account.passwordHash ?? '';
  const passwordHash = isOutdated(kept) ? await hashPassword(input.password) : kept;
  const needsCode = account.secondFactorSince !== null;
  const name = needsCode ? 'access.ask-code' : 'access.sign-in';
  return act(kernel, systemViewer('sign-in'), name, async (context) => {
    await forgetTries(context, passwordBucket(attempt));
    if (passwordHash !== kept) await accountStore(context).update(account.id, { passwordHash });
    if (!needsCode)
      return startSession(context, setting, { account, before, transport, isFactorShown: false, by: 'password' });
    return askFactor(context, kernel.keys, account.id, passwordShown(passwordHash));
  });
}
