import { type JointFileProgress, type JointUnitState, wordsOfState } from '@gatehouse/contract';
import { StatusTag, type Tone } from '../ui/status-tag.js';
import { useWords } from '../ui/words.js';

const fileTones: Readonly<Record<JointFileProgress['state'], Tone>> = {
  READING: 'active',
  DIVIDING: 'active',
  STOPPED: 'waiting',
  DIVIDED: 'ended',
  REFUSED: 'waiting',
};

const unitTones: Readonly<Record<JointUnitState, Tone>> = {
  reading: 'active',
  waiting: 'neutral',
  taking: 'active',
  taken: 'ended',
  'sent-back': 'waiting',
  replaced: 'neutral',
};

/** How a file with the staff of many units stands, as a word. */
export function JointFileTag({ state }: Pick<JointFileProgress, 'state'>) {
  return <StatusTag tone={fileTones[state]} word={useWords()(wordsOfState('joint-file', state))} />;
}

/** What became of the part of a unit, as a word. */
export function JointUnitTag({ state }: { state: JointUnitState }) {
  return <StatusTag tone={unitTones[state]} word={useWords()(wordsOfState('joint-unit', state))} />;
}
