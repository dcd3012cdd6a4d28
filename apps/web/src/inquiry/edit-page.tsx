import { inquiryEndpoints } from '@gatehouse/contract';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { readOf, useAct, useEndpoint } from '../app/use-endpoint.js';
import { problemOf } from '../ui/failure.js';
import { PageTitle } from '../ui/page-title.js';
import { ErrorState, RecordSkeleton } from '../ui/states.js';
import { entryOf } from './draft-entry.js';
import { DraftForm } from './draft-form.js';
import { useKeepInquiry } from './use-keep-inquiry.js';

const route = getRouteApi('/signed-in/inquiries/$inquiryId/edit');

/** A draft again, to mend it. */
export function EditPage() {
  const { t } = useTranslation('inquiry');
  const { inquiryId } = route.useParams();
  const navigate = useNavigate();
  const keep = useKeepInquiry();
  const options = useEndpoint(inquiryEndpoints.options, {});
  // The only answer with a full number: it leaves the cache with the page and is never taken from it.
  const draft = useQuery({
    ...readOf(inquiryEndpoints.readDraft, { params: { id: inquiryId } }),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const edit = useAct(inquiryEndpoints.edit, {
    say: t('said.kept'),
    onDone: (view) => {
      keep(view);
      void navigate({ to: '/inquiries/$inquiryId', params: { inquiryId: view.id } });
    },
  });
  const failure = draft.error ?? options.error;
  return (
    <>
      <PageTitle title={t('draft.editTitle')} lead={t('draft.editLead')} />
      {failure ? <ErrorState problem={problemOf(failure)} /> : null}
      {!failure && !(options.data && draft.data) ? <RecordSkeleton /> : null}
      {options.data && draft.data ? (
        <DraftForm
          label={t('draft.editTitle')}
          options={options.data}
          initial={entryOf(draft.data)}
          isBusy={edit.isPending}
          problem={edit.error ? problemOf(edit.error) : undefined}
          act={t('draft.save')}
          onSave={(body) => edit.mutate({ params: { id: inquiryId }, body: { ...body, version: draft.data.version } })}
        />
      ) : null}
    </>
  );
}
