import type PDFKit from 'pdfkit';
import { type FontFace, fontRuns } from './fonts.js';

/** What is needed of a pdfkit document to write on it. */
export type WritingSurface = {
  readonly font: (path: string) => unknown;
  readonly text: (text: string, options: PDFKit.Mixins.TextOptions) => unknown;
  readonly moveDown: () => unknown;
};

/** Writes text at the document's present place, each run in a face that can draw it. Options are pdfkit's. */
export function writeText(
  document: WritingSurface,
  text: string,
  faces: readonly FontFace[],
  options: PDFKit.Mixins.TextOptions = {},
): void {
  // Line by line, because a line break at the end of a continued run is lost.
  for (const line of text.split(/\r?\n/)) {
    const runs = fontRuns(line, faces);
    if (runs.length === 0) document.moveDown();
    for (const [at, run] of runs.entries()) {
      document.font(run.face.path);
      document.text(run.text, { ...options, continued: at < runs.length - 1 });
    }
  }
}
