import type { TableProblem } from './problem.js';
import type { ColumnDefinition } from './table.js';

export interface MatchedColumn {
  readonly key: string;
  /** Zero-based place in `headers` and in each row's `cells`. */
  readonly index: number;
  readonly header: string;
}

export interface ColumnMatch {
  /** True when no required column is missing and none is there twice. Unknown columns alone do not make it false. */
  readonly ok: boolean;
  /** In the order of the headers; of a column that is there twice, the first. */
  readonly columns: readonly MatchedColumn[];
  /** `column-missing`, `column-duplicate`, `column-look-alike`, `column-unknown`, in this order. */
  readonly problems: readonly TableProblem[];
}

/**
 * Which header is which known column. Equal are headers that differ in width, case, spaces, asterisks and remarks in
 * brackets such as （必填）. A header that is only similar is never taken: it is reported with what it resembles.
 */
export function matchColumns(headers: readonly string[], definitions: readonly ColumnDefinition[]): ColumnMatch {
  const known = knownNames(definitions);
  const columns: MatchedColumn[] = [];
  const duplicates: TableProblem[] = [];
  const strangers: string[] = [];
  headers.forEach((written, index) => {
    const header = written.replaceAll('\ufeff', '').trim();
    if (header === '') return;
    const definition = known.get(foldHeader(header));
    if (definition === undefined) strangers.push(header);
    else if (columns.some(({ key }) => key === definition.key))
      duplicates.push({ code: 'column-duplicate', column: shownHeader(header) });
    else columns.push({ key: definition.key, index, header });
  });

  const absent = definitions.filter(({ key }) => !columns.some((column) => column.key === key));
  const missing = absent.filter(({ required }) => required === true);
  const others = strangers.map((header): TableProblem => {
    const meant = resembled(header, absent);
    return meant === undefined
      ? { code: 'column-unknown', column: shownHeader(header) }
      : { code: 'column-look-alike', column: shownHeader(header), suggestion: titleLike(header, meant) };
  });
  const problems: TableProblem[] = [
    ...missing.map(({ title }): TableProblem => ({ code: 'column-missing', column: `${title.zh} / ${title.en}` })),
    ...duplicates,
    ...others.filter(({ code }) => code === 'column-look-alike'),
    ...others.filter(({ code }) => code === 'column-unknown'),
  ];
  return { ok: missing.length === 0 && duplicates.length === 0, columns, problems };
}

/** How many of the known columns the headers name, look-alikes aside. */
export function countKnownColumns(headers: readonly string[], definitions: readonly ColumnDefinition[]): number {
  const known = knownNames(definitions);
  return new Set(headers.map((header) => known.get(foldHeader(header))?.key).filter((key) => key !== undefined)).size;
}

/** A table without a header has a person in its first row: what is repeated of it holds no number in full. */
function shownHeader(header: string): string {
  return header
    .slice(0, 40)
    .replace(/(\d{2})(\d{4,}[Xx]?)/g, (_, shown: string, rest: string) => shown + '*'.repeat(rest.length));
}

function namesOf({ key, title, synonyms }: ColumnDefinition): readonly string[] {
  return [key, title.en, title.zh, ...(synonyms ?? [])].map(foldHeader);
}

function knownNames(definitions: readonly ColumnDefinition[]): ReadonlyMap<string, ColumnDefinition> {
  return new Map(definitions.flatMap((definition) => namesOf(definition).map((name) => [name, definition] as const)));
}

/** Remarks that tell how to fill a column and are no part of its name. Any other bracket is: 证件号码(掩码) is another column. */
const remark = /[([【](必填|选填|非必填|可选|可不填|必须|required|optional|[ymd年月日/.-]+)[)\]】]$/;

function foldHeader(header: string): string {
  const folded = header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\u200b\ufeff_*＊]+/g, '');
  return folded.replace(remark, '').replace(/[:：]$/, '');
}

function titleLike(header: string, { title }: ColumnDefinition): string {
  return /\p{Script=Han}/u.test(header) ? title.zh : title.en;
}

/** The absent column whose name lies within a third of its letters of the header, or contains it, or is contained. */
function resembled(header: string, absent: readonly ColumnDefinition[]): ColumnDefinition | undefined {
  const written = foldHeader(header);
  const ranked = absent
    .map((definition) => ({
      definition,
      distance: Math.min(...namesOf(definition).map((name) => unlike(written, name))),
    }))
    .filter(({ distance }) => distance <= 1 / 3)
    .sort((a, b) => a.distance - b.distance);
  return ranked[0]?.definition;
}

/** 0 for equal, 1 for nothing in common; a name within the other counts as near. */
function unlike(a: string, b: string): number {
  if (a === '' || b === '' || a.length > 60) return 1;
  const shorter = a.length < b.length ? a : b;
  if (shorter.length >= 2 && (a.includes(b) || b.includes(a))) return 0.3;
  return editDistance([...a], [...b]) / Math.max(a.length, b.length);
}

/** Levenshtein's distance. */
function editDistance(a: readonly string[], b: readonly string[]): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  a.forEach((letter, row) => {
    const current = [row + 1];
    b.forEach((other, column) => {
      const replaced = (previous[column] ?? 0) + (letter === other ? 0 : 1);
      current.push(Math.min(replaced, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1));
    });
    previous = current;
  });
  return previous[b.length] ?? 0;
}
