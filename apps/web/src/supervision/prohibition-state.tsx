import { type ProhibitionState, wordsOfState } from '@gatehouse/contract';
import { StatusTag, type Tone } from '../ui/status-tag.js';
import { useWords } from '../ui/words.js';

/** What a state asks of the reader. Red is for a child who may be at risk now. */
const tones: Readonly<Record<ProhibitionState, Tone>> = {
  entered: 'waiting',
  returned: 'waiting',
  not_begun: 'neutral',
  in_force: 'active',
  breached: 'stop',
  expired: 'ended',
  lifted: 'ended',
};

/** How far an order has come, as a word with an icon. */
export function ProhibitionStateTag({ state }: { state: ProhibitionState }) {
  const words = useWords();
  return <StatusTag tone={tones[state]} word={words(wordsOfState('prohibition', state))} />;
}
