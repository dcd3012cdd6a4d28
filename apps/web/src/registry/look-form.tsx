import { RegistryDocumentType } from '@gatehouse/contract';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { checkDocumentNumber } from '../ui/document-check.js';
import { DocumentNumberField } from '../ui/document-number-field.js';
import { Field } from '../ui/field.js';
import { Form } from '../ui/form.js';
import { problemOf } from '../ui/failure.js';

/** About whom a look is, why, and in what matter. */
export type AskedLook<Purpose extends string> = {
  readonly documentType: z.infer<typeof RegistryDocumentType>;
  readonly number: string;
  readonly purpose: Purpose;
  readonly reference: string;
};

type LookFormProps<Purpose extends string> = {
  readonly label: string;
  /** What the button says. */
  readonly act: string;
  readonly referenceHint: string;
  readonly purposes: readonly { readonly value: Purpose; readonly label: string }[];
  readonly isPending: boolean;
  readonly error: unknown;
  readonly onSend: (look: AskedLook<Purpose>) => void;
};

/** Asks for the exact number of one person, a purpose and a reference: there is no search by name, nobody leafs through the registry. */
export function LookForm<Purpose extends string>(given: LookFormProps<Purpose>) {
  const { t } = useTranslation('registry');
  const [documentType, setDocumentType] = useState<AskedLook<Purpose>['documentType']>('resident_id');
  const [number, setNumber] = useState('');
  const [purpose, setPurpose] = useState<Purpose>();
  const [reference, setReference] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const send = (): void => {
    setIsAsked(true);
    if (number === '' || !purpose || reference.trim().length < 2) return;
    given.onSend({ documentType, number, purpose, reference: reference.trim() });
  };
  return (
    <Form
      label={given.label}
      onSend={send}
      problem={given.error ? problemOf(given.error) : undefined}
      actions={
        <Button type="primary" htmlType="submit" loading={given.isPending}>
          {given.act}
        </Button>
      }
    >
      <Field label={t('find.type')}>
        {(wiring) => (
          <Select
            {...wiring}
            value={documentType}
            onChange={setDocumentType}
            options={RegistryDocumentType.options.map((value) => ({ value, label: t(`documentType.${value}`) }))}
          />
        )}
      </Field>
      <DocumentNumberField
        value={number}
        onChange={setNumber}
        check={(value) => checkDocumentNumber(documentType, value)}
        problem={isAsked && number === '' ? t('find.numberMissing') : undefined}
      />
      <Field
        label={t('find.purpose')}
        hint={t('find.purposeHint')}
        problem={isAsked && !purpose ? t('find.purposeMissing') : undefined}
      >
        {(wiring) => (
          <Select
            {...wiring}
            placeholder={t('choose')}
            value={purpose}
            onChange={(value) => setPurpose(() => value)}
            options={[...given.purposes]}
          />
        )}
      </Field>
      <Field
        label={t('find.reference')}
        hint={given.referenceHint}
        problem={isAsked && reference.trim().length < 2 ? t('find.referenceMissing') : undefined}
      >
        {(wiring) => (
          <Input {...wiring} value={reference} maxLength={200} onChange={(event) => setReference(event.target.value)} />
        )}
      </Field>
    </Form>
  );
}
