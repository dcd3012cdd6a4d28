import { type RecordView, wordsOfState } from '@gatehouse/contract';
import { StatusTag, type Tone } from '../ui/status-tag.js';
import { useWords } from '../ui/words.js';

const tones: Readonly<Record<RecordView['state'], Tone>> = {
  waiting: 'waiting',
  effective: 'active',
  rejected: 'ended',
  sealed: 'ended',
  withdrawn: 'ended',
};

/** The state of a record, and whether it was corrected since it was entered. */
export function RecordStateTags({ record }: { record: Pick<RecordView, 'state' | 'corrected'> }) {
  const words = useWords();
  return (
    <>
      <StatusTag tone={tones[record.state]} word={words(wordsOfState('record', record.state))} />
      {record.corrected ? (
        <StatusTag tone="neutral" icon="mend" word={words(wordsOfState('record', 'corrected'))} />
      ) : null}
    </>
  );
}
