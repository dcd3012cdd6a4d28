import { Converter } from 'opencc-js/t2cn';
import variants from './variant-characters.json' with { type: 'json' };

const converters = [Converter({ from: 't', to: 'cn' }), Converter({ from: 'hk', to: 'cn' })];
const variantOf = new Map(Object.entries(variants.characters));
const simplified = new Map<string, string>();

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
