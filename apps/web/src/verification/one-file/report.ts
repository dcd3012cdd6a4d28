import type { Words } from '../../ui/words.js';

/** What was found out of a proof: each thing that holds, does not, or could not be shown, and what the proof says. */
export type Report = {
  readonly title: Words;
  readonly isProven: boolean;
  readonly lines: readonly ReportLine[];
  readonly facts: readonly { readonly name: Words; readonly value: Words | string }[];
  readonly remark?: Words;
};
export type ReportLine = { readonly state: 'holds' | 'doesNot' | 'unsaid'; readonly words: Words };
