import type { AnswerOf, CodeNeeded, providerEndpoints, RequestOf, SessionView } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { type Transaction, withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { Transport } from '../../../kernel/http/route.js';
import { systemViewer, type Viewer } from '../../../kernel/viewer.js';
import type { Identified } from '../identity-provider.js';
import { subjectTokens } from '../provider-subject.js';
import { maySignIn } from '../rules/sign-in.js';
import type { ProviderSignInSetting } from '../setting.js';
import { linkShown } from '../sign-in-ticket.js';
import { type Account, accountStore } from '../store/account-store.js';
import { type OpenLink, providerLinkStore } from '../store/provider-link-store.js';
import { askFactor } from './ask-factor.js';
import { recordFailedTry } from './count-try.js';
import { startSession } from './start-session.js';
import { beginAttempt, takeAttempt } from './take-attempt.js';

const viewer = systemViewer('sign-in');
const name = 'access.sign-in';

/**
 * Sends somebody to the provider, without a word of who they are.
 * @throws DomainError `provider-not-set-up`, `provider-out-of-reach`
 */
export async function beginProviderSignIn(
  setting: ProviderSignInSetting,
): Promise<AnswerOf<typeof providerEndpoints.begin>> {
  return beginAttempt(setting, null);
}

/**
 * Begins a session by what the provider sent the browser home with, or asks for the second factor where the account has one and the provider
 * showed none that counts. There is nothing to guess, so no try is counted.
 * @param before who the browser was signed in as
 * @throws DomainError as `takeAttempt`; `provider-not-linked` alike for a subject that is linked to nobody, whose link has ended, and whose
 * account is closed
 */
export async function signInByProvider(
  setting: ProviderSignInSetting,
  before: Viewer,
  { attempt, query }: RequestOf<typeof providerEndpoints.signIn>['body'],
  transport: Transport,
): Promise<SessionView | CodeNeeded> {
  const { kernel } = setting;
  const identified = await takeAttempt(setting, { attempt, query, sessionId: null, act: name });
  const look = (transaction: Transaction) => lookAt(setting, transaction, identified);
  const { account, link } = await withTransaction(kernel.database, viewer, kernel.clock.now(), look);
  if (link === undefined) {
    await recordFailedTry(kernel, name, account, 'provider-not-linked');
    return refuse('provider-not-linked');
  }
  const { isAssured: isFactorShown } = identified;
  const isAsked = account.secondFactorSince !== null && !isFactorShown;
  return act(kernel, viewer, isAsked ? 'access.ask-code' : name, async (context) => {
    // Looked at again: it may have ended since.
    const found = await look(context);
    if (found.link === undefined) return refuse('provider-not-linked');
    await providerLinkStore(context).use(found.link.id);
    if (isAsked) return askFactor(context, kernel.keys, found.account.id, linkShown(found.link.id));
    return startSession(context, setting, {
      account: found.account,
      before,
      transport,
      isFactorShown,
      by: 'provider',
    });
  });
}

/** What a subject opens; without a link it opens nothing, and the account is there where it is known. */
type Look =
  | { readonly account: Account; readonly link: OpenLink }
  | { readonly account: Account | undefined; readonly link?: undefined };

async function lookAt(
  { kernel }: ProviderSignInSetting,
  transaction: Transaction,
  identified: Identified,
): Promise<Look> {
  const link = await providerLinkStore(transaction).lockBySubject(subjectTokens(kernel.keys, identified));
  const account = link === undefined ? undefined : await accountStore(transaction).byId(link.accountId);
  if (link === undefined || account === undefined || !maySignIn(account, transaction.now)) return { account };
  return { account, link };
}
