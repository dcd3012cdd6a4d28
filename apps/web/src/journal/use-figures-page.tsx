import { useFigureEndpoints, type UseMonth } from '@gatehouse/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEndpoint } from '../app/use-endpoint.js';
import { Clock } from '../ui/clock.js';
import { problemOf } from '../ui/failure.js';
import { ListTable } from '../ui/list-table.js';
import { PageTitle } from '../ui/page-title.js';
import { Stack } from '../ui/stack.js';
import { EmptyState, ErrorState, ListSkeleton } from '../ui/states.js';
import { StatusTag } from '../ui/status-tag.js';

/** The open figures of use for their auditor: each month can be counted again from the log. */
export function UseFiguresToRecountPage() {
  const { t } = useTranslation('journal');
  const { data, isPending, error, refetch } = useEndpoint(useFigureEndpoints.list, {});
  return (
    <>
      <PageTitle title={t('figures.title')} lead={t('figures.lead')} />
      <Stack gap="large">
        <p>
          <a href="/use-figures">{t('figures.open')}</a>
        </p>
        {isPending ? <ListSkeleton /> : null}
        {error ? <ErrorState problem={problemOf(error)} onRepeat={() => void refetch()} /> : null}
        {data?.months.length === 0 ? <EmptyState title={t('figures.none')} next={t('figures.noneNext')} /> : null}
        {data && data.months.length > 0 ? (
          <ListTable
            label={t('figures.title')}
            items={data.months}
            itemKey={({ counted }) => counted.month}
            columns={[
              { key: 'month', title: t('figures.month'), isLead: true, render: ({ counted }) => counted.month },
              { key: 'fixed', title: t('figures.fixed'), render: ({ fixedAt }) => <Clock at={fixedAt} exact /> },
              {
                key: 'digest',
                title: t('figures.digest'),
                render: ({ digest }) => <code>{digest.slice(0, 16)}…</code>,
              },
              { key: 'again', title: t('figures.again'), render: (month) => <Recount month={month} /> },
            ]}
          />
        ) : null}
      </Stack>
    </>
  );
}

function Recount({ month: { counted } }: { month: UseMonth }) {
  const { t } = useTranslation('journal');
  const [isAsked, setIsAsked] = useState(false);
  if (isAsked) return <Counted month={counted.month} />;
  return <Button onClick={() => setIsAsked(true)}>{t('figures.recount')}</Button>;
}

function Counted({ month }: { month: string }) {
  const { t } = useTranslation('journal');
  const { data, error } = useEndpoint(useFigureEndpoints.recount, { params: { month } });
  if (error) return <ErrorState problem={problemOf(error)} />;
  if (!data) return <span role="status">{t('figures.counting')}</span>;
  return (
    <StatusTag tone={data.isSame ? 'ended' : 'waiting'} word={t(data.isSame ? 'figures.same' : 'figures.differs')} />
  );
}
