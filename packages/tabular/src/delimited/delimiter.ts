/** In order of preference where nothing else decides: a tab is hardly ever part of a text. */
const delimiters = ['\t', ',', ';', '，'] as const;
export type Delimiter = (typeof delimiters)[number];

const linesLookedAt = 20;

/**
 * The separator of a text's first lines: the one that stands equally often, outside quotation marks, in most of them.
 * `expected` is answered where none does, as in a table of one column.
 */
export function detectDelimiter(sample: string, expected: Delimiter): Delimiter {
  const lines = unquotedLines(sample)
    .filter((line) => line.trim() !== '')
    .slice(0, linesLookedAt);
  const scored = delimiters.map((delimiter) => {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    const usual = mostCommonAboveZero(counts);
    const share = counts.filter((count) => count === usual && count > 0).length / Math.max(1, lines.length);
    return { delimiter, share, usual, inFirst: counts[0] ?? 0 };
  });
  const eligible = scored.filter(({ share, inFirst }) => share > 0 && (inFirst > 0 || share >= 0.5));
  eligible.sort((a, b) => b.share - a.share || b.inFirst - a.inFirst);
  return eligible[0]?.delimiter ?? expected;
}

function unquotedLines(sample: string): string[] {
  return sample.replace(/"[^"]*("|$)/g, '').split(/\r\n|\n|\r/);
}

function mostCommonAboveZero(counts: readonly number[]): number {
  const tally = new Map<number, number>();
  for (const count of counts) if (count > 0) tally.set(count, (tally.get(count) ?? 0) + 1);
  return [...tally].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0;
}
