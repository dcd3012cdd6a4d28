import { registryEndpoints, type SourceView } from '@gatehouse/contract';
import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../app/use-endpoint.js';
import { problemOf } from '../ui/failure.js';
import { Field } from '../ui/field.js';
import { Stack } from '../ui/stack.js';
import { ErrorState } from '../ui/states.js';
import { useWords } from '../ui/words.js';
import { DeliveryNumberField } from './delivery-number-field.js';

/** Compares what a source says that it sent with what arrived: so many rows, from one delivery to another. */
export function StateCountsDialog({ source, onClose }: { source: SourceView; onClose: () => void }) {
  const { t } = useTranslation('registry');
  const words = useWords();
  const [first, setFirst] = useState<number | null>(null);
  const [last, setLast] = useState<number | null>(null);
  const [rows, setRows] = useState<number | null>(null);
  const [reference, setReference] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const act = useAct(registryEndpoints.stateCounts, {
    refresh: [registryEndpoints.listSources],
    say: t('sources.noted'),
    onDone: onClose,
  });
  const send = (): void => {
    setIsAsked(true);
    if (first === null || last === null || rows === null || reference.trim() === '') return;
    act.mutate({
      params: { code: source.code },
      body: { firstNumber: first, lastNumber: last, rows, reference: reference.trim() },
    });
  };
  return (
    <Modal
      open
      title={t('sources.countsTitle', { source: words({ en: source.nameEn, zh: source.nameZh }) })}
      okText={t('sources.compare')}
      cancelText={t('cancel')}
      confirmLoading={act.isPending}
      onOk={send}
      onCancel={onClose}
    >
      <Stack>
        <p>{t('sources.countsLead')}</p>
        {act.error ? <ErrorState problem={problemOf(act.error)} /> : null}
        <DeliveryNumberField label={t('sources.firstNumber')} value={first} isAsked={isAsked} onChange={setFirst} />
        <DeliveryNumberField label={t('sources.lastNumber')} value={last} isAsked={isAsked} onChange={setLast} />
        <DeliveryNumberField
          label={t('sources.rowsSent')}
          hint={t('sources.rowsSentHint')}
          value={rows}
          isAsked={isAsked}
          onChange={setRows}
          least={0}
        />
        <Field
          label={t('sources.reference')}
          hint={t('sources.countsReferenceHint')}
          problem={isAsked && reference.trim() === '' ? t('sources.referenceMissing') : undefined}
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
      </Stack>
    </Modal>
  );
}
