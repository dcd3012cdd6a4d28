import { type StandInView, standInEndpoints } from '@gatehouse/contract';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { may, useSession } from '../app/session/session.js';
import { useAct, useEndpoint } from '../app/use-endpoint.js';
import { Clock } from '../ui/clock.js';
import { problemOf } from '../ui/failure.js';
import { ListTable } from '../ui/list-table.js';
import { PageTitle } from '../ui/page-title.js';
import { Line, Stack } from '../ui/stack.js';
import { EmptyState, ErrorState, ListSkeleton } from '../ui/states.js';
import { StatusTag, type Tone } from '../ui/status-tag.js';
import { useRoleTitle } from './role-names.js';

const tones: Readonly<Record<StandInView['state'], Tone>> = {
  proposed: 'waiting',
  confirmed: 'neutral',
  'in-force': 'active',
  over: 'ended',
};

/** Who acts for whom while somebody is away. */
export function StandInsPage() {
  const { t } = useTranslation('access');
  const standIns = useEndpoint(standInEndpoints.list, {});
  const items = standIns.data?.items ?? [];
  return (
    <>
      <PageTitle title={t('standIns.title')} lead={t('standIns.lead')} />
      <Stack>
        {standIns.isPending ? <ListSkeleton /> : null}
        {standIns.error ? (
          <ErrorState problem={problemOf(standIns.error)} onRepeat={() => void standIns.refetch()} />
        ) : null}
        {standIns.data && items.length === 0 ? (
          <EmptyState title={t('standIns.empty')} next={t('standIns.emptyNext')} />
        ) : null}
        {items.length > 0 ? <StandInTable items={items} /> : null}
      </Stack>
    </>
  );
}

function StandInTable({ items }: { items: readonly StandInView[] }) {
  const { t } = useTranslation('access');
  const title = useRoleTitle();
  const session = useSession();
  const options = { refresh: [standInEndpoints.list] };
  const confirm = useAct(standInEndpoints.confirm, { ...options, say: t('standIns.confirmed') });
  const end = useAct(standInEndpoints.end, { ...options, say: t('standIns.ended') });
  const error = confirm.error ?? end.error;
  const mayConfirm = (one: StandInView): boolean =>
    one.state === 'proposed' && may(session, 'access:manage-accounts') && one.proposedBy !== session.accountId;
  const whose = ({ accountId, absentAccountId }: StandInView): string =>
    accountId === session.accountId
      ? t('standIns.youFor')
      : absentAccountId === session.accountId
        ? t('standIns.forYou')
        : t('standIns.others');
  return (
    <>
      {error ? <ErrorState problem={problemOf(error)} /> : null}
      <ListTable
        label={t('standIns.title')}
        items={items}
        itemKey={({ id }) => id}
        columns={[
          { key: 'role', title: t('role'), isLead: true, render: ({ role }) => title(role) },
          { key: 'who', title: t('standIns.who'), render: whose },
          { key: 'from', title: t('standIns.from'), render: ({ startsAt }) => <Clock at={startsAt} /> },
          { key: 'until', title: t('standIns.until'), render: ({ endsAt }) => <Clock at={endsAt} /> },
          {
            key: 'state',
            title: t('state'),
            render: ({ state }) => <StatusTag tone={tones[state]} word={t(`standInState.${state}`)} />,
          },
          {
            key: 'act',
            title: t('act'),
            render: (one) =>
              one.state === 'over' ? null : (
                <Line>
                  {mayConfirm(one) ? (
                    <Button onClick={() => confirm.mutate({ params: { id: one.id } })}>{t('confirm')}</Button>
                  ) : null}
                  <Button onClick={() => end.mutate({ params: { id: one.id } })}>
                    {t(one.state === 'proposed' ? 'decline' : 'standIns.end')}
                  </Button>
                </Line>
              ),
          },
        ]}
      />
    </>
  );
}
