import { refuseField } from '../../../kernel/errors.js';

/**
 * A phone number in the one form in which two of them are compared: digits, without the country code of China. Undefined for
 * what is no phone number.
 */
export function normalisePhone(text: string): string | undefined {
  const digits = text.normalize('NFKC').replace(/\(0\)/g, '').replace(/\D/g, '');
  const national = digits.replace(/^(?:00)?86(?=\d{7,})/, '');
  return national.length >= 5 && national.length <= 15 ? national : undefined;
}

/** As above, refusing what is no phone number. */
export function requirePhone(text: string): string {
  return (
    normalisePhone(text) ?? refuseField('workPhone', { en: 'This is not a phone number.', zh: '这不是电话号码。' })
  );
}
