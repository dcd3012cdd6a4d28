import type { TableLimits } from '../limits.js';
import { TableRefusal } from '../problem.js';
import { hasLostDigits, roundedText } from '../rounded-number.js';
import type { CellProblem, CellProblemCode } from '../table.js';

export interface JsonLine {
  readonly rowNumber: number;
  readonly value: ReadonlyMap<string, unknown>;
}

/** One object per line; blank lines are passed over but counted. */
export async function* jsonLines(text: AsyncIterable<string>, limits: TableLimits): AsyncGenerator<JsonLine> {
  const longest = limits.columns * limits.cellLength;
  let rowNumber = 0;
  let rest = '';
  for await (const piece of text) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      rowNumber += 1;
      if (line.trim() !== '') yield { rowNumber, value: parseLine(line, rowNumber) };
    }
    if (rest.length > longest) throw new TableRefusal('table-record-too-long', { rowNumber: rowNumber + 1 });
  }
  rowNumber += 1;
  if (rest.trim() !== '') yield { rowNumber, value: parseLine(rest, rowNumber, 'table-truncated') };
}

function parseLine(
  line: string,
  rowNumber: number,
  code: 'table-line-not-json' | 'table-truncated' = 'table-line-not-json',
): ReadonlyMap<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new TableRefusal(code, { rowNumber });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TableRefusal('table-line-not-json', { rowNumber });
  }
  return new Map(Object.entries(value));
}

/** The object's values under the header; a list of texts is joined by `;`, as former names are written in one cell. */
export function jsonCells(
  value: ReadonlyMap<string, unknown>,
  headers: readonly string[],
): { readonly cells: readonly string[]; readonly problems: readonly CellProblem[] } {
  const problems: CellProblem[] = [];
  const extra = [...value.keys()].filter((key) => !headers.includes(key));
  const cells = [...headers, ...extra].map((header, column) => {
    const { text, code } = jsonText(value.get(header));
    if (code !== undefined) problems.push({ column, code });
    return text;
  });
  return { cells, problems };
}

function jsonText(value: unknown): { readonly text: string; readonly code?: CellProblemCode } {
  if (value === undefined || value === null) return { text: '' };
  if (typeof value === 'string') return { text: value };
  if (typeof value === 'boolean') return { text: String(value) };
  if (typeof value === 'number') {
    // JSON.parse has already rounded what does not fit a double, so nobody can say which digits were sent.
    return hasLostDigits(value) ? { text: roundedText(value), code: 'number-mangled' } : { text: String(value) };
  }
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return { text: value.join(';') };
  return { text: '', code: 'value-nested' };
}
