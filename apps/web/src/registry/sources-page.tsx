import { registryEndpoints, type SourceView } from '@gatehouse/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { may, useSession } from '../app/session/session.js';
import { useEndpoint } from '../app/use-endpoint.js';
import { ButtonLink } from '../ui/buttons.js';
import { Clock } from '../ui/clock.js';
import { problemOf } from '../ui/failure.js';
import { ListTable } from '../ui/list-table.js';
import { PageTitle } from '../ui/page-title.js';
import { Stack } from '../ui/stack.js';
import { EmptyState, ErrorState, ListSkeleton } from '../ui/states.js';
import { StatusTag } from '../ui/status-tag.js';
import { useWords } from '../ui/words.js';
import { NothingNewDialog } from './nothing-new-dialog.js';
import { StateCountsDialog } from './state-counts-dialog.js';

/** What supplies the registry, and since when it has said nothing. */
export function SourcesPage() {
  const { t } = useTranslation('registry');
  const mayEnter = may(useSession(), 'registry:enter');
  const sources = useEndpoint(registryEndpoints.listSources, {});
  return (
    <>
      <PageTitle
        title={t('sources.title')}
        lead={t('sources.lead')}
        actions={
          mayEnter ? (
            <ButtonLink to="/registry/imports/new" isPrimary>
              {t('import.new')}
            </ButtonLink>
          ) : null
        }
      />
      {sources.isPending ? <ListSkeleton /> : null}
      {sources.error ? <ErrorState problem={problemOf(sources.error)} onRepeat={() => void sources.refetch()} /> : null}
      {sources.data?.items.length === 0 ? (
        <EmptyState title={t('sources.empty')} next={t('sources.emptyNext')} />
      ) : null}
      {sources.data && sources.data.items.length > 0 ? (
        <SourceTable items={sources.data.items} mayEnter={mayEnter} />
      ) : null}
    </>
  );
}

function SourceTable({ items, mayEnter }: { items: readonly SourceView[]; mayEnter: boolean }) {
  const { t } = useTranslation('registry');
  const words = useWords();
  const [chosen, setChosen] = useState<{ source: SourceView; what: 'nothing-new' | 'counts' }>();
  const silentFirst = [...items].sort((a, b) => Number(a.state === 'fresh') - Number(b.state === 'fresh'));
  return (
    <Stack>
      <ListTable
        label={t('sources.title')}
        items={silentFirst}
        itemKey={(source) => source.id}
        columns={[
          {
            key: 'name',
            title: t('sources.source'),
            isLead: true,
            render: (source) => words({ en: source.nameEn, zh: source.nameZh }),
          },
          { key: 'kind', title: t('sources.kind'), render: (source) => t(`sourceKind.${source.kind}`) },
          {
            key: 'divisions',
            title: t('sources.covers'),
            render: (source) => source.divisions.join(t('separator')) || t('sources.country'),
          },
          { key: 'state', title: t('sources.freshness'), render: (source) => <Freshness source={source} /> },
          ...(mayEnter
            ? [
                {
                  key: 'act',
                  title: t('sources.act'),
                  render: (source: SourceView) => (
                    <Stack gap="small">
                      <Button onClick={() => setChosen({ source, what: 'nothing-new' })}>
                        {t('sources.nothingNew')}
                      </Button>
                      {source.isNumbered ? (
                        <Button onClick={() => setChosen({ source, what: 'counts' })}>{t('sources.counts')}</Button>
                      ) : null}
                    </Stack>
                  ),
                },
              ]
            : []),
        ]}
      />
      {chosen?.what === 'nothing-new' ? (
        <NothingNewDialog source={chosen.source} onClose={() => setChosen(undefined)} />
      ) : null}
      {chosen?.what === 'counts' ? (
        <StateCountsDialog source={chosen.source} onClose={() => setChosen(undefined)} />
      ) : null}
    </Stack>
  );
}

/** What a source that speaks is known to lack. */
function Lack({ source }: { source: SourceView }) {
  const { t } = useTranslation('registry');
  if (source.why === 'counts_differ') return t('sources.countsDiffer');
  if (source.why !== 'delivery_missing') return null;
  return t('sources.deliveryMissing', { numbers: source.missingNumbers.join(t('separator')) });
}

function Freshness({ source }: { source: SourceView }) {
  const { t } = useTranslation('registry');
  const isSilent = source.state === 'silent';
  return (
    <>
      <StatusTag
        tone={isSilent ? 'waiting' : 'active'}
        word={t(`sourceState.${source.why === null || source.why === 'nothing_since' ? source.state : 'incomplete'}`)}
      />
      <br />
      {source.lastReceivedAt ? (
        <>
          {t('sources.last')} <Clock at={source.lastReceivedAt} />
        </>
      ) : (
        t('sources.never')
      )}
      {source.lastNumber === null ? null : (
        <>
          <br />
          {t('sources.lastTaken', { number: source.lastNumber })}
        </>
      )}
      {source.count === null ? null : (
        <>
          <br />
          {t(source.count.isLate ? 'sources.countLate' : 'sources.countOwed')}{' '}
          <Clock at={source.count.dueAt} kind="due" />
        </>
      )}
      {isSilent ? (
        <>
          <br />
          <Lack source={source} /> {t('sources.silentMeans')}
        </>
      ) : null}
    </>
  );
}
