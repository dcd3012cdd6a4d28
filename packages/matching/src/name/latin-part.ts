import rules from './spelling-rules.json' with { type: 'json' };

/** One part of a name in Latin letters, read once. */
export interface LatinPart {
  readonly text: string;
  /** The part in one spelling: what transliterations write differently is written one way. */
  readonly key: string;
  /** The consonants of the key: what is left where vowels are guessed, as from Arabic or Hebrew. */
  readonly skeleton: string;
}

const replacements = rules.replacements.map(([from = '', to = '']) => [new RegExp(from, 'g'), to] as const);
const known = new Map<string, LatinPart>();
const mostKnown = 50_000;

/** Reads one lower-case part. */
export function latinPart(text: string): LatinPart {
  const found = known.get(text);
  if (found) return found;
  if (known.size >= mostKnown) known.clear();
  const key = keyOf(text);
  const part = { text, key, skeleton: key.replace(/[aeiou]/g, '').replace(/(.)\1+/g, '$1') };
  known.set(text, part);
  return part;
}

/** How alike two parts are, 0 to 1: above 0.9 two spellings of one name, from 0.7 a typing slip or a cut, below nothing. */
export function likeness(a: LatinPart, b: LatinPart): number {
  if (a.text === b.text) return 1;
  if (a.key === b.key && a.key !== '') return 0.97;
  const byKey = slips(a.key, b.key);
  const longest = Math.max(a.key.length, b.key.length);
  if (a.skeleton === b.skeleton && a.skeleton.length > 1 && byKey <= (longest > 5 ? 2 : 1)) return 0.92;
  if (hasBareConsonants(a, b)) return 0.9;
  const byText = slips(a.text, b.text);
  return slippedLikeness(a.text, b.text, Math.min(byKey, byText));
}

/** Two parts that so many typing slips lie between, or one of them cut short. */
function slippedLikeness(a: string, b: string, least: number): number {
  const first = a.startsWith(b.charAt(0)) ? 0 : 0.06;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (least === 1 && long.length > 3) return 0.86 - first;
  if (least === 1 && short.length === 3 && long.length === 3 && sorted(short) === sorted(long)) return 0.8;
  if (least === 2 && long.length > 6) return 0.8 - first;
  return short.length > 2 && long.length > 4 && long.startsWith(short) ? 0.8 : 0;
}

function slips(a: string, b: string): number {
  return a.length <= b.length ? editDistance(a, b, 3) : editDistance(b, a, 3);
}

function sorted(text: string): string {
  return [...text].sort().join('');
}

/** One side is written without vowels, as letters that leave them out are. */
function hasBareConsonants(a: LatinPart, b: LatinPart): boolean {
  if (a.skeleton !== b.skeleton || a.skeleton.length < 3) return false;
  const bare = (part: LatinPart) => part.key.length - part.skeleton.length <= 1;
  return bare(a) || bare(b);
}

function keyOf(text: string): string {
  let key = text;
  for (const [from, to] of replacements) key = key.replace(from, to);
  return key;
}

/** Wrong, missing, extra and changed-over letters between two texts, counted up to `limit`. */
export function editDistance(short: string, long: string, limit: number): number {
  const [width, beyond] = [short.length + 1, limit + 1];
  if (long.length - short.length > limit) return beyond;
  let [before, last, current] = [
    new Array<number>(width),
    Array.from({ length: width }, (_, place) => place),
    new Array<number>(width),
  ];
  for (let row = 1; row <= long.length; row += 1) {
    current[0] = row;
    let least = row;
    for (let column = 1; column < width; column += 1) {
      const isSame = long.charCodeAt(row - 1) === short.charCodeAt(column - 1);
      let cost = Math.min(
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
      );
      const isTurned =
        row > 1 &&
        column > 1 &&
        long.charCodeAt(row - 1) === short.charCodeAt(column - 2) &&
        long.charCodeAt(row - 2) === short.charCodeAt(column - 1);
      if (isTurned) cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
      current[column] = cost;
      if (cost < least) least = cost;
    }
    if (least > limit) return beyond;
    [before, last, current] = [last, current, before];
  }
  return Math.min(last[width - 1] ?? beyond, beyond);
}
