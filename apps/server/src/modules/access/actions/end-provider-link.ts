import type { AnswerOf, providerEndpoints, RequestOf } from '@gatehouse/contract';
import { type ActContext, act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import type { Transport } from '../../../kernel/http/route.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { actingAccount } from '../policy.js';
import type { OwnerToldSetting } from '../setting.js';
import { type Account, accountStore } from '../store/account-store.js';
import { providerLinkStore } from '../store/provider-link-store.js';
import { sessionStore } from '../store/session-store.js';
import { administeredAccount } from './administered.js';
import { checkOwnPassword } from './check-password.js';
import { loadAccountView } from './read-account.js';
import { recordAccountAction } from './record-action.js';
import { phoneIfTyped, tellOwner } from './tell-owner.js';

const name = 'access.end-provider-link';

/** In which language, and at which phone, the owner is told. */
type Telling = { readonly language: 'zh' | 'en'; readonly workPhone?: string | undefined };

/**
 * Ends the own link: the provider opens the account no more, and the other sessions, which it may have opened, end.
 * @throws DomainError `password-not-right`, `sign-in-waiting`, `session-needed`, `not-found` where there is none, `request-invalid` for
 * another work phone
 */
export async function endOwnProviderLink(
  setting: OwnerToldSetting,
  viewer: Viewer,
  { current, ...telling }: RequestOf<typeof providerEndpoints.end>['body'],
  transport: Transport,
): Promise<AnswerOf<typeof providerEndpoints.end>> {
  const { kernel } = setting;
  const { accountId, sessionId } = actingAccount(viewer);
  await checkOwnPassword(kernel, viewer, { current, act: name }, transport);
  return act(kernel, viewer, name, async (context) => {
    await accountStore(context).lock(accountId);
    const account = (await accountStore(context).byId(accountId)) ?? refuse('not-signed-in');
    return { isTold: await endLinkOf(context, setting, account, { ...telling, sparing: sessionId }) };
  });
}

/**
 * Ends the link of an account that the viewer administers, with its sessions. One administrator is enough, and nothing waits for the work
 * phone: taking a way in away must not.
 * @throws DomainError `not-found` also where there is none, `account-closed`, `changed-meanwhile`, `request-invalid` for another phone
 */
export async function endProviderLinkOf(
  setting: OwnerToldSetting,
  viewer: Viewer,
  id: string,
  { version, ...telling }: RequestOf<typeof providerEndpoints.endOf>['body'],
): Promise<AnswerOf<typeof providerEndpoints.endOf>> {
  return act(setting.kernel, viewer, name, async (context) => {
    const account = await administeredAccount(context, id, version);
    const isTold = await endLinkOf(context, setting, account, telling);
    return { ...(await loadAccountView(context, id)), isTold };
  });
}

/** Answers whether the owner is told. */
async function endLinkOf(
  context: ActContext,
  setting: OwnerToldSetting,
  account: Account,
  { language, workPhone, sparing }: Telling & { readonly sparing?: string },
): Promise<boolean> {
  const [link] = await providerLinkStore(context).openOf([account.id]);
  if (link === undefined) return refuse('not-found');
  const phone = phoneIfTyped(setting.kernel, account, workPhone);
  await providerLinkStore(context).endOf(account.id);
  await sessionStore(context).endAll(account.id, sparing);
  await tellOwner(context, setting, account, { phone, language, template: 'provider-link-ended' });
  await recordAccountAction(context, account.id, { verb: 'end-provider-link', detail: { linkId: link.id } });
  return phone !== undefined;
}
