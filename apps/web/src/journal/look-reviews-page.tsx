import { lookReviewEndpoints, type LookReviewFigures } from '@gatehouse/contract';
import { useTranslation } from 'react-i18next';
import { useEndpoint } from '../app/use-endpoint.js';
import { problemOf } from '../ui/failure.js';
import { FactList } from '../ui/fact-list.js';
import { ListTable } from '../ui/list-table.js';
import { PageTitle } from '../ui/page-title.js';
import { Panel } from '../ui/panel.js';
import { Stack } from '../ui/stack.js';
import { EmptyState, ErrorState, ListSkeleton } from '../ui/states.js';
import { LookPanel } from './look-panel.js';
import { LookReviewActs } from './look-review-acts.js';

/** Looks that the draw of each day chose for the auditor, those that wait first, and how the draws went. */
export function LookReviewsPage() {
  const { t } = useTranslation('journal');
  const { data, isPending, error, refetch } = useEndpoint(lookReviewEndpoints.list, {});
  return (
    <>
      <PageTitle title={t('looks.title')} lead={t('looks.lead')} />
      <Stack gap="large">
        {isPending ? <ListSkeleton /> : null}
        {error ? <ErrorState problem={problemOf(error)} onRepeat={() => void refetch()} /> : null}
        {data?.items.length === 0 ? <EmptyState title={t('looks.empty')} next={t('looks.emptyNext')} /> : null}
        {data?.items.map((look) => (
          <LookPanel key={look.id} look={look}>
            <LookReviewActs look={look} />
          </LookPanel>
        ))}
        {data ? (
          <Panel title={t('looks.figures')}>
            <Figures figures={data.figures} />
          </Panel>
        ) : null}
        {data && data.draws.length > 0 ? (
          <Panel title={t('looks.draws')}>
            <Stack>
              <p>{t('looks.rule')}</p>
              <ListTable
                label={t('looks.draws')}
                items={data.draws}
                itemKey={({ day }) => day}
                columns={[
                  { key: 'day', title: t('looks.day'), isLead: true, render: ({ day }) => day },
                  { key: 'counts', title: t('looks.counts'), render: (draw) => t('looks.drawnOf', draw) },
                  {
                    key: 'range',
                    title: t('looks.range'),
                    render: ({ firstIndex, sealIndex }) => `${String(firstIndex)}–${String(sealIndex)}`,
                  },
                ]}
              />
            </Stack>
          </Panel>
        ) : null}
      </Stack>
    </>
  );
}

function Figures({ figures }: { figures: LookReviewFigures }) {
  const { t } = useTranslation('journal');
  const names = ['looks', 'drawn', 'waiting', 'late', 'inOrder', 'notInOrder'] as const;
  const facts = names.map((key) => ({ key, name: t(`looks.figure.${key}`), value: figures[key] }));
  return <FactList facts={facts} />;
}
