import type { Transaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import { administers } from '../policy.js';
import { type Account, accountStore } from '../store/account-store.js';
import { type ListedOrganisation, organisationStore } from '../store/organisation-store.js';

/**
 * Refuses what happens at an organisation that the viewer does not administer.
 * @param organisationId null: the top of the tree
 * @throws DomainError `not-found`, alike for "not there" and "not yours"
 */
export async function requireAdministered(transaction: Transaction, organisationId: string | null): Promise<void> {
  const { viewer } = transaction;
  const organisations = organisationStore(transaction);
  const own = viewer.kind === 'account' ? await organisations.byId(viewer.organisationId) : undefined;
  const upward = organisationId === null ? [] : await organisations.upward(organisationId);
  if (!administers(viewer, own, upward)) refuse('not-found');
}

/**
 * An open organisation whose place in the tree the viewer administers, held until the transaction ends.
 * @throws DomainError `not-found`, `organisation-closed`, `changed-meanwhile`
 */
export async function administeredOrganisation(
  transaction: Transaction,
  id: string,
  version: number,
): Promise<ListedOrganisation> {
  const organisations = organisationStore(transaction);
  await organisations.lock(id);
  const organisation = await organisations.byId(id);
  if (organisation === undefined) refuse('not-found');
  await requireAdministered(transaction, organisation.parentId);
  if (organisation.closedAt !== null) refuse('organisation-closed');
  if (organisation.version !== version) refuse('changed-meanwhile');
  return organisation;
}

/**
 * An open account that the viewer administers, held until the transaction ends.
 * @param version what the viewer last saw, where it matters
 * @throws DomainError `not-found`, `account-closed`, `changed-meanwhile`
 */
export async function administeredAccount(transaction: Transaction, id: string, version?: number): Promise<Account> {
  const accounts = accountStore(transaction);
  await accounts.lock(id);
  const account = await accounts.byId(id);
  if (account === undefined) refuse('not-found');
  await requireAdministered(transaction, account.organisation.id);
  if (account.closedAt !== null) refuse('account-closed');
  if (version !== undefined && account.version !== version) refuse('changed-meanwhile');
  return account;
}
