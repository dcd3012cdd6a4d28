import { inquiryEndpoints } from '@gatehouse/contract';
import { getRouteApi } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.js';
import { may, useSession } from '../app/session/session.js';
import { ButtonLink } from '../ui/buttons.js';
import { CursorList, type ListRequest } from '../ui/cursor-list.js';
import { Icon } from '../ui/icon.js';
import { PageTitle } from '../ui/page-title.js';
import { Stack } from '../ui/stack.js';
import { EmptyState } from '../ui/states.js';
import { ExportDialog } from './export-dialog.js';
import { FindByNumber } from './find-by-number.js';
import { useInquiryColumns } from './inquiry-columns.js';
import { isStage, stages, statesOf } from './states.js';

const route = getRouteApi('/signed-in/inquiries');

/** The checks one may see, what is overdue first. Of a person the address says nothing: it names at most a stage and a list. */
export function InquiriesPage() {
  const { t } = useTranslation('inquiry');
  const session = useSession();
  const { stage, list } = route.useSearch();
  const [isExporting, setIsExporting] = useState(false);
  const mayDraft = may(session, 'inquiry:draft');
  const columns = useInquiryColumns(!mayDraft);
  const newCheck = (isPrimary: boolean) => (
    <ButtonLink to="/inquiries/new" isPrimary={isPrimary} icon={<Icon of="newCheck" />}>
      {t('new.title')}
    </ButtonLink>
  );
  return (
    <>
      <PageTitle
        title={t('inquiries.title')}
        lead={list ? t('inquiries.ofList') : t('inquiries.lead')}
        actions={mayDraft ? newCheck(true) : null}
      />
      <Stack>
        <FindByNumber columns={columns} />
        <CursorList
          key={`${stage ?? ''}-${list ?? ''}`}
          name="inquiries"
          label={t('inquiries.title')}
          columns={columns}
          itemKey={(line) => line.id}
          load={(request) => loadInquiries(request, list)}
          filters={[
            {
              name: 'stage',
              label: t('inquiries.stage'),
              choices: stages.map((value) => ({ value, label: t(`stage.${value}`) })),
            },
          ]}
          firstFilters={stage ? { stage } : {}}
          tools={
            <Button icon={<Icon of="download" />} onClick={() => setIsExporting(true)}>
              {t('export.open')}
            </Button>
          }
          empty={
            <EmptyState
              title={t('inquiries.empty')}
              next={mayDraft ? t('inquiries.emptyNext') : t('inquiries.emptyReview')}
              action={mayDraft ? newCheck(false) : undefined}
            />
          }
        />
      </Stack>
      <ExportDialog isOpen={isExporting} list={list} onClose={() => setIsExporting(false)} />
    </>
  );
}

function loadInquiries({ filters, cursor, signal }: ListRequest, batchId: string | undefined) {
  const state = isStage(filters.stage) ? statesOf(filters.stage) : undefined;
  return call(inquiryEndpoints.list, { query: { cursor, batchId, state } }, { signal });
}
