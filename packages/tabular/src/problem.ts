import words from './problems.json' with { type: 'json' };

export type Language = 'en' | 'zh';

/** Every code this package can answer with: of tables, of cells, of columns, and notes. Stable: add, never rename. */
export type TableCode = keyof typeof words;

/** What fills the words of a problem. Never a cell's content: that may be personal data. */
export interface ProblemParameters {
  readonly limit?: number;
  readonly found?: number;
  /** As a person counts, from 1. */
  readonly rowNumber?: number;
  /** As a person reads it: the spreadsheet's letters, or the header. */
  readonly column?: string;
  /** A range of cells as a spreadsheet names it, such as `A5:A7`. */
  readonly range?: string;
  /** A sheet's name. */
  readonly sheet?: string;
  /** A header the person may have meant. */
  readonly suggestion?: string;
  readonly encoding?: string;
  readonly format?: string;
}

export interface TableProblem extends ProblemParameters {
  readonly code: TableCode;
}

/** Something the person may want to know although the table was read. */
export type TableNote = TableProblem;

/** Thrown inside the package and by the streaming readers, which have no result to put it in; `problem` says what and where. */
export class TableRefusal extends Error {
  readonly problem: TableProblem;

  constructor(code: TableCode, parameters: ProblemParameters = {}) {
    super(code);
    this.name = 'TableRefusal';
    this.problem = { code, ...parameters };
  }
}

/** One or two plain sentences: what is wrong, where, what to do next. Unfilled places read as `?`. */
export function describeTableProblem(problem: TableProblem, language: Language): string {
  const values = new Map<string, unknown>(Object.entries(problem));
  return words[problem.code][language].replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values.get(name);
    return typeof value === 'number' ? value.toLocaleString('en-US') : String(value ?? '?');
  });
}

/** The letters a spreadsheet shows above a column: 0 is A, 25 is Z, 26 is AA. */
export function columnLetters(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : columnLetters(Math.floor(column / 26) - 1) + letter;
}
