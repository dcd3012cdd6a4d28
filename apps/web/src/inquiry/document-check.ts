import type { documentKinds } from '@gatehouse/contract';
import { describeProblem, parseDocumentNumber } from '@gatehouse/matching/identity-number';
import type { DocumentNumberVerdict } from '../ui/document-number-field.js';

export type DocumentKind = (typeof documentKinds)[number];

/** Documents whose number has up to 18 places and a check character: until all are typed, only a wrong character is wrong. */
const numbersOf18: ReadonlySet<DocumentKind> = new Set(['resident_id', 'hmt_residence', 'foreign_pr']);

/**
 * What is known of a document number while it is typed. `today` (ISO date) is the day after which nobody can be born.
 * Warnings and notes are the server's to say; only what cannot be right is said here.
 */
export function checkDocument(kind: DocumentKind, typed: string, today: string): DocumentNumberVerdict {
  const { status, problems } = parseDocumentNumber(kind, typed, { today });
  if (status === 'missing') return { state: 'incomplete' };
  const error = problems.find(({ severity }) => severity === 'error');
  // An older permanent resident card begins with letters: what looks wrong there is only half typed.
  const isWrongAlready = kind !== 'foreign_pr' && error?.code === 'wrong_character';
  const isTyping = numbersOf18.has(kind) && typed.length < 18 && !isWrongAlready;
  if (isTyping && (error || kind === 'resident_id')) return { state: 'incomplete' };
  if (error) {
    return { state: 'unfit', words: { en: describeProblem(error, 'en'), zh: describeProblem(error, 'zh-CN') } };
  }
  return { state: problems.some(({ code }) => code === 'unusual_form') ? 'incomplete' : 'fits' };
}
