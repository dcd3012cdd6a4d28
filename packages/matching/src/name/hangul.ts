import parts from './hangul.json' with { type: 'json' };

const first = 0xac00;
const last = 0xd7a3;
const vowels = 21;
const finals = 28;
const whole = new Map<string, readonly string[]>(Object.entries(parts.whole));
const known = new Map<string, readonly string[]>();

/** Whether a character is a Korean syllable. */
export function isHangul(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return code >= first && code <= last;
}

/** The ways one Korean syllable is spelled in Latin letters, the Revised Romanisation first; nothing for anything else. */
export function hangulSpellings(syllable: string): readonly string[] {
  const found = known.get(syllable);
  if (found) return found;
  const code = (syllable.codePointAt(0) ?? 0) - first;
  if (!isHangul(syllable)) return [];
  const starts = parts.initials[Math.floor(code / (vowels * finals))] ?? [];
  const middles = parts.vowels[Math.floor(code / finals) % vowels] ?? [];
  const ends = parts.finals[code % finals] ?? [];
  const spelled = starts.flatMap((start) => middles.flatMap((middle) => ends.map((end) => start + middle + end)));
  const result = [...new Set([...spelled.slice(0, 1), ...(whole.get(syllable) ?? []), ...spelled])];
  known.set(syllable, result);
  return result;
}
