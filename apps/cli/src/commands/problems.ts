import { type Io, say } from '../io.js';

/** One problem of a file, by row and column, in both languages. */
export function sayProblem(
  io: Io,
  row: number | undefined,
  column: string,
  message: { readonly en: string; readonly zh: string },
): void {
  const place = row === undefined ? { en: '', zh: '' } : { en: `row ${row}, `, zh: `第 ${row} 行，` };
  say(io, `${place.en}${column}: ${message.en}`, `${place.zh}${column}：${message.zh}`);
}

/** How far work is, on a terminal only and beside the results; without numbers the line ends. */
export function sayCount(io: Io, done?: number, all?: number): void {
  if (io.isTerminal) io.stderr.write(done === undefined ? '\r\n' : `\r${done} / ${all ?? 0}  `);
}
