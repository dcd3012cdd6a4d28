import type { ActContext } from '../../../kernel/act.js';
import { refuseField } from '../../../kernel/errors.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { requirePhone } from '../rules/work-phone.js';
import type { OwnerMessage, OwnerToldSetting } from '../setting.js';
import type { Account } from '../store/account-store.js';
import { phoneTokens } from '../work-phone-token.js';

/**
 * The work phone as it was typed, where it is the one that the account was made with; undefined where there is none.
 * @throws DomainError `request-invalid` for another phone, and for none where the account has one
 */
export function phoneToTell({ keys }: Kernel, { phoneToken }: Account, typed: string | undefined): string | undefined {
  if (phoneToken === null) return undefined;
  const phone = requirePhone(typed ?? '');
  if (phoneTokens(keys, phone).some((token) => token.equals(phoneToken))) return phone;
  return refuseField('workPhone', {
    en: 'This is not the work phone of the account. The person is told there and nowhere else.',
    zh: '与该账号的工作电话不符。只能通过该电话告知本人。',
  });
}

/** As above where one was typed; what takes a way in away does not wait for it. */
export function phoneIfTyped(kernel: Kernel, account: Account, typed: string | undefined): string | undefined {
  return typed === undefined ? undefined : phoneToTell(kernel, account, typed);
}

/** Tells the owner of an account what was done to it; nobody where there is no phone. */
export async function tellOwner(
  context: ActContext,
  { queueMessage }: OwnerToldSetting,
  { id, login, organisation }: Account,
  { phone, language, template }: Pick<OwnerMessage, 'language' | 'template'> & { readonly phone: string | undefined },
): Promise<void> {
  if (phone === undefined) return;
  await queueMessage(context, {
    to: { kind: 'phone', address: phone },
    language,
    template,
    parameters: { login },
    about: { kind: 'access.account', id },
    organisationId: organisation.id,
    keptFromOutbox: true,
  });
}
