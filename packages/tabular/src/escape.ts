/**
 * What makes a spreadsheet program take a cell of delimited text for a formula (OWASP, "CSV Injection"), in both widths,
 * and the apostrophe itself, so that taking one off again is exact.
 */
const runsOrGuards = /^['=+\-@\t\r\n＝＋－＠]/;
/** Spreadsheet programs keep 15 digits of a number and round the rest away. */
const longNumber = /^\d{15,}[Xx]?$/;

/** The cell as it may stand in delimited text that a person opens in a spreadsheet program. */
export function escapeForSpreadsheet(cell: string): string {
  return runsOrGuards.test(cell) || longNumber.test(cell) ? `'${cell}` : cell;
}

/** Undoes {@link escapeForSpreadsheet}; a leading apostrophe that guards nothing stays. */
export function unescapeFromSpreadsheet(cell: string): string {
  if (!cell.startsWith("'")) return cell;
  const guarded = cell.slice(1);
  return runsOrGuards.test(guarded) || longNumber.test(guarded) ? guarded : cell;
}
