import data from './person-columns.json' with { type: 'json' };
import type { ColumnDefinition } from './table.js';

/** The columns that describe a person wherever people come in a table: registry import, inquiry batch, offline screening. */
export const personColumns: readonly ColumnDefinition[] = data;
