import { type InquiryState, wordsOfState } from '@gatehouse/contract';
import { StatusTag } from '../ui/status-tag.js';
import { useWords } from '../ui/words.js';
import { toneOf } from './states.js';

/** The state of an inquiry as a word. Told is never green, whatever was told. */
export function InquiryStateTag({ state }: { state: InquiryState }) {
  const words = useWords();
  return <StatusTag tone={toneOf(state)} word={words(wordsOfState('inquiry', state))} />;
}
