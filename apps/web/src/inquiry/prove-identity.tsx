import { inquiryEndpoints, type InquiryView } from '@gatehouse/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../app/use-endpoint.js';
import { problemOf } from '../ui/failure.js';
import { Form } from '../ui/form.js';
import { Panel } from '../ui/panel.js';
import { RecordSkeleton } from '../ui/states.js';
import { IdentityProofChoice, type IdentityProofKind } from './identity-proof-choice.js';
import { useInquiryOptions } from './use-inquiry-options.js';
import { useKeepInquiry } from './use-keep-inquiry.js';

/** Records how identity was established; a change of the documents afterwards undoes it. */
export function ProveIdentity({ view }: { view: InquiryView }) {
  const { t } = useTranslation('inquiry');
  const options = useInquiryOptions();
  const keep = useKeepInquiry();
  const [kind, setKind] = useState<IdentityProofKind | undefined>(view.identityProof?.kind);
  const [isAsked, setIsAsked] = useState(false);
  const prove = useAct(inquiryEndpoints.proveIdentity, { say: t('said.proven'), onDone: keep });
  const send = (): void => {
    setIsAsked(true);
    if (kind) prove.mutate({ params: { id: view.id }, body: { kind, version: view.version } });
  };
  return (
    <Panel title={t('proof.title')}>
      {options ? (
        <Form
          label={t('proof.title')}
          onSend={send}
          problem={prove.error ? problemOf(prove.error) : undefined}
          actions={
            <Button type="primary" htmlType="submit" loading={prove.isPending}>
              {t('proof.act')}
            </Button>
          }
        >
          <IdentityProofChoice
            options={options}
            chosen={kind}
            onChoose={setKind}
            problem={isAsked && !kind ? t('proof.missing') : undefined}
          />
        </Form>
      ) : (
        <RecordSkeleton />
      )}
    </Panel>
  );
}
