import type { RecordView } from '@gatehouse/contract';
import { useTranslation } from 'react-i18next';
import { StatusTag, type Tone } from '../ui/status-tag.js';

const tones: Readonly<Record<RecordView['state'], Tone>> = {
  waiting: 'waiting',
  effective: 'active',
  rejected: 'ended',
  sealed: 'ended',
  withdrawn: 'ended',
};

/** The state of a record, and whether it was corrected since it was entered. */
export function RecordStateTags({ record }: { record: Pick<RecordView, 'state' | 'corrected'> }) {
  const { t } = useTranslation('registry');
  return (
    <>
      <StatusTag tone={tones[record.state]} word={t(`recordState.${record.state}`)} />
      {record.corrected ? <StatusTag tone="neutral" icon="mend" word={t('recordState.corrected')} /> : null}
    </>
  );
}
