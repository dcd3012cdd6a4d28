const invisible = /[\p{Cf}\p{Mn}\s]/gu;
const separators = /[-‐-―−_.,，。'’`"()[\]（）/\\]/gu;
const scientific = /^\d(?:\.\d+)?E\+?\d{1,2}$/;
const decimalZero = /^(\d+)\.0+$/;
const alreadyInForm = /^\d{6,30}X?$/;
const maskCharacters = /[*●•∙○?#]/gu;
const crossRun = /[X×]{3,}/gu;

/** What a raw cell says before its type is looked at. */
export interface NormalisedText {
  /** Upper-case letters, digits and `*`, without separators; scientific notation is left as written. */
  readonly text: string;
  /** The cell holds a number in scientific notation: a spreadsheet has thrown digits away. */
  readonly scientific: boolean;
  /** Some characters are hidden behind `*`. */
  readonly masked: boolean;
}

/**
 * Brings a document number as typed, pasted or exported into one form: full-width characters, zero-width and bidirectional
 * marks, spaces, hyphens, brackets, the lower-case or look-alike check character (x, ×, Cyrillic Х), masks of any shape.
 * Never throws; anything that is neither text nor a finite number becomes the empty text.
 */
export function normaliseDocumentText(raw: unknown): NormalisedText {
  if (typeof raw === 'string' && alreadyInForm.test(raw)) return { text: raw, scientific: false, masked: false };
  const given = typeof raw === 'number' && Number.isFinite(raw) ? String(raw) : typeof raw === 'string' ? raw : '';
  const compact = given.slice(0, 256).normalize('NFKC').replace(invisible, '').toUpperCase();
  if (scientific.test(compact)) return { text: compact, scientific: true, masked: false };
  const whole = compact.replace(decimalZero, '$1').replace(separators, '').replaceAll('Х', 'X');
  const starred = whole.replace(maskCharacters, '*').replace(crossRun, (run) => '*'.repeat(run.length));
  return { text: starred.replaceAll('×', 'X'), scientific: false, masked: starred.includes('*') };
}
