const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const checkCharacters = '10X98765432';
const zero = 48;

/**
 * The 18th character of a resident, Hong Kong/Macao/Taiwan residence or foreign permanent residence number, from the first
 * seventeen digits (GB 11643-1999; ISO 7064 MOD 11-2). `undefined` when those are not seventeen digits.
 */
export function expectedCheckCharacter(number: string): string | undefined {
  let sum = 0;
  for (let position = 0; position < weights.length; position += 1) {
    const digit = number.charCodeAt(position) - zero;
    if (!(digit >= 0 && digit <= 9)) return undefined;
    sum += digit * (weights[position] ?? 0);
  }
  return checkCharacters[sum % 11];
}

/** Whether an 18-character number carries the check character its first seventeen digits call for. */
export function hasValidCheckCharacter(number: string): boolean {
  return number.length === 18 && expectedCheckCharacter(number) === number[17];
}
