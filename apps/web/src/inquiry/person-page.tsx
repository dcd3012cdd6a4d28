import { type InquiryView, inquiryEndpoints } from '@gatehouse/contract';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct, useEndpoint } from '../app/use-endpoint.js';
import { problemOf } from '../ui/failure.js';
import { PageTitle } from '../ui/page-title.js';
import { ErrorState, RecordSkeleton } from '../ui/states.js';
import { emptyEntry } from './draft-entry.js';
import { DraftForm } from './draft-form.js';
import { IdentityProofChoice, type IdentityProofKind } from './identity-proof-choice.js';
import { useKeepInquiry } from './use-keep-inquiry.js';

/** A new check of one person. Once kept, its page leads on to consent and approval. */
export function PersonPage() {
  const { t } = useTranslation('inquiry');
  const navigate = useNavigate();
  const keep = useKeepInquiry();
  const options = useEndpoint(inquiryEndpoints.options, {});
  const [proof, setProof] = useState<IdentityProofKind>();
  const open = (view: InquiryView): void => {
    keep(view);
    void navigate({ to: '/inquiries/$inquiryId', params: { inquiryId: view.id } });
  };
  const prove = useAct(inquiryEndpoints.proveIdentity, { onDone: open });
  const create = useAct(inquiryEndpoints.create, {
    say: t('said.kept'),
    onDone: (view) => {
      if (!proof) return open(view);
      // Without the proof the draft is kept all the same; its page asks for the proof again.
      prove.mutate(
        { params: { id: view.id }, body: { kind: proof, version: view.version } },
        { onError: () => open(view) },
      );
    },
  });
  return (
    <>
      <PageTitle title={t('new.person')} lead={t('new.personPageLead')} />
      {options.isPending ? <RecordSkeleton /> : null}
      {options.error ? <ErrorState problem={problemOf(options.error)} onRepeat={() => void options.refetch()} /> : null}
      {options.data ? (
        <DraftForm
          label={t('new.person')}
          options={options.data}
          initial={emptyEntry({
            purpose: onlyOne(options.data.purposes),
            employmentForm: onlyOne(options.data.employmentForms),
          })}
          isBusy={create.isPending || prove.isPending}
          problem={create.error ? problemOf(create.error) : undefined}
          act={t('draft.saveAndGoOn')}
          onSave={(draft) => create.mutate({ body: draft })}
        >
          <IdentityProofChoice options={options.data} chosen={proof} onChoose={setProof} />
        </DraftForm>
      ) : null}
    </>
  );
}

function onlyOne(choices: readonly { readonly id: string }[]): string | undefined {
  return choices.length === 1 ? choices[0]?.id : undefined;
}
