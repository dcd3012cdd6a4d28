import { hasLostDigits, roundedText } from '../rounded-number.js';
import type { CellProblemCode } from '../table.js';

/** How a style shows a number, as far as it changes which digits or date a person sees. */
export type NumberShape =
  { readonly kind: 'plain' } | { readonly kind: 'date' } | { readonly kind: 'padded'; readonly width: number };

export interface CellText {
  readonly text: string;
  readonly code?: CellProblemCode;
}

const plain: NumberShape = { kind: 'plain' };
/** Built-in formats that are dates or times, the East Asian ones included (ECMA-376 part 1, 18.8.30). */
const dateFormats: readonly (readonly [number, number])[] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
];

/** The shape of a number format, by its built-in number or its code. */
export function numberShape(formatId: number, code: string | undefined): NumberShape {
  if (code === undefined) {
    return dateFormats.some(([first, last]) => formatId >= first && formatId <= last) ? { kind: 'date' } : plain;
  }
  const first = code.split(';', 1)[0] ?? '';
  const marks = first.replace(/"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  if (/^0{2,}$/.test(marks)) return { kind: 'padded', width: marks.length };
  return /[ymdhs年月日]/i.test(marks) && !/general/i.test(marks) ? { kind: 'date' } : plain;
}

/**
 * The digits a person sees for a stored number, or its date. A number that has lost digits is shown rounded.
 */
export function numberText(stored: string, shape: NumberShape, epoch1904: boolean): CellText {
  const value = Number(stored);
  if (stored.trim() === '' || !Number.isFinite(value)) return { text: stored };
  if (shape.kind === 'date') return dateText(value, epoch1904);
  if (hasLostDigits(value)) return { text: roundedText(value), code: 'number-mangled' };
  const text = Number.isInteger(value) ? String(value) : trimmedDecimal(value);
  return { text: shape.kind === 'padded' ? text.padStart(shape.width, '0') : text };
}

/** Fifteen digits, as shown; 0.1 + 0.2 is stored as 0.30000000000000004. */
function trimmedDecimal(value: number): string {
  return String(Number(value.toPrecision(15)));
}

const dayMilliseconds = 86_400_000;
/** Day 0 of a workbook whose day 60 is the 29 February 1900 that never was (ECMA-376 part 1, 18.17.4.1). */
const epoch1900 = Date.UTC(1899, 11, 30);
const daysTo1904 = 1462;
const lastDay = 2_958_465;

function dateText(stored: number, epoch1904: boolean): CellText {
  const serial = epoch1904 ? stored + daysTo1904 : stored;
  const impossible = serial < 0 || Math.floor(serial) > lastDay || Math.floor(serial) === 60;
  if (impossible) return { text: String(stored), code: 'date-impossible' };
  const beforeLeapDay = serial < 60 ? 1 : 0;
  const moment = new Date(epoch1900 + Math.round(((serial + beforeLeapDay) * dayMilliseconds) / 1000) * 1000);
  const [date = '', time = ''] = moment.toISOString().slice(0, 19).split('T');
  if (stored > 0 && stored < 1) return { text: time };
  return { text: time === '00:00:00' ? date : `${date}T${time}` };
}
