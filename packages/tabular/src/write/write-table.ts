import type { OutputRow, WriteTableOptions } from './output.js';
import { workbookPieces } from './workbook-pieces.js';
import { writeRows } from './write-rows.js';

/** Rows to the bytes of one file. A workbook's text cells are formatted as text, so that no number in them is rounded. */
export async function writeTable(rows: readonly OutputRow[], options: WriteTableOptions): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of writePieces(rows, options)) pieces.push(piece);
  return joined(pieces);
}

/** Rows to one file of any format, piece by piece: memory holds one piece, however many rows there are. */
export function writePieces(
  rows: AsyncIterable<OutputRow> | Iterable<OutputRow>,
  options: WriteTableOptions,
): AsyncGenerator<Uint8Array> {
  const { format } = options;
  return format === 'xlsx' ? workbookPieces(rows, options) : writeRows(rows, { ...options, format });
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
