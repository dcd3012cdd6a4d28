import { type CoverageState, wordsOfState } from '@gatehouse/contract';
import { StatusTag, type Tone } from '../ui/status-tag.js';
import { useWords } from '../ui/words.js';

/** What a state asks of the reader. Red is for a child who may be at risk now and for stop-work; an answer is never green. */
const tones: Readonly<Record<CoverageState, Tone>> = {
  barred: 'stop',
  stopped: 'ended',
  refused_or_withdrawn: 'waiting',
  not_yet_asked: 'waiting',
  left_lying: 'waiting',
  overdue: 'waiting',
  waiting: 'active',
  unmonitored: 'waiting',
  due: 'waiting',
  no_record: 'neutral',
};

/** Where somebody at work stands, as a word with an icon. */
export function CoverageStateTag({ state }: { state: CoverageState }) {
  const words = useWords();
  return <StatusTag tone={tones[state]} word={words(wordsOfState('coverage', state))} />;
}
