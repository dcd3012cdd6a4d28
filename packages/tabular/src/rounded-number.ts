/** What a spreadsheet program leaves of a number with 15 digits or more: shown so, and saved so to CSV. */
const rounded = /^\s*\d(\.\d+)?E\+(1[4-9]|[2-9]\d)\s*$/i;

/** From here on a spreadsheet program, which keeps 15 digits, has lost some (Excel specifications and limits). */
const firstRounded = 1e15;

export function looksRounded(cell: string): boolean {
  return rounded.test(cell);
}

export function hasLostDigits(value: number): boolean {
  return Math.abs(value) >= firstRounded;
}

/** The number as a spreadsheet program shows it, `1.00101E+17`, which nobody can take for an identity number. */
export function roundedText(value: number): string {
  const [digits = '', exponent = ''] = value.toExponential(5).split('e');
  return `${digits.replace(/\.?0+$/, '')}E${exponent}`;
}
