import { elsewhereEndpoints, type ServingRecord } from '@gatehouse/contract';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.js';
import { PrintButton } from '../ui/buttons.js';
import { Clock } from '../ui/clock.js';
import { CursorList } from '../ui/cursor-list.js';
import { PageTitle } from '../ui/page-title.js';
import { EmptyState } from '../ui/states.js';
import { useWords } from '../ui/words.js';

/** Records of serving staff that were told in the own district and still stand; the way in to where else somebody worked. */
export function ServingRecordsPage() {
  const { t } = useTranslation('workforce');
  const words = useWords();
  const [isFilled, setIsFilled] = useState(false);
  return (
    <>
      <PageTitle
        title={t('elsewhere.title')}
        lead={t('elsewhere.lead')}
        actions={isFilled ? <PrintButton /> : undefined}
      />
      <CursorList<ServingRecord>
        name="serving-records"
        label={t('elsewhere.title')}
        itemKey={({ inquiryId }) => inquiryId}
        load={({ cursor, signal }) => call(elsewhereEndpoints.servingRecords, { query: { cursor } }, { signal })}
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
        onFilled={setIsFilled}
        empty={<EmptyState title={t('elsewhere.empty')} next={t('elsewhere.emptyNext')} />}
      />
    </>
  );
}
