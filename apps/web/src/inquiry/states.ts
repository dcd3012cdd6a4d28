import { type InquiryState, inquiryStates } from '@gatehouse/contract';
import type { Tone } from '../ui/status-tag.js';
import table from './states.json' with { type: 'json' };

/** Where an inquiry stands, as people sort their work: a few stages instead of every state. */
export const stages = [
  'preparing',
  'person',
  'review',
  'asking',
  'told',
  'objection',
  'recalled',
  'refused',
  'ended',
] as const;
export type Stage = (typeof stages)[number];

const states = table as Readonly<Record<InquiryState, { readonly tone: Tone; readonly stage: Stage }>>;

/** What a state asks of the reader. Every state from approval to release has the same tone, so that waiting tells nothing. */
export function toneOf(state: InquiryState): Tone {
  return states[state].tone;
}

/** The states of a stage. */
export function statesOf(stage: Stage): InquiryState[] {
  return inquiryStates.filter((state) => states[state].stage === stage);
}

/** Whether a word names a stage. */
export function isStage(word: string | undefined): word is Stage {
  return stages.some((stage) => stage === word);
}
