import { type AnswerOf, registryEndpoints } from '@gatehouse/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.js';
import { Clock } from '../ui/clock.js';
import { CursorList } from '../ui/cursor-list.js';
import { PageTitle } from '../ui/page-title.js';
import { EmptyState } from '../ui/states.js';
import { StatusTag } from '../ui/status-tag.js';

type Waiting = AnswerOf<typeof registryEndpoints.listComparisons>['items'][number];

/** What waits for this account to compare, what is due first on top. The list names nobody. */
export function ComparisonsPage() {
  const { t } = useTranslation('registry');
  return (
    <>
      <PageTitle title={t('comparisons.title')} lead={t('comparisons.lead')} />
      <CursorList<Waiting>
        name="registry-comparisons"
        label={t('comparisons.title')}
        itemKey={({ id }) => id}
        readAgainAfter={5000}
        load={({ cursor, signal }) => call(registryEndpoints.listComparisons, { query: { cursor } }, { signal })}
        columns={[
          {
            key: 'pair',
            title: t('comparisons.pair'),
            isLead: true,
            render: ({ id }) => (
              <Link to="/registry/comparisons/$comparisonId" params={{ comparisonId: id }}>
                {t('comparisons.open', { number: id.slice(-6).toUpperCase() })}
              </Link>
            ),
          },
          { key: 'stage', title: t('comparisons.stage'), render: ({ stage }) => t(`stage.${stage}`) },
          {
            key: 'state',
            title: t('state'),
            render: ({ urgent, claimedByMe }) => (
              <>
                {urgent ? <StatusTag tone="waiting" icon="clock" word={t('comparisons.urgent')} /> : null}{' '}
                <StatusTag
                  tone={claimedByMe ? 'active' : 'neutral'}
                  word={t(claimedByMe ? 'comparisons.mine' : 'comparisons.free')}
                />
              </>
            ),
          },
          { key: 'due', title: t('comparisons.due'), render: ({ dueAt }) => <Clock at={dueAt} kind="due" /> },
        ]}
        empty={<EmptyState title={t('comparisons.empty')} next={t('comparisons.emptyNext')} />}
      />
    </>
  );
}
