import { type KeptKindView, retentionEndpoints } from '@gatehouse/contract';
import { useTranslation } from 'react-i18next';
import { may, useSession } from '../app/session/session.js';
import { useEndpoint } from '../app/use-endpoint.js';
import { ButtonLink, PrintButton } from '../ui/buttons.js';
import { problemOf } from '../ui/failure.js';
import { ListTable } from '../ui/list-table.js';
import { PageTitle } from '../ui/page-title.js';
import { Stack } from '../ui/stack.js';
import { EmptyState, ErrorState, ListSkeleton } from '../ui/states.js';
import { StatusTag } from '../ui/status-tag.js';
import { useWords } from '../ui/words.js';

/** How long each kind of document is kept here, and how many are announced, held back and erased; names nobody. */
export function RetentionPage() {
  const { t } = useTranslation('retention');
  const session = useSession();
  const overview = useEndpoint(retentionEndpoints.overview, {});
  const kinds = overview.data?.kinds;
  const holds = overview.data?.holds;
  return (
    <>
      <PageTitle
        title={t('kept.title')}
        lead={t('kept.lead', { count: overview.data?.warningDays ?? 0 })}
        actions={
          <>
            {may(session, 'retention:hold') ? <ButtonLink to="/retention/holds">{t('kept.toHolds')}</ButtonLink> : null}
            <PrintButton />
          </>
        }
      />
      {overview.isPending ? <ListSkeleton /> : null}
      {overview.error ? (
        <ErrorState problem={problemOf(overview.error)} onRepeat={() => void overview.refetch()} />
      ) : null}
      {kinds?.length === 0 ? <EmptyState title={t('kept.empty')} next={t('kept.emptyNext')} /> : null}
      {kinds && kinds.length > 0 ? (
        <Stack>
          <KindTable kinds={kinds} />
          {typeof holds === 'number' ? <p>{t('kept.holds', { count: holds })}</p> : null}
        </Stack>
      ) : null}
    </>
  );
}

function KindTable({ kinds }: { kinds: readonly KeptKindView[] }) {
  const { t } = useTranslation('retention');
  const words = useWords();
  return (
    <ListTable
      label={t('kept.title')}
      items={kinds}
      itemKey={({ rule }) => rule}
      columns={[
        { key: 'kind', title: t('kept.kind'), isLead: true, render: ({ title }) => words(title) },
        {
          key: 'period',
          title: t('kept.period'),
          render: ({ months, countedFrom, isVerified }) => (
            <Stack gap="small">
              <span>{t('kept.months', { count: months, from: words(countedFrom) })}</span>
              {isVerified ? null : <span>{t('kept.unverified')}</span>}
            </Stack>
          ),
        },
        { key: 'announced', title: t('kept.announced'), render: ({ announced }) => announced },
        { key: 'held', title: t('kept.held'), render: ({ held }) => held },
        {
          key: 'late',
          title: t('kept.late'),
          render: ({ late }) =>
            late === 0 ? late : <StatusTag tone="stop" word={t('kept.lateCount', { count: late })} />,
        },
        { key: 'erased', title: t('kept.erased'), render: ({ erased }) => erased },
      ]}
    />
  );
}
