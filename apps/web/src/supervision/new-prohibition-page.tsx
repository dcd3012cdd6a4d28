import { prohibitionEndpoints } from '@gatehouse/contract';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useAct, useEndpoint } from '../app/use-endpoint.js';
import { problemOf } from '../ui/failure.js';
import { PageTitle } from '../ui/page-title.js';
import { ErrorState, RecordSkeleton } from '../ui/states.js';
import { emptyOrderEntry } from './prohibition-entry.js';
import { ProhibitionForm } from './prohibition-form.js';

/** Enters an order from the judgment or decision. */
export function NewProhibitionPage() {
  const { t } = useTranslation('supervision');
  const navigate = useNavigate();
  const options = useEndpoint(prohibitionEndpoints.options, {});
  const enter = useAct(prohibitionEndpoints.enter, {
    say: t('said.entered'),
    refresh: [prohibitionEndpoints.list, prohibitionEndpoints.home],
    onDone: ({ id }) => void navigate({ to: '/prohibitions/$prohibitionId', params: { prohibitionId: id } }),
  });
  return (
    <>
      <PageTitle title={t('form.title')} lead={t('form.lead')} />
      {options.isPending ? <RecordSkeleton /> : null}
      {options.error ? <ErrorState problem={problemOf(options.error)} onRepeat={() => void options.refetch()} /> : null}
      {options.data ? (
        <ProhibitionForm
          label={t('form.title')}
          act={t('form.save')}
          options={options.data}
          initial={emptyOrderEntry}
          isBusy={enter.isPending}
          problem={enter.error ? problemOf(enter.error) : undefined}
          onSave={(entry) => enter.mutate({ body: entry })}
        />
      ) : null}
    </>
  );
}
