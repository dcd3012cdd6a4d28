import { prohibitionEndpoints } from '@gatehouse/contract';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readOf, useAct, useEndpoint } from '../app/use-endpoint.js';
import { problemOf } from '../ui/failure.js';
import { Field } from '../ui/field.js';
import { PageTitle } from '../ui/page-title.js';
import { ErrorState, RecordSkeleton } from '../ui/states.js';
import { orderEntryOf } from './prohibition-entry.js';
import { ProhibitionForm } from './prohibition-form.js';

const route = getRouteApi('/signed-in/prohibitions/$prohibitionId/entry');

/** Enters an order again while nobody has verified it; afterwards proposes a correction, on which a second procurator decides. */
export function EditProhibitionPage() {
  const { t } = useTranslation('supervision');
  const { prohibitionId: id } = route.useParams();
  const navigate = useNavigate();
  const [reason, setReason] = useState('');
  const options = useEndpoint(prohibitionEndpoints.options, {});
  const one = useEndpoint(prohibitionEndpoints.read, { params: { id } });
  // What was entered leaves the cache with the page: it holds whole numbers.
  const entry = useQuery({ ...readOf(prohibitionEndpoints.readEntry, { params: { id } }), gcTime: 0 });
  const done = {
    refresh: [prohibitionEndpoints.read, prohibitionEndpoints.list, prohibitionEndpoints.home],
    onDone: () => void navigate({ to: '/prohibitions/$prohibitionId', params: { prohibitionId: id } }),
  };
  const amend = useAct(prohibitionEndpoints.amend, { ...done, say: t('said.entered') });
  const propose = useAct(prohibitionEndpoints.propose, { ...done, say: t('said.proposed') });
  const failure = entry.error ?? one.error ?? options.error;
  if (failure) return <ErrorState problem={problemOf(failure)} />;
  if (!entry.data || !one.data || !options.data) return <RecordSkeleton />;
  const { version, ...entered } = entry.data;
  const isAmended = one.data.may.includes('amend');
  const refusal = amend.error ?? propose.error;
  return (
    <>
      <PageTitle
        title={t(isAmended ? 'form.amend' : 'form.correct')}
        lead={t(isAmended ? 'form.amendLead' : 'form.correctLead')}
      />
      <ProhibitionForm
        label={t(isAmended ? 'form.amend' : 'form.correct')}
        act={t(isAmended ? 'form.save' : 'form.propose')}
        options={options.data}
        initial={orderEntryOf(entered)}
        isBusy={amend.isPending || propose.isPending}
        problem={refusal ? problemOf(refusal) : undefined}
        further={
          isAmended ? null : (
            <Field label={t('form.reason')} hint={t('form.reasonHint')}>
              {(wiring) => (
                <Input.TextArea
                  {...wiring}
                  value={reason}
                  maxLength={1000}
                  autoSize={{ minRows: 3, maxRows: 8 }}
                  onChange={(event) => setReason(event.target.value)}
                />
              )}
            </Field>
          )
        }
        onSave={(body) => {
          if (isAmended) amend.mutate({ params: { id }, body: { ...body, version } });
          else propose.mutate({ params: { id }, body: { kind: 'correct', version, entry: body, reason } });
        }}
      />
    </>
  );
}
