import { type AnswerOf, registryEndpoints } from '@gatehouse/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.js';
import { Clock } from '../ui/clock.js';
import { CursorList } from '../ui/cursor-list.js';
import { PageTitle } from '../ui/page-title.js';
import { EmptyState } from '../ui/states.js';
import { StatusTag } from '../ui/status-tag.js';

type Waiting = AnswerOf<typeof registryEndpoints.listMerges>['items'][number];

/** Pairs of persons on record who may be one, what is due first on top. The list names nobody. */
export function MergesPage() {
  const { t } = useTranslation('registry');
  return (
    <>
      <PageTitle title={t('merges.title')} lead={t('merges.lead')} />
      <CursorList<Waiting>
        name="registry-merges"
        label={t('merges.title')}
        itemKey={({ id }) => id}
        readAgainAfter={5000}
        load={({ cursor, signal }) => call(registryEndpoints.listMerges, { query: { cursor } }, { signal })}
        columns={[
          {
            key: 'pair',
            title: t('comparisons.pair'),
            isLead: true,
            render: ({ id }) => (
              <Link to="/registry/merges/$mergeId" params={{ mergeId: id }}>
                {t('merges.open', { number: id.slice(-6).toUpperCase() })}
              </Link>
            ),
          },
          { key: 'stage', title: t('comparisons.stage'), render: ({ stage }) => t(`stage.${stage}`) },
          {
            key: 'state',
            title: t('state'),
            render: ({ claimedByMe }) => (
              <StatusTag
                tone={claimedByMe ? 'active' : 'neutral'}
                word={t(claimedByMe ? 'comparisons.mine' : 'comparisons.free')}
              />
            ),
          },
          { key: 'due', title: t('comparisons.due'), render: ({ dueAt }) => <Clock at={dueAt} kind="due" /> },
        ]}
        empty={<EmptyState title={t('merges.empty')} next={t('merges.emptyNext')} />}
      />
    </>
  );
}
