import type { AnswerOf, providerEndpoints, ProviderLinkView, RequestOf } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { type Transaction, withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { Transport } from '../../../kernel/http/route.js';
import { newId } from '../../../kernel/ids.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { systemViewer, type Viewer } from '../../../kernel/viewer.js';
import type { Identified } from '../identity-provider.js';
import { actingAccount } from '../policy.js';
import { subjectToken, subjectTokens } from '../provider-subject.js';
import { mayLink } from '../rules/identity-provider.js';
import { asksForFactor } from '../rules/second-factor.js';
import { type ProviderLinkSetting, type ProviderSignInSetting, providerOf } from '../setting.js';
import { type Account, accountStore } from '../store/account-store.js';
import { providerLinkStore } from '../store/provider-link-store.js';
import { providerLinkView } from '../views.js';
import { checkOwnPassword } from './check-password.js';
import { recordAccountAction } from './record-action.js';
import { beginAttempt, takeAttempt } from './take-attempt.js';
import { phoneToTell, tellOwner } from './tell-owner.js';

/** How it stands with the own link. Leaves no entry: it shows nobody but the viewer. */
export async function readProviderLink({ kernel }: ProviderSignInSetting, viewer: Viewer): Promise<ProviderLinkView> {
  const { accountId } = actingAccount(viewer);
  return withTransaction(kernel.database, viewer, kernel.clock.now(), (transaction) => ownLink(transaction, accountId));
}

/**
 * Sends the owner of an account to the provider, to link the two. Password and work phone are asked for here, before anybody leaves.
 * @throws DomainError `password-not-right`, `sign-in-waiting`, `session-needed`, `provider-link-not-yet`, `provider-linked-already`,
 * `request-invalid` for another work phone, `provider-not-set-up`, `provider-out-of-reach`
 */
export async function beginProviderLink(
  setting: ProviderSignInSetting,
  viewer: Viewer,
  { current, workPhone }: RequestOf<typeof providerEndpoints.beginLink>['body'],
  transport: Transport,
): Promise<AnswerOf<typeof providerEndpoints.beginLink>> {
  const { kernel } = setting;
  const { accountId, sessionId } = actingAccount(viewer);
  const name = 'access.begin-provider-link';
  providerOf(setting);
  await checkOwnPassword(kernel, viewer, { current, act: name }, transport);
  await act(kernel, viewer, name, async (context) => {
    phoneToTell(kernel, await accountToLink(setting, context, accountId), workPhone);
    await context.record({ object: { kind: 'access.account', id: accountId } });
  });
  return beginAttempt(setting, sessionId);
}

/**
 * Links the own account to whom the provider names, in the session that began it, and tells its owner.
 * @throws DomainError as `takeAttempt`; `provider-linked-already`, `provider-link-not-yet`, `request-invalid` for another work phone
 */
export async function linkProvider(
  setting: ProviderLinkSetting,
  viewer: Viewer,
  { attempt, query, language, workPhone }: RequestOf<typeof providerEndpoints.link>['body'],
): Promise<AnswerOf<typeof providerEndpoints.link>> {
  const { kernel } = setting;
  const { accountId, sessionId } = actingAccount(viewer);
  const name = 'access.add-provider-link';
  const account = { id: accountId };
  const identified = await takeAttempt(setting, { attempt, query, sessionId, account, act: name });
  const isTaken = await isLinked(kernel, identified);
  return act(kernel, viewer, name, async (context) => {
    await accountStore(context).lock(accountId);
    const own = await accountToLink(setting, context, accountId);
    const phone = phoneToTell(kernel, own, workPhone);
    const link = { id: newId(), accountId, subjectToken: subjectToken(kernel.keys, identified) };
    if (isTaken || !(await providerLinkStore(context).insert(link))) refuse('provider-linked-already');
    await tellOwner(context, setting, own, { phone, language, template: 'provider-linked' });
    await recordAccountAction(context, accountId, { verb: 'add-provider-link', detail: { linkId: link.id } });
    return { ...(await ownLink(context, accountId)), isTold: phone !== undefined };
  });
}

/** Whether the subject is linked already, under an earlier epoch of the key too, which no index compares. */
async function isLinked({ database, clock, keys }: Kernel, identified: Identified): Promise<boolean> {
  const tokens = subjectTokens(keys, identified);
  const link = await withTransaction(database, systemViewer('sign-in'), clock.now(), (transaction) =>
    providerLinkStore(transaction).lockBySubject(tokens),
  );
  return link !== undefined;
}

/** The own account, where it may be linked now and is not yet. */
async function accountToLink(
  { isFactorForced }: ProviderSignInSetting,
  transaction: Transaction,
  accountId: string,
): Promise<Account> {
  const account = (await accountStore(transaction).byId(accountId)) ?? refuse('not-signed-in');
  const isFactorMissing = asksForFactor(isFactorForced, account.roles) && account.secondFactorSince === null;
  if (!mayLink(account, isFactorMissing)) refuse('provider-link-not-yet');
  if ((await providerLinkStore(transaction).openOf([accountId])).length > 0) refuse('provider-linked-already');
  return account;
}

async function ownLink(transaction: Transaction, accountId: string): Promise<ProviderLinkView> {
  const account = (await accountStore(transaction).byId(accountId)) ?? refuse('not-signed-in');
  const [link] = await providerLinkStore(transaction).openOf([accountId]);
  return providerLinkView(account, link);
}
