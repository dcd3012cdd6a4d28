import type { OrganisationKind, Role } from '@gatehouse/contract';
import type { Transaction } from '../../kernel/database/transaction.js';
import type { Kernel } from '../../kernel/kernel.js';
import { normalisePhone } from './rules/work-phone.js';
import { accountStore } from './store/account-store.js';
import { conflictStore } from './store/conflict-store.js';
import { type Organisation, organisationStore } from './store/organisation-store.js';
import { phoneTokens } from './work-phone-token.js';

/** An organisation as other modules know it. */
export type OrganisationFacts = {
  readonly id: string;
  readonly kind: OrganisationKind;
  readonly nameEn: string;
  readonly nameZh: string;
  readonly divisionCode: string;
  /** The authority that reviews this unit, or the next authority up. */
  readonly parentId: string | null;
  readonly unitType: string | null;
  /** Which authority of the law pack it is. */
  readonly authority: string | null;
  /** Unified social-credit code. */
  readonly creditCode: string | null;
  readonly closedAt: Date | null;
};

/** An organisation by its id, closed ones too. */
export async function organisationById(transaction: Transaction, id: string): Promise<OrganisationFacts | undefined> {
  const organisation = await organisationStore(transaction).byId(id);
  return organisation === undefined ? undefined : factsOf(organisation);
}

/** Which of these accounts the viewer administers; others are to them as though they were not there. */
export async function administeredOf(
  transaction: Transaction,
  accountIds: readonly string[],
): Promise<ReadonlySet<string>> {
  return accountStore(transaction).administered(accountIds);
}

/** The kind of organisation of each of these accounts, closed ones too; for the node's own counting. */
export async function kindsOfAccounts(
  transaction: Transaction,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  return accountStore(transaction).kinds(accountIds);
}

/** Open units anywhere below an organisation, by division, then id. */
export async function unitsBelow(transaction: Transaction, id: string): Promise<OrganisationFacts[]> {
  return (await organisationStore(transaction).unitsBelow(id)).map(factsOf);
}

/** Units anywhere below an organisation that were closed, by division, then id. */
export async function closedUnitsBelow(transaction: Transaction, id: string): Promise<OrganisationFacts[]> {
  return (await organisationStore(transaction).unitsBelow(id, 'closed')).map(factsOf);
}

/** Open units of the whole country by id, after one: for the node's own daily work. */
export async function unitsAfter(
  transaction: Transaction,
  after: string | undefined,
  limit: number,
): Promise<OrganisationFacts[]> {
  return (await organisationStore(transaction).unitsAfter(after, limit)).map(factsOf);
}

/** Organisations that have one of these social-credit codes, closed ones too, an open one before those closed. */
export async function organisationsByCode(
  transaction: Transaction,
  creditCodes: readonly string[],
): Promise<OrganisationFacts[]> {
  return creditCodes.length === 0 ? [] : (await organisationStore(transaction).byCodes(creditCodes)).map(factsOf);
}

/** Open suppliers of staff, by id. */
export async function suppliers(transaction: Transaction): Promise<OrganisationFacts[]> {
  return (await organisationStore(transaction).suppliers()).map(factsOf);
}

/** The open supplier of staff that has a social-credit code. */
export async function supplierOf(transaction: Transaction, creditCode: string): Promise<OrganisationFacts | undefined> {
  const [supplier] = await organisationStore(transaction).suppliers(creditCode);
  return supplier === undefined ? undefined : factsOf(supplier);
}

/**
 * Open organisations that are one of these authorities of the law pack and where somebody holds one of these roles, by division: whoever
 * is sent something must be able to open it. For the system, which alone sees who holds which role elsewhere.
 */
export async function authoritiesOf(
  transaction: Transaction,
  kinds: readonly string[],
  roles: readonly Role[],
): Promise<OrganisationFacts[]> {
  return kinds.length === 0 ? [] : (await organisationStore(transaction).authorities(kinds, roles)).map(factsOf);
}

/**
 * Open procuratorates where somebody holds one of these roles, by division: whoever is sent something must be able to open it. For the
 * system, as `authoritiesOf`.
 */
export async function procuratoratesOf(transaction: Transaction, roles: readonly Role[]): Promise<OrganisationFacts[]> {
  return (await organisationStore(transaction).staffed('procuratorate', roles)).map(factsOf);
}

function factsOf(organisation: Organisation): OrganisationFacts {
  const { id, kind, nameEn, nameZh, divisionCode, parentId, unitType, authority, creditCode, closedAt } = organisation;
  return { id, kind, nameEn, nameZh, divisionCode, parentId, unitType, authority, creditCode, closedAt };
}

/**
 * Whether a phone is the work phone of an open account of the organisation: a consent link never goes there. The viewer must
 * be of that organisation, an administrator of it or the system.
 */
export async function isStaffPhone(
  { keys }: Pick<Kernel, 'keys'>,
  transaction: Transaction,
  organisationId: string,
  phone: string,
): Promise<boolean> {
  const normalised = normalisePhone(phone);
  if (normalised === undefined) return false;
  return accountStore(transaction).hasPhone(organisationId, phoneTokens(keys, normalised));
}

/** Whether an account has declared a conflict of interest with a unit: somebody else decides its matters. */
export async function hasConflict(transaction: Transaction, accountId: string, unitId: string): Promise<boolean> {
  return (await conflictStore(transaction).between(accountId, unitId)) !== undefined;
}
