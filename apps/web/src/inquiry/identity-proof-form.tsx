import type { Problem } from '@gatehouse/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from '../ui/form.js';
import { Panel } from '../ui/panel.js';
import { RecordSkeleton } from '../ui/states.js';
import { IdentityProofChoice, type IdentityProofKind } from './identity-proof-choice.js';
import { useInquiryOptions } from './use-inquiry-options.js';

type IdentityProofFormProps = {
  readonly title: string;
  readonly act: string;
  readonly isBusy: boolean;
  readonly problem: Problem | undefined;
  readonly first?: IdentityProofKind | undefined;
  /** Whether it is the one main act of its page. */
  readonly isMain?: boolean;
  readonly onProven: (kind: IdentityProofKind) => void;
};

/** How identity was established, for one check or for the rows of a list. */
export function IdentityProofForm({
  title,
  act,
  isBusy,
  problem,
  first,
  isMain = false,
  onProven,
}: IdentityProofFormProps) {
  const { t } = useTranslation('inquiry');
  const options = useInquiryOptions();
  const [kind, setKind] = useState(first);
  const [isAsked, setIsAsked] = useState(false);
  const send = (): void => {
    setIsAsked(true);
    if (kind) onProven(kind);
  };
  return (
    <Panel title={title}>
      {options ? (
        <Form
          label={t('proof.title')}
          onSend={send}
          problem={problem}
          actions={
            <Button {...(isMain ? { type: 'primary' } : {})} htmlType="submit" loading={isBusy}>
              {act}
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
