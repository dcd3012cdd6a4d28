import { type DeskTurnView, registryDeskEndpoints } from '@gatehouse/contract';
import { useTranslation } from 'react-i18next';
import { useEndpoint } from '../app/use-endpoint.js';
import { Clock } from '../ui/clock.js';
import { problemOf } from '../ui/failure.js';
import { ListTable } from '../ui/list-table.js';
import { PageTitle } from '../ui/page-title.js';
import { EmptyState, ErrorState, ListSkeleton } from '../ui/states.js';

/** How much waits at each turn of the desk, and how much of it is late: the place that holds answers up, and no person. */
export function DeskPage() {
  const { t } = useTranslation('registry');
  const desk = useEndpoint(registryDeskEndpoints.desk, {});
  const items = desk.data?.items;
  return (
    <>
      <PageTitle title={t('desk.title')} lead={t('desk.lead')} />
      {desk.isPending ? <ListSkeleton /> : null}
      {desk.error ? <ErrorState problem={problemOf(desk.error)} onRepeat={() => void desk.refetch()} /> : null}
      {items?.length === 0 ? <EmptyState title={t('desk.empty')} next={t('desk.emptyNext')} /> : null}
      {items && items.length > 0 ? <DeskTable items={items} /> : null}
    </>
  );
}

function DeskTable({ items }: { items: readonly DeskTurnView[] }) {
  const { t } = useTranslation('registry');
  return (
    <ListTable
      label={t('desk.title')}
      items={items}
      itemKey={({ turn }) => turn}
      columns={[
        { key: 'turn', title: t('desk.turn'), isLead: true, render: ({ turn }) => t(`desk.turns.${turn}`) },
        { key: 'waiting', title: t('desk.waiting'), render: ({ waiting }) => waiting },
        { key: 'late', title: t('desk.late'), render: ({ late }) => late },
        {
          key: 'due',
          title: t('desk.due'),
          render: ({ oldestDueAt }) => (oldestDueAt === null ? t('desk.noDay') : <Clock at={oldestDueAt} kind="due" />),
        },
        { key: 'next', title: t('desk.next'), render: ({ turn }) => t(`desk.nexts.${turn}`) },
      ]}
    />
  );
}
