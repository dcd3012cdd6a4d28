import { elsewhereEndpoints, type ServingRecord } from '@gatehouse/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useEndpoint } from '../app/use-endpoint.js';
import { PrintButton } from '../ui/buttons.js';
import { Clock } from '../ui/clock.js';
import { problemOf } from '../ui/failure.js';
import { ListTable } from '../ui/list-table.js';
import { PageTitle } from '../ui/page-title.js';
import { EmptyState, ErrorState, ListSkeleton } from '../ui/states.js';
import { useWords } from '../ui/words.js';

/** Records of serving staff that were told in the own district and still stand; the way in to where else somebody worked. */
export function ServingRecordsPage() {
  const { t } = useTranslation('workforce');
  const words = useWords();
  const listed = useEndpoint(elsewhereEndpoints.servingRecords, {});
  const items = listed.data?.items;
  return (
    <>
      <PageTitle title={t('elsewhere.title')} lead={t('elsewhere.lead')} actions={<PrintButton />} />
      {listed.isPending ? <ListSkeleton /> : null}
      {listed.error ? <ErrorState problem={problemOf(listed.error)} onRepeat={() => void listed.refetch()} /> : null}
      {items?.length === 0 ? <EmptyState title={t('elsewhere.empty')} next={t('elsewhere.emptyNext')} /> : null}
      {items && items.length > 0 ? (
        <ListTable<ServingRecord>
          label={t('elsewhere.title')}
          items={items}
          itemKey={({ inquiryId }) => inquiryId}
          columns={[
            {
              key: 'unit',
              title: t('elsewhere.unit'),
              isLead: true,
              render: ({ inquiryId, unit }) => (
                <Link to="/serving-records/$inquiryId" params={{ inquiryId }}>
                  {words(unit)}
                </Link>
              ),
            },
            { key: 'post', title: t('column.post'), render: ({ postClass }) => words(postClass) },
            { key: 'told', title: t('elsewhere.told'), render: ({ toldAt }) => <Clock at={toldAt} /> },
          ]}
        />
      ) : null}
    </>
  );
}
