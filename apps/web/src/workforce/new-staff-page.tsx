import { employmentEndpoints, headcountEndpoints, inquiryEndpoints } from '@gatehouse/contract';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useAct, useEndpoint } from '../app/use-endpoint.js';
import { problemOf } from '../ui/failure.js';
import { PageTitle } from '../ui/page-title.js';
import { ErrorState, RecordSkeleton } from '../ui/states.js';
import { emptyStaffEntry } from './staff-entry.js';
import { StaffForm } from './staff-form.js';

/** Puts one person on the roster. */
export function NewStaffPage() {
  const { t } = useTranslation('workforce');
  const navigate = useNavigate();
  const options = useEndpoint(inquiryEndpoints.options, {});
  const add = useAct(employmentEndpoints.add, {
    say: t('said.added'),
    lists: ['staff'],
    refresh: [headcountEndpoints.own],
    onDone: ({ id }) => void navigate({ to: '/staff/$employmentId', params: { employmentId: id } }),
  });
  return (
    <>
      <PageTitle title={t('form.add')} lead={t('form.addLead')} />
      {options.isPending ? <RecordSkeleton /> : null}
      {options.error ? <ErrorState problem={problemOf(options.error)} onRepeat={() => void options.refetch()} /> : null}
      {options.data ? (
        <StaffForm
          label={t('form.add')}
          options={options.data}
          initial={emptyStaffEntry}
          isBusy={add.isPending}
          problem={add.error ? problemOf(add.error) : undefined}
          onSave={(entry) => add.mutate({ body: entry })}
        />
      ) : null}
    </>
  );
}
