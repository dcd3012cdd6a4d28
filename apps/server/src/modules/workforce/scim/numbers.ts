import { guessDocumentType, parseDocumentNumber } from '@gatehouse/matching/identity-number';
import { refuse } from '../../../kernel/errors.js';

/** Which number of the HR system is sought. */
export type NumberSought = { readonly by: 'userName' | 'externalId'; readonly number: string };

const shape = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const phone = /^(?:86)?1[3-9]\d{9}$/;
const passport = /^(?:[A-Z]\d{8}|[A-Z]{2}\d{7})$/i;
const documentTypesByShape: ReadonlySet<string> = new Set(['resident_id', 'hmt_residence', 'foreign_pr', 'hm_permit']);

/**
 * Whether a text may be a number of the HR system: letters, digits, `.`, `_` and `-`, with a digit in it, and nothing that reads
 * like a document number, a telephone, a mail address or a name. It stands in addresses, and those stand in logs.
 */
export function isStaffNumber(text: string): boolean {
  if (!shape.test(text) || !/\d/.test(text)) return false;
  const bare = text.replace(/[._-]/g, '');
  if (phone.test(bare) || passport.test(bare)) return false;
  const type = guessDocumentType(bare);
  if (!documentTypesByShape.has(type)) return true;
  // Ids that machines make are longer than any document.
  return bare.length > 20 ? parseDocumentNumber(type, bare).status !== 'valid' : false;
}

/**
 * The filter of a list: one of the two numbers, `eq`, and a text in quotes.
 * @throws DomainError `scim-filter` for anything else, a name or a document number among it
 */
export function numberSought(filter: string | undefined): NumberSought | undefined {
  if (filter === undefined || filter.trim() === '') return undefined;
  const [, by, number = ''] = /^\s*(userName|externalId)\s+eq\s+"([^"\\]*)"\s*$/i.exec(filter) ?? [];
  if (by === undefined || !isStaffNumber(number)) return refuse('scim-filter');
  return { by: by.toLowerCase() === 'username' ? 'userName' : 'externalId', number };
}
