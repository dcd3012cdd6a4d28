import { type JournalEntrySummary, journalEndpoints } from '@gatehouse/contract';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.js';
import { Clock } from '../ui/clock.js';
import { CursorList } from '../ui/cursor-list.js';
import { PageTitle } from '../ui/page-title.js';
import { Stack } from '../ui/stack.js';
import { EmptyState } from '../ui/states.js';
import { ActName } from './act-name.js';
import { ChangedTag } from './changed-entry.js';
import { Checkpoint } from './checkpoint.js';
import { type EntryCriteria, EntrySearch } from './entry-search.js';
import { ActorName, ObjectName } from './log-names.js';
import { OutcomeTag } from './outcome-tag.js';

const route = getRouteApi('/signed-in/journal');

/** The entries of the log, the newest first. That somebody looks at them stands in the log too. */
export function LogPage() {
  const { t, i18n } = useTranslation('journal');
  const number = new Intl.NumberFormat(i18n.language);
  const { actor } = route.useSearch();
  const first: EntryCriteria = actor === undefined ? {} : { actor };
  const [criteria, setCriteria] = useState(first);
  return (
    <>
      <PageTitle title={t('title')} lead={t('lead')} />
      <Stack gap="large">
        <Checkpoint />
        <EntrySearch first={first} onSearch={setCriteria} />
        <CursorList<JournalEntrySummary>
          key={JSON.stringify(criteria)}
          name={`journal-${JSON.stringify(criteria)}`}
          label={t('entries')}
          itemKey={({ id }) => id}
          load={({ cursor, filters, signal }) =>
            call(
              journalEndpoints.listEntries,
              { query: { ...criteria, outcome: outcomeIn(filters.outcome), cursor } },
              { signal },
            )
          }
          filters={[
            {
              name: 'outcome',
              label: t('outcome'),
              choices: (['done', 'refused', 'failed'] as const).map((value) => ({
                value,
                label: t(`outcomes.${value}`),
              })),
            },
          ]}
          columns={[
            {
              key: 'act',
              title: t('act'),
              isLead: true,
              render: ({ id, act, changed }) =>
                changed.length > 0 ? (
                  <Link to="/journal/$entryId" params={{ entryId: id }}>
                    {t('changed.title')}
                  </Link>
                ) : (
                  <ActName act={act}>
                    {(words) => (
                      <Link to="/journal/$entryId" params={{ entryId: id }}>
                        {words}
                      </Link>
                    )}
                  </ActName>
                ),
            },
            {
              key: 'outcome',
              title: t('outcome'),
              render: ({ outcome, changed }) =>
                changed.length > 0 ? <ChangedTag /> : <OutcomeTag outcome={outcome} />,
            },
            {
              key: 'actor',
              title: t('actor'),
              render: ({ actor, changed }) =>
                changed.length > 0 ? t('changed.hidden') : <ActorName actor={actor} isShort />,
            },
            {
              key: 'object',
              title: t('object'),
              render: ({ object, changed }) => {
                if (changed.length > 0) return t('changed.hidden');
                return object ? <ObjectName {...object} isShort /> : t('none');
              },
            },
            {
              key: 'index',
              title: t('place'),
              isNumber: true,
              render: ({ index }) => (index === null ? t('waiting') : number.format(index)),
            },
            {
              key: 'at',
              title: t('at'),
              render: ({ at, changed }) => (changed.length > 0 ? t('changed.hidden') : <Clock at={at} />),
            },
          ]}
          empty={<EmptyState title={t('empty')} next={t('emptyNext')} />}
        />
      </Stack>
    </>
  );
}

function outcomeIn(chosen: string | undefined): JournalEntrySummary['outcome'] | undefined {
  return chosen === 'done' || chosen === 'refused' || chosen === 'failed' ? chosen : undefined;
}
