import { type AccountView, isRole, roleDefinition } from '@gatehouse/contract';
import { useTranslation } from 'react-i18next';
import { Line } from '../ui/stack.js';
import { StatusTag } from '../ui/status-tag.js';
import { useWords } from '../ui/words.js';

/** What a role is called. */
export function useRoleTitle(): (role: string) => string {
  const words = useWords();
  return (role) => (isRole(role) ? words(roleDefinition(role).title) : role);
}

/** The roles of an account; one that waits for the second administrator says so. */
export function RoleNames({ grants }: { grants: AccountView['roles'] }) {
  const { t } = useTranslation('access');
  const title = useRoleTitle();
  if (grants.length === 0) return t('noRole');
  return (
    <Line>
      {grants.map(({ id, role, state }) =>
        state === 'in-force' ? (
          <span key={id}>{title(role)}</span>
        ) : (
          <StatusTag key={id} tone="waiting" word={t('roleWaits', { role: title(role) })} />
        ),
      )}
    </Line>
  );
}
