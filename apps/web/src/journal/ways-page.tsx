import { canaryEndpoints, type CanaryWayView } from '@gatehouse/contract';
import { useTranslation } from 'react-i18next';
import { useEndpoint } from '../app/use-endpoint.js';
import { Clock } from '../ui/clock.js';
import { problemOf } from '../ui/failure.js';
import { ListTable } from '../ui/list-table.js';
import { PageTitle } from '../ui/page-title.js';
import { EmptyState, ErrorState, ListSkeleton } from '../ui/states.js';
import { StatusTag } from '../ui/status-tag.js';
import { useWords } from '../ui/words.js';

type Way = CanaryWayView & { readonly side: 'platform' | 'registry' };

/** What both sides know; a node holds one of them or both, and what it does not hold is not there. */
function useWays() {
  const sent = useEndpoint(canaryEndpoints.sentCanaries, {});
  const arrived = useEndpoint(canaryEndpoints.arrivedCanaries, {});
  const told = sent.data ?? arrived.data;
  const ways: Way[] = [
    ...(sent.data?.ways ?? []).map((way) => ({ ...way, side: 'platform' as const })),
    ...(arrived.data?.ways ?? []).map((way) => ({ ...way, side: 'registry' as const })),
  ];
  return {
    isPending: sent.isPending || arrived.isPending,
    error: told === undefined ? sent.error : null,
    refetch: () => void Promise.all([sent.refetch(), arrived.refetch()]),
    limits: told,
    ways: ways.sort((a, b) => Number(a.state === 'alive') - Number(b.state === 'alive')),
  };
}

/** Whether invented persons still arrive where people compare, by each way, as either side knows it. */
export function WaysPage() {
  const { t } = useTranslation('journal');
  const { isPending, error, refetch, limits, ways } = useWays();
  const lead = limits && t('ways.lead', { every: limits.everyMinutes, silentAfter: limits.silentAfterMinutes });
  return (
    <>
      <PageTitle title={t('ways.title')} lead={lead} />
      {isPending ? <ListSkeleton /> : null}
      {error && !isPending ? <ErrorState problem={problemOf(error)} onRepeat={refetch} /> : null}
      {!isPending && limits && ways.length === 0 ? (
        <EmptyState title={t('ways.empty')} next={t('ways.emptyNext')} />
      ) : null}
      {!isPending && ways.length > 0 ? <WayTable ways={ways} /> : null}
    </>
  );
}

function WayTable({ ways }: { ways: readonly Way[] }) {
  const { t } = useTranslation('journal');
  const words = useWords();
  return (
    <ListTable
      label={t('ways.title')}
      items={ways}
      itemKey={({ side, peer, path }) => `${side}-${peer ?? ''}-${path}`}
      columns={[
        { key: 'way', title: t('ways.way'), isLead: true, render: (way) => words(way.words) },
        {
          key: 'side',
          title: t('ways.side'),
          render: ({ side, peer }) =>
            peer === null ? t(`ways.sides.${side}`) : t('ways.sideOf', { side: t(`ways.sides.${side}`), peer }),
        },
        { key: 'sent', title: t('ways.sent'), render: ({ lastSentAt }) => <Clock at={lastSentAt} /> },
        {
          key: 'arrived',
          title: t('ways.arrived'),
          render: ({ lastArrivedAt }) => (lastArrivedAt === null ? t('ways.never') : <Clock at={lastArrivedAt} />),
        },
        { key: 'state', title: t('ways.state'), render: (way) => <WayState way={way} /> },
      ]}
    />
  );
}

function WayState({ way: { state, silentSince } }: { way: Way }) {
  const { t } = useTranslation('journal');
  return (
    <>
      <StatusTag tone={state === 'silent' ? 'waiting' : 'active'} word={t(`ways.states.${state}`)} />
      {silentSince === null ? null : (
        <>
          <br />
          {t('ways.since')} <Clock at={silentSince} />
          <br />
          {t('ways.silentMeans')}
        </>
      )}
    </>
  );
}
