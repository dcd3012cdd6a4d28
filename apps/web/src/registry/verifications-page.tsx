import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Clock } from '../ui/clock.js';
import { problemOf } from '../ui/failure.js';
import { ListTable } from '../ui/list-table.js';
import { MaskedNumber } from '../ui/masked-number.js';
import { PageTitle } from '../ui/page-title.js';
import { Stack } from '../ui/stack.js';
import { EmptyState, ErrorState, ListSkeleton } from '../ui/states.js';
import { StatusTag } from '../ui/status-tag.js';
import { useWaitingRecords, type WaitingRecord } from './use-waiting-records.js';

/** The records that wait for a second person, the oldest first. */
export function VerificationsPage() {
  const { t } = useTranslation('registry');
  const waiting = useWaitingRecords();
  return (
    <>
      <PageTitle title={t('verify.title')} lead={t('verify.lead')} />
      {waiting.isPending ? <ListSkeleton rows={6} /> : null}
      {waiting.error ? <ErrorState problem={problemOf(waiting.error)} onRepeat={() => void waiting.refetch()} /> : null}
      {waiting.data?.items.length === 0 ? <EmptyState title={t('verify.empty')} next={t('verify.emptyNext')} /> : null}
      {waiting.data && waiting.data.items.length > 0 ? (
        <Stack>
          <WaitingTable items={waiting.data.items} />
          {waiting.data.next ? <p>{t('verify.more', { count: waiting.data.items.length })}</p> : null}
        </Stack>
      ) : null}
    </>
  );
}

function WaitingTable({ items }: { items: readonly WaitingRecord[] }) {
  const { t } = useTranslation('registry');
  return (
    <ListTable
      label={t('verify.title')}
      items={items}
      itemKey={({ record }) => record.id}
      columns={[
        {
          key: 'person',
          title: t('person'),
          isLead: true,
          render: ({ record, names }) => (
            <Link to="/registry/verifications/$recordId" params={{ recordId: record.id }}>
              {names[0]?.name}
            </Link>
          ),
        },
        {
          key: 'document',
          title: t('document'),
          render: ({ documents }) => (documents[0] ? <MaskedNumber masked={documents[0].masked} /> : t('none')),
        },
        { key: 'kind', title: t('decision.kind'), render: ({ record }) => t(`decisionKind.${record.decision.kind}`) },
        { key: 'at', title: t('verify.entered'), render: ({ record }) => <Clock at={record.enteredAt} /> },
        {
          key: 'who',
          title: t('state'),
          render: ({ ownEntry }) =>
            ownEntry ? (
              <StatusTag tone="neutral" icon="person" word={t('verify.ownShort')} />
            ) : (
              <StatusTag tone="waiting" word={t('verify.forYou')} />
            ),
        },
      ]}
    />
  );
}
