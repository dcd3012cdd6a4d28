import { type AccountView, accountEndpoints } from '@gatehouse/contract';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSession } from '../app/session/session.js';
import { useAct } from '../app/use-endpoint.js';
import { Clock } from '../ui/clock.js';
import { problemOf } from '../ui/failure.js';
import { ListTable } from '../ui/list-table.js';
import { Line, Stack } from '../ui/stack.js';
import { ErrorState } from '../ui/states.js';
import { StatusTag } from '../ui/status-tag.js';
import { useRoleTitle } from './role-names.js';

type GrantsProps = {
  readonly account: AccountView;
  /** Only those that wait for the second administrator. */
  readonly onlyWaiting?: boolean;
};

/** The roles of an account. Whoever proposed one cannot confirm it, and nobody confirms their own. */
export function Grants({ account, onlyWaiting = false }: GrantsProps) {
  const { t } = useTranslation('access');
  const title = useRoleTitle();
  const me = useSession().accountId;
  const options = { refresh: [accountEndpoints.read, accountEndpoints.list], lists: ['accounts'] };
  const confirm = useAct(accountEndpoints.confirmRole, { ...options, say: t('roleConfirmed') });
  const end = useAct(accountEndpoints.endRole, { ...options, say: t('roleEnded') });
  const error = confirm.error ?? end.error;
  const grants = onlyWaiting ? account.roles.filter(({ state }) => state === 'proposed') : account.roles;
  if (grants.length === 0) return <p>{t('noRole')}</p>;
  return (
    <Stack>
      {error ? <ErrorState problem={problemOf(error)} /> : null}
      <ListTable
        label={t('roles')}
        items={grants}
        itemKey={({ id }) => id}
        columns={[
          { key: 'role', title: t('role'), isLead: true, render: ({ role }) => title(role) },
          {
            key: 'state',
            title: t('state'),
            render: ({ state }) =>
              state === 'proposed' ? (
                <StatusTag tone="waiting" word={t('grantState.proposed')} />
              ) : (
                <StatusTag tone="active" word={t('grantState.in-force')} />
              ),
          },
          { key: 'at', title: t('proposed'), render: ({ proposedAt }) => <Clock at={proposedAt} /> },
          {
            key: 'act',
            title: t('act'),
            render: ({ id, state, proposedBy }) => {
              const params = { id: account.id, grantId: id };
              const isMine = proposedBy === me || account.id === me;
              return (
                <Line>
                  {state === 'proposed' && !isMine ? (
                    <Button onClick={() => confirm.mutate({ params })}>{t('confirm')}</Button>
                  ) : null}
                  {state === 'proposed' && isMine ? <span>{t('otherConfirms')}</span> : null}
                  <Button onClick={() => end.mutate({ params })}>
                    {t(state === 'proposed' ? 'decline' : 'roleEnd')}
                  </Button>
                </Line>
              );
            },
          },
        ]}
      />
    </Stack>
  );
}
