import { createRequire } from 'node:module';
import { openSync } from 'fontkit';

const resolvePackage = createRequire(import.meta.url).resolve;

/** One font file, and which characters it can draw. */
export type FontFace = { readonly path: string; readonly has: (codePoint: number) => boolean };

/** Fonts of documents by weight: the first face is the usual one, the others are asked for what it lacks. */
export type DocumentFonts = { readonly regular: readonly FontFace[]; readonly bold: readonly FontFace[] };

/** Text that one face draws. */
export type FontRun = { readonly text: string; readonly face: FontFace };

/**
 * Noto Sans in the forms of the mainland, then those whose further characters occur in names (Noto Sans JP has U+20BB7). All
 * under the SIL Open Font License 1.1. Only the first is installed with the product; others count once they are installed.
 */
const families = [
  { folder: '@expo-google-fonts/noto-sans-sc', name: 'NotoSansSC' },
  { folder: '@expo-google-fonts/noto-sans-jp', name: 'NotoSansJP' },
  { folder: '@expo-google-fonts/noto-sans-hk', name: 'NotoSansHK' },
] as const;

/** Paths of the TrueType files to draw documents with, per weight, the usual face first. */
export function documentFontPaths(): { readonly regular: readonly string[]; readonly bold: readonly string[] } {
  const installed = (weight: string) =>
    families.flatMap(({ folder, name }) => resolvedPath(`${folder}/${weight}/${name}_${weight}.ttf`) ?? []);
  return { regular: installed('400Regular'), bold: installed('700Bold') };
}

function resolvedPath(file: string): string | undefined {
  try {
    return resolvePackage(file);
  } catch {
    return undefined;
  }
}

/** Opens the fonts of documents. Costs some ten megabytes each, so it is done once and kept. */
export function openDocumentFonts(paths = documentFontPaths()): DocumentFonts {
  return { regular: paths.regular.map(openFace), bold: paths.bold.map(openFace) };
}

function openFace(path: string): FontFace {
  const font = openSync(path);
  return { path, has: (codePoint) => font.hasGlyphForCodePoint(codePoint) };
}

/** Characters of a text that no face can draw, each once. A document that would miss one must not leave unseen. */
export function charactersWithoutGlyph(text: string, faces: readonly FontFace[]): readonly string[] {
  const missing = [...new Set(text)].filter(
    (character) => !isLayout(character) && faceFor(character, faces) === undefined,
  );
  return missing;
}

/** Splits a text into the longest runs that one face draws; what none can draw stays with the usual face. */
export function fontRuns(text: string, faces: readonly FontFace[]): readonly FontRun[] {
  const usual = faces[0];
  if (usual === undefined) throw new Error('documents need at least one font');
  const runs: { text: string; face: FontFace }[] = [];
  for (const character of text) {
    const last = runs.at(-1);
    const face = isLayout(character) ? (last?.face ?? usual) : (faceFor(character, faces) ?? usual);
    if (last?.face === face) last.text += character;
    else runs.push({ text: character, face });
  }
  return runs;
}

function faceFor(character: string, faces: readonly FontFace[]): FontFace | undefined {
  const codePoint = character.codePointAt(0) ?? 0;
  return faces.find((face) => face.has(codePoint));
}

/** Line breaks and selectors of glyph variants: not drawn themselves, and never torn from what they follow. */
function isLayout(character: string): boolean {
  return /[\n\r\t\p{Variation_Selector}\p{Join_Control}]/u.test(character);
}
