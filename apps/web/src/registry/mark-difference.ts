/** A part of a text: whether the other text lacks it, and where it begins. */
export type MarkedPart = { readonly text: string; readonly isDifferent: boolean; readonly at: number };

/**
 * Marks the characters of a text that the other does not have in the same order (longest common subsequence), so that the eye
 * goes to what differs. Meant for names and dates, a few dozen characters at most.
 */
export function markDifference(text: string, other: string): readonly MarkedPart[] {
  const mine = [...text];
  const theirs = [...other];
  const common = commonLengths(mine, theirs);
  const parts: { text: string; isDifferent: boolean; at: number }[] = [];
  const add = (character: string, isDifferent: boolean, at: number): void => {
    const last = parts.at(-1);
    if (last?.isDifferent === isDifferent) last.text += character;
    else parts.push({ text: character, isDifferent, at });
  };
  let j = 0;
  for (const [i, character] of mine.entries()) {
    while (j < theirs.length && theirs[j] !== character && lengthAt(common, i, j + 1) === lengthAt(common, i, j))
      j += 1;
    const isShared = theirs[j] === character;
    if (isShared) j += 1;
    add(character, !isShared, i);
  }
  return parts;
}

/** How much the rest of either text has in common, for every pair of places. */
function commonLengths(mine: readonly string[], theirs: readonly string[]): readonly (readonly number[])[] {
  const table = Array.from({ length: mine.length + 1 }, () => Array.from({ length: theirs.length + 1 }, () => 0));
  for (let i = mine.length - 1; i >= 0; i -= 1) {
    for (let j = theirs.length - 1; j >= 0; j -= 1) {
      const row = table[i];
      if (!row) continue;
      row[j] =
        mine[i] === theirs[j]
          ? lengthAt(table, i + 1, j + 1) + 1
          : Math.max(lengthAt(table, i + 1, j), lengthAt(table, i, j + 1));
    }
  }
  return table;
}

function lengthAt(table: readonly (readonly number[])[], i: number, j: number): number {
  return table[i]?.[j] ?? 0;
}
