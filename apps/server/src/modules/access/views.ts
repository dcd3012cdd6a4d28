import {
  type AccountView,
  type ApiTokenView,
  type ConflictView,
  isPermitted,
  type OpenSession,
  type OrganisationView,
  type PasskeyView,
  type ProviderLinkView,
  permissions,
  type SessionView,
  type StandInView,
} from '@gatehouse/contract';
import type { Transaction } from '../../kernel/database/transaction.js';
import { refuse } from '../../kernel/errors.js';
import { organisationsCalled } from './organisations-called.js';
import type { FactorStanding } from './rules/second-factor.js';
import { standInState } from './rules/stand-in.js';
import type { Account } from './store/account-store.js';
import { type ListedOrganisation, organisationStore } from './store/organisation-store.js';
import type { OpenRecovery } from './store/recovery-store.js';
import type { OpenPasskey } from './store/passkey-store.js';
import type { OpenLink } from './store/provider-link-store.js';
import type { RoleGrant } from './store/role-grant-store.js';
import type { StandIn } from './store/stand-in-store.js';

/** The signed-in account as the web shows it. */
export function sessionView(account: Account, expiresAt: Date, standing: FactorStanding): SessionView {
  const roles = standing === 'enough' ? account.roles : [];
  return {
    accountId: account.id,
    login: account.login,
    displayName: account.displayName,
    roles: [...roles],
    permissions: permissions.filter((permission) => roles.some((role) => isPermitted(role, permission))),
    organisation: account.organisation,
    passwordIsOneTime: account.oneTimeUntil !== null,
    secondFactor: account.secondFactorSince !== null ? 'set' : standing === 'missing' ? 'missing' : 'none',
    expiresAt: expiresAt.toISOString(),
  };
}

/** What a view of an account is made from: a row, without what only signing in needs. */
export type AccountRow = Pick<
  Account,
  | 'id'
  | 'login'
  | 'displayName'
  | 'phoneToken'
  | 'oneTimeUntil'
  | 'secondFactorSince'
  | 'createdAt'
  | 'suspendedAt'
  | 'closedAt'
  | 'version'
> & { readonly organisationId: string };

/** An account as an administrator sees it: never its password, of its phone only that there is one. */
export function accountView(
  account: AccountRow,
  grants: readonly RoleGrant[],
  { recoveries, links }: { readonly recoveries: readonly OpenRecovery[]; readonly links: readonly OpenLink[] },
): AccountView {
  const recovery = recoveries.find(({ accountId }) => accountId === account.id);
  const link = links.find(({ accountId }) => accountId === account.id);
  return {
    id: account.id,
    login: account.login,
    displayName: account.displayName,
    organisationId: account.organisationId,
    roles: grants
      .filter((grant) => grant.accountId === account.id)
      .map((grant) => ({
        id: grant.id,
        role: grant.role,
        state: grant.inForceFrom === null ? ('proposed' as const) : ('in-force' as const),
        proposedBy: grant.proposedBy,
        proposedAt: grant.proposedAt.toISOString(),
        confirmedBy: grant.confirmedBy,
        inForceFrom: grant.inForceFrom?.toISOString() ?? null,
      })),
    hasWorkPhone: account.phoneToken !== null,
    oneTimePasswordUntil: account.oneTimeUntil?.toISOString() ?? null,
    secondFactorSince: account.secondFactorSince?.toISOString() ?? null,
    recovery:
      recovery === undefined
        ? null
        : { proposedBy: recovery.proposedBy, proposedAt: recovery.proposedAt.toISOString() },
    providerLinkSince: link?.createdAt.toISOString() ?? null,
    createdAt: account.createdAt.toISOString(),
    suspendedAt: account.suspendedAt?.toISOString() ?? null,
    closedAt: account.closedAt?.toISOString() ?? null,
    version: account.version,
  };
}

/** Organisations as lists and pages show them: all are there to be found, so that each is told apart from any other of its name. */
export async function organisationViews(
  transaction: Transaction,
  rows: readonly ListedOrganisation[],
): Promise<OrganisationView[]> {
  const called = await organisationsCalled(
    transaction,
    rows.map(({ id }) => id),
    'country',
  );
  return rows.map(({ createdAt: _createdAt, closedAt, ...row }) => ({
    ...row,
    called: called(row.id),
    closedAt: closedAt?.toISOString() ?? null,
  }));
}

/**
 * One organisation, as in a list.
 * @throws DomainError `not-found` where it is not there
 */
export async function organisationView(transaction: Transaction, id: string): Promise<OrganisationView> {
  const row = await organisationStore(transaction).byId(id);
  const [view] = row === undefined ? [] : await organisationViews(transaction, [row]);
  return view ?? refuse('not-found');
}

/** One of the own sessions. */
export function openSession(
  session: { id: string; userAgent: string; createdAt: Date; lastSeenAt: Date; expiresAt: Date },
  thisOne: string,
): OpenSession {
  return {
    id: session.id,
    userAgent: session.userAgent,
    createdAt: session.createdAt.toISOString(),
    lastSeenAt: session.lastSeenAt.toISOString(),
    expiresAt: session.expiresAt.toISOString(),
    isThisOne: session.id === thisOne,
  };
}

/** An API token, without its secret. */
export function tokenView(token: {
  id: string;
  name: string;
  createdAt: Date;
  expiresAt: Date;
  endedAt: Date | null;
}): ApiTokenView {
  return {
    id: token.id,
    name: token.name,
    createdAt: token.createdAt.toISOString(),
    expiresAt: token.expiresAt.toISOString(),
    endedAt: token.endedAt?.toISOString() ?? null,
  };
}

/** One of the own passkeys, by the name that its owner gave it. */
export function passkeyView({
  id,
  name,
  createdAt,
  lastUsedAt,
}: Pick<OpenPasskey, 'id' | 'name' | 'createdAt' | 'lastUsedAt'>): PasskeyView {
  return { id, name, createdAt: createdAt.toISOString(), lastUsedAt: lastUsedAt?.toISOString() ?? null };
}

/** How it stands with the link between the own account and the identity provider. */
export function providerLinkView(
  { phoneToken }: Pick<Account, 'phoneToken'>,
  link: OpenLink | undefined,
): ProviderLinkView {
  return {
    since: link?.createdAt.toISOString() ?? null,
    lastUsedAt: link?.lastUsedAt?.toISOString() ?? null,
    hasWorkPhone: phoneToken !== null,
  };
}

/** A stand-in with its state at an instant. */
export function standInView(standIn: StandIn, now: Date): StandInView {
  const { id, absentAccountId, accountId, role, startsAt, endsAt, proposedBy, confirmedBy } = standIn;
  return {
    ...{ id, absentAccountId, accountId, role, proposedBy, confirmedBy },
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    state: standInState(standIn, now),
  };
}

/** A declared conflict of interest. */
export function conflictView(conflict: {
  id: string;
  accountId: string;
  organisationId: string;
  ground: string;
  declaredAt: Date;
}): ConflictView {
  return {
    ...conflict,
    ground: conflict.ground as ConflictView['ground'],
    declaredAt: conflict.declaredAt.toISOString(),
  };
}
