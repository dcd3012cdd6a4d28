import { Converter } from 'opencc-js/t2cn';
import variants from './variant-characters.json' with { type: 'json' };

const converters = [Converter({ from: 't', to: 'cn' }), Converter({ from: 'hk', to: 'cn' })];
const variantOf = new Map(Object.entries(variants.characters));
const simplified = new Map<string, string>();
const [firstIdeograph, ideographs] = [0x4e00, 0x5200];
const simplifiedIdeographs = new Array<string | undefined>(ideographs).fill(undefined);

/**
 * The simplified, usual form of one character. Names are folded character by character: OpenCC's phrase rules would make the
 * form of a character depend on its neighbours, and two spellings of one name could then fold apart.
 */
export function simplifyCharacter(character: string): string {
  const known = simplified.get(character);
  if (known !== undefined) return known;
  let form = variantOf.get(character) ?? character;
  for (const convert of converters) form = convert(form);
  form = variantOf.get(form) ?? form;
  simplified.set(character, form);
  return form;
}

/**
 * The same of a unified ideograph (U+4E00 to U+9FFF) by its code. The text is one and the same for one character, so that whatever looks
 * it up next compares no letters.
 */
export function simplifyIdeograph(code: number): string {
  const place = code - firstIdeograph;
  return (simplifiedIdeographs[place] ??= simplifyCharacter(String.fromCharCode(code)));
}
