import { registryEndpoints } from '@gatehouse/contract';
import { useNavigate } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { LookPurpose, RegistryDocumentType } from '@gatehouse/contract';
import { useAct } from '../app/use-endpoint.js';
import { checkDocumentNumber } from '../ui/document-check.js';
import { DocumentNumberField } from '../ui/document-number-field.js';
import { problemOf } from '../ui/failure.js';
import { Field } from '../ui/field.js';
import { Form } from '../ui/form.js';
import { PageTitle } from '../ui/page-title.js';
import { Panel } from '../ui/panel.js';
import { Stack } from '../ui/stack.js';
import { EmptyState } from '../ui/states.js';

type Purpose = z.infer<typeof LookPurpose>;
type DocumentType = z.infer<typeof RegistryDocumentType>;

/** Finds one person by exact number, for a purpose. There is no search by name: nobody leafs through the registry. */
export function FindPersonPage() {
  const { t } = useTranslation('registry');
  return (
    <>
      <PageTitle title={t('find.title')} lead={t('find.lead')} />
      <Panel title={t('find.panel')}>
        <FindForm />
      </Panel>
    </>
  );
}

function FindForm() {
  const { t } = useTranslation('registry');
  const navigate = useNavigate();
  const [documentType, setDocumentType] = useState<DocumentType>('resident_id');
  const [number, setNumber] = useState('');
  const [purpose, setPurpose] = useState<Purpose>();
  const [reference, setReference] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const act = useAct(registryEndpoints.searchPerson, {
    onDone: ({ personId }) => {
      if (personId) void navigate({ to: '/registry/persons/$personId', params: { personId }, search: { purpose } });
    },
  });
  const send = (): void => {
    setIsAsked(true);
    if (number === '' || !purpose || reference.trim().length < 2) return;
    act.mutate({ body: { documentType, number, purpose, reference: reference.trim() } });
  };
  return (
    <Stack gap="large">
      <Form
        label={t('find.panel')}
        onSend={send}
        problem={act.error ? problemOf(act.error) : undefined}
        actions={
          <Button type="primary" htmlType="submit" loading={act.isPending}>
            {t('find.act')}
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
              onChange={setPurpose}
              options={LookPurpose.options.map((value) => ({ value, label: t(`purpose.${value}`) }))}
            />
          )}
        </Field>
        <Field
          label={t('find.reference')}
          hint={t('find.referenceHint')}
          problem={isAsked && reference.trim().length < 2 ? t('find.referenceMissing') : undefined}
        >
          {(wiring) => (
            <Input
              {...wiring}
              value={reference}
              maxLength={200}
              onChange={(event) => setReference(event.target.value)}
            />
          )}
        </Field>
      </Form>
      {act.data?.personId === null ? <EmptyState title={t('find.nobody')} next={t('find.nobodyNext')} /> : null}
    </Stack>
  );
}
