import { prohibitionEndpoints, type ProhibitionLine } from '@gatehouse/contract';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useEndpoint } from '../app/use-endpoint.js';
import { ButtonLink, PrintButton } from '../ui/buttons.js';
import { Clock } from '../ui/clock.js';
import { problemOf } from '../ui/failure.js';
import { Icon } from '../ui/icon.js';
import { ListTable } from '../ui/list-table.js';
import { PageTitle } from '../ui/page-title.js';
import { Line, Stack } from '../ui/stack.js';
import { EmptyState, ErrorState, ListSkeleton } from '../ui/states.js';
import { useWords } from '../ui/words.js';
import { ProhibitionStateTag } from './prohibition-state.js';

const route = getRouteApi('/signed-in/prohibitions');

/** The orders of the own procuratorate, what is due first on top. */
export function ProhibitionsPage() {
  const { t } = useTranslation('supervision');
  const { ended } = route.useSearch();
  const listed = useEndpoint(prohibitionEndpoints.list, { query: { ended: ended ?? 'no' } });
  const items = listed.data?.items;
  return (
    <>
      <PageTitle
        title={t(ended ? 'list.endedTitle' : 'list.title')}
        lead={t(ended ? 'list.endedLead' : 'list.lead')}
        actions={
          <>
            <ButtonLink to="/prohibitions/new" isPrimary icon={<Icon of="plus" />}>
              {t('list.enter')}
            </ButtonLink>
            <ButtonLink to="/prohibitions" search={ended ? {} : { ended: 'yes' }}>
              {t(ended ? 'list.showOpen' : 'list.showEnded')}
            </ButtonLink>
            <PrintButton />
          </>
        }
      />
      {listed.isPending ? <ListSkeleton /> : null}
      {listed.error ? <ErrorState problem={problemOf(listed.error)} onRepeat={() => void listed.refetch()} /> : null}
      {items?.length === 0 ? <EmptyState title={t('list.empty')} next={t('list.emptyNext')} /> : null}
      {items && items.length > 0 ? (
        <ListTable
          label={t('list.title')}
          items={items}
          itemKey={({ id }) => id}
          columns={[
            { key: 'person', title: t('list.person'), isLead: true, render: (line) => <Person line={line} /> },
            { key: 'state', title: t('list.state'), render: (line) => <State line={line} /> },
            { key: 'term', title: t('list.term'), render: (line) => <Term line={line} /> },
            { key: 'next', title: t('list.next'), render: (line) => <Next line={line} /> },
          ]}
        />
      ) : null}
    </>
  );
}

function Person({ line: { id, name, regime } }: { line: ProhibitionLine }) {
  const words = useWords();
  return (
    <Stack gap="small">
      <Link to="/prohibitions/$prohibitionId" params={{ prohibitionId: id }}>
        {name}
      </Link>
      <span>{words(regime)}</span>
    </Stack>
  );
}

function State({ line: { state, alarms, placements } }: { line: ProhibitionLine }) {
  const { t } = useTranslation('supervision');
  const words = useWords();
  return (
    <Stack gap="small">
      <Line>
        <ProhibitionStateTag state={state} />
      </Line>
      {alarms.map((alarm) => (
        <strong key={alarm.en}>{words(alarm)}</strong>
      ))}
      {placements > 0 ? <span>{t('list.placements', { count: placements })}</span> : null}
    </Stack>
  );
}

function Term({ line: { from, until } }: { line: ProhibitionLine }) {
  const { t } = useTranslation('supervision');
  const words = useWords();
  return (
    <Stack gap="small">
      <span>{t('list.from', { from: words(from) })}</span>
      <span>{t('list.until', { until: words(until) })}</span>
    </Stack>
  );
}

function Next({ line: { next } }: { line: ProhibitionLine }) {
  const { t } = useTranslation('supervision');
  const words = useWords();
  if (next === undefined) return <span>{t('list.none')}</span>;
  return (
    <Stack gap="small">
      <span>{words(next.words)}</span>
      {next.dueAt ? <Clock at={next.dueAt} kind="due" /> : null}
    </Stack>
  );
}
