import { type EntryLagView, registryLagEndpoints } from '@gatehouse/contract';
import { useTranslation } from 'react-i18next';
import { useEndpoint } from '../app/use-endpoint.js';
import { problemOf } from '../ui/failure.js';
import { ListTable } from '../ui/list-table.js';
import { PageTitle } from '../ui/page-title.js';
import { EmptyState, ErrorState, ListSkeleton } from '../ui/states.js';
import { useWords } from '../ui/words.js';

/** How long decisions take from their effect to their entry, by deciding body and month; no person and no record. */
export function LagsPage() {
  const { t } = useTranslation('registry');
  const lags = useEndpoint(registryLagEndpoints.entryLags, {});
  const items = lags.data?.items;
  return (
    <>
      <PageTitle title={t('lags.title')} lead={t('lags.lead', { fewest: lags.data?.fewestRecords ?? '' })} />
      {lags.isPending ? <ListSkeleton /> : null}
      {lags.error ? <ErrorState problem={problemOf(lags.error)} onRepeat={() => void lags.refetch()} /> : null}
      {items?.length === 0 ? <EmptyState title={t('lags.empty')} next={t('lags.emptyNext')} /> : null}
      {items && items.length > 0 ? <LagTable items={items} /> : null}
    </>
  );
}

function LagTable({ items }: { items: readonly EntryLagView[] }) {
  const { t } = useTranslation('registry');
  const words = useWords();
  const days = (count: number | null) => (count === null ? t('lags.notTold') : t('lags.days', { count }));
  return (
    <ListTable
      label={t('lags.title')}
      items={items}
      itemKey={({ month, sourceCode, decidingBody, decidingBodyName }) =>
        [month, sourceCode, decidingBody, decidingBodyName].join(' ')
      }
      columns={[
        {
          key: 'body',
          title: t('lags.body'),
          isLead: true,
          render: ({ decidingBodyName }) => decidingBodyName || t('lags.fewBody'),
        },
        { key: 'month', title: t('lags.month'), render: ({ month }) => month.slice(0, 7) },
        { key: 'source', title: t('sources.source'), render: ({ source }) => words(source) },
        {
          key: 'covers',
          title: t('sources.covers'),
          render: ({ divisions }) => divisions.join(t('separator')) || t('sources.country'),
        },
        { key: 'records', title: t('lags.records'), render: ({ records }) => records ?? t('lags.notTold') },
        { key: 'median', title: t('lags.median'), render: ({ medianDays }) => days(medianDays) },
        { key: 'ninetieth', title: t('lags.ninetieth'), render: ({ ninetiethDays }) => days(ninetiethDays) },
        { key: 'worst', title: t('lags.worst'), render: ({ worstDays }) => days(worstDays) },
      ]}
    />
  );
}
