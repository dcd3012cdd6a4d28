import type { TableProblem } from './problem.js';
import type { ColumnDefinition } from './table.js';

export interface MatchedColumn {
  readonly key: string;
  /** Zero-based place in `headers` and in each row's `cells`. */
  readonly index: number;
  readonly header: string;
}

export interface ColumnMatch {
  /** True when no required column is missing and none is there twice. */
  readonly ok: boolean;
  readonly columns: readonly MatchedColumn[];
  /** `column-missing`, `column-duplicate`, `column-look-alike`, `column-unknown`, in the order a person mends them. */
  readonly problems: readonly TableProblem[];
}
