import { isPermitted, permissions, type SessionView } from '@gatehouse/contract';
import type { Account } from './store/account-store.js';

/** The signed-in account as the web shows it. */
export function sessionView(account: Account, expiresAt: Date): SessionView {
  return {
    accountId: account.id,
    login: account.login,
    displayName: account.displayName,
    roles: [...account.roles],
    permissions: permissions.filter((permission) => account.roles.some((role) => isPermitted(role, permission))),
    organisation: account.organisation,
    expiresAt: expiresAt.toISOString(),
  };
}
