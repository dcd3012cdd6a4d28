import { emergencyGrounds, emergencyLookEndpoints, RegistryDocumentType } from '@gatehouse/contract';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../app/use-endpoint.js';
import { checkDocumentNumber } from '../ui/document-check.js';
import { DocumentNumberField } from '../ui/document-number-field.js';
import { problemOf } from '../ui/failure.js';
import { Field } from '../ui/field.js';
import { Form } from '../ui/form.js';

const least = 2;

/** Names the one person, the ground, the reason and the reference. Whether anything is kept is not said. */
export function AskEmergencyLook() {
  const { t } = useTranslation('access');
  const [documentType, setDocumentType] = useState<(typeof RegistryDocumentType.options)[number]>('resident_id');
  const [number, setNumber] = useState('');
  const [ground, setGround] = useState<(typeof emergencyGrounds)[number]>();
  const [reason, setReason] = useState('');
  const [reference, setReference] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const ask = useAct(emergencyLookEndpoints.ask, {
    refresh: [emergencyLookEndpoints.list],
    say: t('emergency.ask.done'),
  });
  const missing = (text: string, words: string) => (isAsked && text.trim().length < least ? words : undefined);
  const send = (): void => {
    setIsAsked(true);
    if (number === '' || !ground || reason.trim().length < least || reference.trim().length < least) return;
    const about = { kind: 'prohibitions' as const, documentType, number };
    ask.mutate({ body: { ...about, ground, reason: reason.trim(), reference: reference.trim() } });
  };
  return (
    <Form
      label={t('emergency.ask.title')}
      onSend={send}
      problem={ask.error ? problemOf(ask.error) : undefined}
      actions={
        <Button type="primary" htmlType="submit" loading={ask.isPending}>
          {t('emergency.ask.act')}
        </Button>
      }
    >
      <Field label={t('emergency.ask.documentType')}>
        {(wiring) => (
          <Select
            {...wiring}
            value={documentType}
            onChange={setDocumentType}
            options={RegistryDocumentType.options.map((value) => ({
              value,
              label: t(`emergency.documentType.${value}`),
            }))}
          />
        )}
      </Field>
      <DocumentNumberField
        value={number}
        onChange={setNumber}
        check={(value) => checkDocumentNumber(documentType, value)}
        problem={isAsked && number === '' ? t('emergency.ask.numberMissing') : undefined}
      />
      <Field
        label={t('emergency.ask.ground')}
        hint={t('emergency.ask.groundHint')}
        problem={isAsked && !ground ? t('emergency.ask.groundMissing') : undefined}
      >
        {(wiring) => (
          <Select
            {...wiring}
            placeholder={t('emergency.ask.choose')}
            value={ground}
            onChange={setGround}
            options={emergencyGrounds.map((value) => ({ value, label: t(`emergency.ground.${value}`) }))}
          />
        )}
      </Field>
      <Field
        label={t('emergency.ask.reason')}
        hint={t('emergency.ask.reasonHint')}
        problem={missing(reason, t('emergency.ask.reasonMissing'))}
      >
        {(wiring) => (
          <Input.TextArea
            {...wiring}
            value={reason}
            maxLength={500}
            autoSize={{ minRows: 2, maxRows: 6 }}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <Field
        label={t('emergency.ask.reference')}
        hint={t('emergency.ask.referenceHint')}
        problem={missing(reference, t('emergency.ask.referenceMissing'))}
      >
        {(wiring) => (
          <Input {...wiring} value={reference} maxLength={500} onChange={(event) => setReference(event.target.value)} />
        )}
      </Field>
    </Form>
  );
}
