/** The little of fontkit that is used; the package brings no types of its own. */
declare module 'fontkit' {
  export type Font = { readonly hasGlyphForCodePoint: (codePoint: number) => boolean };
  export function openSync(path: string): Font;
}
