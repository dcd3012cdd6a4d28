import { employmentEndpoints, headcountEndpoints, inquiryEndpoints } from '@gatehouse/contract';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { readOf, useAct, useEndpoint } from '../app/use-endpoint.js';
import { ButtonLink } from '../ui/buttons.js';
import { problemOf } from '../ui/failure.js';
import { PageTitle } from '../ui/page-title.js';
import { ErrorState, RecordSkeleton } from '../ui/states.js';
import { staffEntryOf } from './staff-entry.js';
import { StaffForm } from './staff-form.js';

const route = getRouteApi('/signed-in/staff/$employmentId/change');

/** Changes what was entered about one employment. */
export function ChangeStaffPage() {
  const { t } = useTranslation('workforce');
  const { employmentId } = route.useParams();
  const navigate = useNavigate();
  const options = useEndpoint(inquiryEndpoints.options, {});
  // What was entered leaves the cache with the page: it holds whole numbers.
  const entry = useQuery({ ...readOf(employmentEndpoints.readEntry, { params: { id: employmentId } }), gcTime: 0 });
  const change = useAct(employmentEndpoints.change, {
    say: t('said.saved'),
    lists: ['staff'],
    refresh: [headcountEndpoints.own, employmentEndpoints.read],
    onDone: () => void navigate({ to: '/staff/$employmentId', params: { employmentId } }),
  });
  if (entry.error) return <ErrorState problem={problemOf(entry.error)} onRepeat={() => void entry.refetch()} />;
  if (!entry.data || !options.data) return <RecordSkeleton />;
  const { version, ...initial } = entry.data;
  return (
    <>
      <PageTitle title={t('form.change')} lead={t('form.changeLead')} />
      <StaffForm
        label={t('form.change')}
        options={options.data}
        initial={staffEntryOf(initial)}
        isBusy={change.isPending}
        problem={change.error ? problemOf(change.error) : undefined}
        further={
          <ButtonLink to="/staff/$employmentId" params={{ employmentId }}>
            {t('form.cancel')}
          </ButtonLink>
        }
        onSave={(body) => change.mutate({ params: { id: employmentId }, body: { ...body, version } })}
      />
    </>
  );
}
