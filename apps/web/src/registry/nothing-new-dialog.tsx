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

/** Takes down that a source has nothing new, with the letter that says so, so that it does not count as silent. */
export function NothingNewDialog({ source, onClose }: { source: SourceView; onClose: () => void }) {
  const { t } = useTranslation('registry');
  const words = useWords();
  const [reference, setReference] = useState('');
  const [number, setNumber] = useState<number | null>(null);
  const [isAsked, setIsAsked] = useState(false);
  const act = useAct(registryEndpoints.receiveNothingNew, {
    refresh: [registryEndpoints.listSources],
    say: t('sources.noted'),
    onDone: onClose,
  });
  const send = (): void => {
    setIsAsked(true);
    if (reference.trim() === '' || (source.isNumbered && number === null)) return;
    act.mutate({
      params: { code: source.code },
      body: { upTo: new Date().toISOString(), reference: reference.trim(), ...(number === null ? {} : { number }) },
    });
  };
  return (
    <Modal
      open
      title={t('sources.nothingNewTitle', { source: words({ en: source.nameEn, zh: source.nameZh }) })}
      okText={t('sources.note')}
      cancelText={t('cancel')}
      confirmLoading={act.isPending}
      onOk={send}
      onCancel={onClose}
    >
      <Stack>
        <p>{t('sources.nothingNewLead')}</p>
        {act.error ? <ErrorState problem={problemOf(act.error)} /> : null}
        <Field
          label={t('sources.reference')}
          hint={t('sources.referenceHint')}
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
        {source.isNumbered ? (
          <DeliveryNumberField
            label={t('sources.deliveryNumber')}
            hint={t('sources.emptyDeliveryHint')}
            value={number}
            isAsked={isAsked}
            onChange={setNumber}
          />
        ) : null}
      </Stack>
    </Modal>
  );
}
