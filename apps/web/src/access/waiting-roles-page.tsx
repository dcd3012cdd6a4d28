import { accountEndpoints } from '@gatehouse/contract';
import { useTranslation } from 'react-i18next';
import { useEndpoint } from '../app/use-endpoint.js';
import { problemOf } from '../ui/failure.js';
import { PageTitle } from '../ui/page-title.js';
import { Panel } from '../ui/panel.js';
import { Stack } from '../ui/stack.js';
import { EmptyState, ErrorState, ListSkeleton } from '../ui/states.js';
import { Grants } from './grants.js';
import { OrganisationName } from './organisation-name.js';
import { Recovery } from './recovery.js';

/** Roles and recoveries that one administrator proposed and another has to confirm. */
export function WaitingRolesPage() {
  const { t } = useTranslation('access');
  const accounts = useEndpoint(accountEndpoints.list, { query: { waiting: 'true', limit: 200 } });
  return (
    <>
      <PageTitle title={t('waiting.title')} lead={t('waiting.lead')} />
      <Stack gap="large">
        {accounts.isPending ? <ListSkeleton /> : null}
        {accounts.error ? (
          <ErrorState problem={problemOf(accounts.error)} onRepeat={() => void accounts.refetch()} />
        ) : null}
        {accounts.data?.items.length === 0 ? (
          <EmptyState title={t('waiting.empty')} next={t('waiting.emptyNext')} />
        ) : null}
        {accounts.data?.items.map((account) => (
          <Panel key={account.id} title={`${account.displayName} · ${account.login}`}>
            <Stack>
              <p>
                <OrganisationName id={account.organisationId} />
              </p>
              {account.recovery === null ? null : <Recovery account={account} />}
              {account.roles.some(({ state }) => state === 'proposed') ? (
                <Grants account={account} onlyWaiting />
              ) : null}
            </Stack>
          </Panel>
        ))}
      </Stack>
    </>
  );
}
