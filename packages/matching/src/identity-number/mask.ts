const visibleCharacters = 2;

/**
 * A document number as lists and messages may show it: the first two characters and one asterisk for each of the rest. Shorter
 * texts than three characters are hidden whole, so that a mask never shows everything.
 */
export function maskDocumentNumber(number: string): string {
  const characters = [...number];
  const shown = characters.length > visibleCharacters ? visibleCharacters : 0;
  return characters.slice(0, shown).join('') + '*'.repeat(characters.length - shown);
}
