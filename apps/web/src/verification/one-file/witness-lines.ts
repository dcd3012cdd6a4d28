import { parseReceipt } from '@gatehouse/merkle';
import { exactTimeWithZone } from '../../ui/time.js';
import type { Words } from '../../ui/words.js';
import en from '../locales/en.json' with { type: 'json' };
import zh from '../locales/zh.json' with { type: 'json' };
import { ownHead, type Standing, standingIn } from '../standing.js';
import type { ReportLine } from './report.js';
import { type Trust, witnessesOf } from './trust.js';
import words from './words.json' with { type: 'json' };

type Said = Exclude<keyof (typeof en)['witnesses'], 'found'>;
type Values = Readonly<Record<string, number | Words>>;

/**
 * Who outside has seen the log of a proof, by the reader's policy: from the last head that witnesses signed where the reader gave it, and else from the
 * head in the proof itself. Nothing where they gave neither.
 */
export function witnessLines(receipt: string, trust: Trust): ReportLine[] {
  const { policy, witnessed } = trust;
  if (witnessed.trim() === '') return signaturesInProof(receipt, trust);
  if (policy === undefined) return [{ state: 'unsaid', words: words.headWithoutPolicy }];
  return linesOf(standing(receipt, trust, policy));
}

function standing(receipt: string, { logKeys, witnessed }: Trust, policy: NonNullable<Trust['policy']>): Standing {
  for (const key of logKeys) {
    try {
      return standingIn(ownHead(receipt, key), policy, new TextEncoder().encode(`${witnessed.trimEnd()}\n`));
    } catch {
      // By another key of theirs.
    }
  }
  return { stage: 'silent' };
}

/** The same words as the node's own page of verification has for it. */
function linesOf(found: Standing): ReportLine[] {
  if (found.stage === 'nobody' || found.stage === 'silent') return [line('unsaid', found.stage)];
  const { required, all } = found;
  if (found.stage === 'not-yet') return [line('unsaid', 'notYet', { required, all })];
  const { signed, head, isCovered, same } = found;
  const at: Words = {
    zh: exactTimeWithZone(found.at.getTime(), 'zh'),
    en: exactTimeWithZone(found.at.getTime(), 'en'),
  };
  const upTo = line('holds', 'upTo', { signed, all, required, size: head.size, at });
  if (same === 'other') return [upTo, line('doesNot', 'otherHead')];
  if (same === 'same') return [upTo, line('holds', 'sameHead')];
  return [upTo, isCovered ? line('unsaid', 'covered') : line('unsaid', 'since', { at })];
}

function line(state: ReportLine['state'], said: Said, values: Values = {}): ReportLine {
  const filled = (language: keyof Words, text: string): string =>
    text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
      const value = values[name];
      return typeof value === 'object' ? value[language] : String(value);
    });
  return { state, words: { zh: filled('zh', zh.witnesses[said]), en: filled('en', en.witnesses[said]) } };
}

/** Whether enough of the reader's witnesses signed the head in the proof; nothing where they named none. */
function signaturesInProof(receipt: string, trust: Trust): ReportLine[] {
  const parsed = parseReceipt(new TextEncoder().encode(receipt));
  const found = witnessesOf(parsed.ok ? parsed.value.checkpoint : '', trust);
  if (found === undefined) return [];
  const { signed, least, suffices } = found;
  if (least === 0) return [line('unsaid', 'nobody')];
  const said = suffices ? words.witnessed : words.unwitnessed;
  const counted = {
    en: `${said.en} (${signed} ${words.of.en} ${least}).`,
    zh: `${said.zh}（${signed}${words.of.zh}${least}个）。`,
  };
  return [{ state: suffices ? 'holds' : 'unsaid', words: counted }];
}
