import { prohibitionEndpoints, type ProhibitionLine } from '@gatehouse/contract';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.js';
import { ButtonLink, PrintButton } from '../ui/buttons.js';
import { Clock } from '../ui/clock.js';
import { CursorList } from '../ui/cursor-list.js';
import { Icon } from '../ui/icon.js';
import { PageTitle } from '../ui/page-title.js';
import { Line, Stack } from '../ui/stack.js';
import { EmptyState } from '../ui/states.js';
import { useWords } from '../ui/words.js';
import { ProhibitionStateTag } from './prohibition-state.js';

const route = getRouteApi('/signed-in/prohibitions');

/** The orders of the own procuratorate, or of those below it; what is due first on top. */
export function ProhibitionsPage() {
  const { t } = useTranslation('supervision');
  const { ended, below } = route.useSearch();
  const shown = below ? 'below' : ended ? 'ended' : 'open';
  const query = { ended: ended ?? ('no' as const), below: below ?? ('no' as const) };
  return (
    <>
      <PageTitle
        title={t(titles[shown])}
        lead={t(leads[shown])}
        actions={
          <>
            <ButtonLink to="/prohibitions/new" isPrimary icon={<Icon of="plus" />}>
              {t('list.enter')}
            </ButtonLink>
            {shown === 'open' ? null : <ButtonLink to="/prohibitions">{t('list.showOpen')}</ButtonLink>}
            {shown === 'ended' ? null : (
              <ButtonLink to="/prohibitions" search={{ ended: 'yes' }}>
                {t('list.showEnded')}
              </ButtonLink>
            )}
            {shown === 'below' ? null : (
              <ButtonLink to="/prohibitions" search={{ below: 'yes' }}>
                {t('list.showBelow')}
              </ButtonLink>
            )}
            <PrintButton />
          </>
        }
      />
      <CursorList<ProhibitionLine>
        key={shown}
        name={`prohibitions-${shown}`}
        label={t(titles[shown])}
        itemKey={({ id }) => id}
        load={({ cursor, signal }) => call(prohibitionEndpoints.list, { query: { ...query, cursor } }, { signal })}
        columns={[
          { key: 'person', title: t('list.person'), isLead: true, render: (line) => <Person line={line} /> },
          { key: 'state', title: t('list.state'), render: (line) => <State line={line} /> },
          { key: 'term', title: t('list.term'), render: (line) => <Term line={line} /> },
          { key: 'next', title: t('list.next'), render: (line) => <Next line={line} /> },
        ]}
        empty={
          <EmptyState title={t('list.empty')} next={t(shown === 'below' ? 'list.emptyBelow' : 'list.emptyNext')} />
        }
      />
    </>
  );
}

const titles = { open: 'list.title', ended: 'list.endedTitle', below: 'list.belowTitle' } as const;
const leads = { open: 'list.lead', ended: 'list.endedLead', below: 'list.belowLead' } as const;

function Person({ line: { id, name, regime, keeper } }: { line: ProhibitionLine }) {
  const { t } = useTranslation('supervision');
  const words = useWords();
  return (
    <Stack gap="small">
      <Link to="/prohibitions/$prohibitionId" params={{ prohibitionId: id }}>
        {name}
      </Link>
      <span>{words(regime)}</span>
      {keeper ? <span>{t('owed.keeper', { keeper: words(keeper) })}</span> : null}
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
