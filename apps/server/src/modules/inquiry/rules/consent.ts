import { foldName } from '@gatehouse/matching';
import { type DocumentType, parseDocumentNumber } from '@gatehouse/matching/identity-number';

/** How a link and its codes are kept from being guessed. None of these is law. */
export const consentRules = {
  codeLength: 6,
  printedCodeLength: 8,
  codeMinutes: 10,
  secondsBetweenCodes: 60,
  codesPerLink: 10,
  unlockedMinutes: 30,
  freeFailures: 3,
  longestWaitSeconds: 900,
};

/** Seconds until the next try after so many wrong ones: none for the first three, then doubling up to a quarter hour. */
export function waitAfterWrongCode(failures: number): number {
  if (failures < consentRules.freeFailures) return 0;
  return Math.min(15 * 2 ** (failures - consentRules.freeFailures), consentRules.longestWaitSeconds);
}

/** A phone (mainland mobile number or with country code) or e-mail in one form; undefined when it is neither. */
export function normalisedContact(channel: 'sms' | 'email', entered: string): string | undefined {
  const text = entered.normalize('NFKC').trim();
  if (channel === 'email') {
    const address = text.toLowerCase();
    return /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(address) ? address : undefined;
  }
  const digits = text.replace(/[\s()-]/g, '').replace(/^(?:\+|00)86/, '');
  if (/^1\d{10}$/.test(digits)) return digits;
  return /^\+[1-9]\d{6,14}$/.test(digits) ? digits : undefined;
}

/** The person as the draft has it. */
export type DraftedPerson = {
  readonly name: string;
  readonly formerNames: readonly string[];
  readonly documents: readonly { readonly type: string; readonly number: string }[];
};

/** Whether what the person typed is the person of the draft: a name they bear or bore, and one of the documents. */
export function isSamePerson(drafted: DraftedPerson, name: string, documentNumber: string): boolean {
  const names = [drafted.name, ...drafted.formerNames].map(foldName);
  const sameDocument = drafted.documents.some(
    ({ type, number }) => parseDocumentNumber(type as DocumentType, documentNumber).number === number,
  );
  // Both are always looked at, so that the time taken does not tell which one differed.
  const sameName = names.includes(foldName(name));
  return sameName && sameDocument;
}
