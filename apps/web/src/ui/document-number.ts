/** A number as it is meant: half-width, without spaces or separators, letters large. */
export function plainDocumentNumber(typed: string): string {
  return typed
    .normalize('NFKC')
    .replace(/[\s\u200b·.-]/g, '')
    .toUpperCase();
}
