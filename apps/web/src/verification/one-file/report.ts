import { parseReceipt } from '@gatehouse/merkle';
import type { Words } from '../../ui/words.js';
import { type Trust, witnessesOf } from './trust.js';
import words from './words.json' with { type: 'json' };

/** What was found out of a proof: each thing that holds, does not, or could not be shown, and what the proof says. */
export type Report = {
  readonly title: Words;
  readonly isProven: boolean;
  readonly lines: readonly ReportLine[];
  readonly facts: readonly { readonly name: Words; readonly value: Words | string }[];
  readonly remark?: Words;
};
export type ReportLine = { readonly state: 'holds' | 'doesNot' | 'unsaid'; readonly words: Words };

/** The checkpoint that stands in a receipt. */
export function checkpointIn(receipt: string): string {
  const parsed = parseReceipt(new TextEncoder().encode(receipt));
  return parsed.ok ? parsed.value.checkpoint : '';
}

/** Whether enough of the reader's witnesses signed the head; nothing where they named none. */
export function witnessLine(checkpoint: string, trust: Trust): ReportLine[] {
  const found = witnessesOf(checkpoint, trust);
  if (found === undefined) return [];
  const { signed, least, suffices } = found;
  const said = suffices ? words.witnessed : words.unwitnessed;
  const counted = {
    en: `${said.en} (${signed} ${words.of.en} ${least}).`,
    zh: `${said.zh}（${signed}${words.of.zh}${least}个）。`,
  };
  return [{ state: suffices ? 'holds' : 'unsaid', words: counted }];
}
