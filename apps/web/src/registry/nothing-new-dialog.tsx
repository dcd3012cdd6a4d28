import { registryEndpoints, type SourceView } from '@gatehouse/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../app/use-endpoint.js';
import { DeliveryNumberField } from './delivery-number-field.js';
import { SourceDialog } from './source-dialog.js';

/** Takes down that a source has nothing new, with the letter that says so, so that it does not count as silent. */
export function NothingNewDialog({ source, onClose }: { source: SourceView; onClose: () => void }) {
  const { t } = useTranslation('registry');
  const [number, setNumber] = useState<number | null>(null);
  const act = useAct(registryEndpoints.receiveNothingNew, {
    refresh: [registryEndpoints.listSources],
    say: t('sources.noted'),
    onDone: onClose,
  });
  const send = (reference: string): void => {
    if (source.isNumbered && number === null) return;
    const body = { upTo: new Date().toISOString(), reference, ...(number === null ? {} : { number }) };
    act.mutate({ params: { code: source.code }, body });
  };
  return (
    <SourceDialog
      source={source}
      words={{
        title: 'sources.nothingNewTitle',
        lead: t('sources.nothingNewLead'),
        referenceHint: t('sources.referenceHint'),
        ok: t('sources.note'),
      }}
      act={act}
      onSay={send}
      onClose={onClose}
    >
      {(isAsked) =>
        source.isNumbered ? (
          <DeliveryNumberField
            label={t('sources.deliveryNumber')}
            hint={t('sources.emptyDeliveryHint')}
            value={number}
            isAsked={isAsked}
            onChange={setNumber}
          />
        ) : null
      }
    </SourceDialog>
  );
}
