import { registryEndpoints, type SourceView } from '@gatehouse/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../app/use-endpoint.js';
import { DeliveryNumberField } from './delivery-number-field.js';
import { SourceDialog } from './source-dialog.js';

/** Compares what a source says that it sent with what arrived: so many rows, from one delivery to another. */
export function StateCountsDialog({ source, onClose }: { source: SourceView; onClose: () => void }) {
  const { t } = useTranslation('registry');
  const [first, setFirst] = useState<number | null>(null);
  const [last, setLast] = useState<number | null>(null);
  const [rows, setRows] = useState<number | null>(null);
  const act = useAct(registryEndpoints.stateCounts, {
    refresh: [registryEndpoints.listSources],
    say: t('sources.noted'),
    onDone: onClose,
  });
  const send = (reference: string): void => {
    if (first === null || last === null || rows === null) return;
    act.mutate({ params: { code: source.code }, body: { firstNumber: first, lastNumber: last, rows, reference } });
  };
  return (
    <SourceDialog
      source={source}
      words={{
        title: 'sources.countsTitle',
        lead: t('sources.countsLead'),
        referenceHint: t('sources.countsReferenceHint'),
        ok: t('sources.compare'),
      }}
      act={act}
      onSay={send}
      onClose={onClose}
    >
      {(isAsked) => (
        <>
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
        </>
      )}
    </SourceDialog>
  );
}
