import { inquiryEndpoints, type InquiryView } from '@gatehouse/contract';
import { useTranslation } from 'react-i18next';
import { useAct } from '../app/use-endpoint.js';
import { problemOf } from '../ui/failure.js';
import { ServedOnForm } from './served-on-form.js';
import { useKeepInquiry } from './use-keep-inquiry.js';

/** Records that the serving person of this check was given notice. */
export function ServeNotice({ view }: { view: InquiryView }) {
  const { t } = useTranslation('inquiry');
  const keep = useKeepInquiry();
  const serve = useAct(inquiryEndpoints.serveNotice, { say: t('said.served'), onDone: keep });
  return (
    <ServedOnForm
      title={t('serve.title')}
      act={t('serve.act')}
      isBusy={serve.isPending}
      problem={serve.error ? problemOf(serve.error) : undefined}
      onServed={(servedOn) => serve.mutate({ params: { id: view.id }, body: { servedOn, version: view.version } })}
    />
  );
}
