import type { Transaction } from '../../../kernel/database/transaction.js';
import type { KeyRing } from '../../../kernel/keys/index.js';
import { accountOfTicket, isTicketOf, linkShown, passwordShown } from '../sign-in-ticket.js';
import { type Account, accountStore } from '../store/account-store.js';
import { providerLinkStore } from '../store/provider-link-store.js';

/** The account whose first factor a ticket stands for, as long as that factor opens it; undefined for a ticket that is over. */
export async function ticketHolder(
  transaction: Transaction,
  keys: KeyRing,
  ticket: string,
): Promise<Account | undefined> {
  const id = accountOfTicket(ticket);
  const account = id === undefined ? undefined : await accountStore(transaction).byId(id);
  if (account === undefined) return undefined;
  const links = await providerLinkStore(transaction).openOf([account.id]);
  const passwords = account.passwordHash === null ? [] : [passwordShown(account.passwordHash)];
  const firstFactors = [...passwords, ...links.map((link) => linkShown(link.id))];
  return isTicketOf(keys, ticket, { accountId: account.id, firstFactors }, transaction.now) ? account : undefined;
}
