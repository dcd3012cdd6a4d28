import { describeProblem, type DocumentType, parseDocumentNumber } from '@gatehouse/matching/identity-number';
import type { DocumentNumberVerdict } from './document-number-field.js';

/** Documents whose numbers carry a check character in their eighteenth place. */
const checkedTypes: ReadonlySet<DocumentType> = new Set(['resident_id', 'hmt_residence', 'foreign_pr']);

/**
 * What is known of a number while it is typed. A number still too short is incomplete and no mistake, unless it holds a
 * character that cannot be in it.
 */
export function checkDocumentNumber(type: DocumentType, value: string): DocumentNumberVerdict {
  if (value === '') return { state: 'incomplete' };
  const { status, problems } = parseDocumentNumber(type, value);
  const error = problems.find(({ severity }) => severity === 'error');
  // An older permanent resident card begins with letters: what looks wrong there is only half typed.
  const isWrongAlready = type !== 'foreign_pr' && error?.code === 'wrong_character';
  const isTyping = checkedTypes.has(type) && value.length < 18 && !isWrongAlready && (error || type !== 'foreign_pr');
  if (isTyping) return { state: 'incomplete' };
  if (!error) return { state: status === 'valid' ? 'fits' : 'incomplete' };
  return { state: 'unfit', words: { en: describeProblem(error, 'en'), zh: describeProblem(error, 'zh') } };
}
