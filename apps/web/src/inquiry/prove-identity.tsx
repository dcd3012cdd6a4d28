import { inquiryEndpoints, type InquiryView } from '@gatehouse/contract';
import { useTranslation } from 'react-i18next';
import { useAct } from '../app/use-endpoint.js';
import { problemOf } from '../ui/failure.js';
import { IdentityProofForm } from './identity-proof-form.js';
import { useKeepInquiry } from './use-keep-inquiry.js';

/** Records how identity was established; a change of the documents afterwards undoes it. */
export function ProveIdentity({ view }: { view: InquiryView }) {
  const { t } = useTranslation('inquiry');
  const keep = useKeepInquiry();
  const prove = useAct(inquiryEndpoints.proveIdentity, { say: t('said.proven'), onDone: keep });
  return (
    <IdentityProofForm
      title={t('proof.title')}
      act={t('proof.act')}
      isBusy={prove.isPending}
      problem={prove.error ? problemOf(prove.error) : undefined}
      first={view.identityProof?.kind}
      isMain
      onProven={(kind) => prove.mutate({ params: { id: view.id }, body: { kind, version: view.version } })}
    />
  );
}
