import type { identityProofKinds } from '@gatehouse/contract';
import { Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { FieldGroup } from '../ui/field.js';
import type { InquiryOptions } from './answers.js';
import { useChoices } from './choices.js';

export type IdentityProofKind = (typeof identityProofKinds)[number];

type IdentityProofChoiceProps = {
  readonly options: InquiryOptions;
  readonly chosen: IdentityProofKind | undefined;
  readonly onChoose: (kind: IdentityProofKind) => void;
  readonly problem?: string | undefined;
};

/** How it was established that the number belongs to this person: nothing is asked before that. */
export function IdentityProofChoice({ options, chosen, onChoose, problem }: IdentityProofChoiceProps) {
  const { t } = useTranslation('inquiry');
  const choices = useChoices();
  return (
    <FieldGroup label={t('proof.label')} hint={t('proof.hint')} problem={problem}>
      <Radio.Group
        vertical
        value={chosen ?? null}
        options={choices(options.identityProofs)}
        onChange={(event) => onChoose(event.target.value as IdentityProofKind)}
      />
    </FieldGroup>
  );
}
