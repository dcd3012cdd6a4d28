import { civilDateAt } from '@gatehouse/law';
import { foldName } from '@gatehouse/matching';
import type { Platform } from '../doors.js';
import { checkEnteredDocument, problemAt } from '../rules/draft-check.js';
import { chainsOf, documentTokens, nameTokens } from '../store/person-sealing.js';

/** A person as a document shows them: to an officer at a desk, or to a provider of electronic identities. */
export type Shown = {
  readonly name: string;
  readonly document: { readonly type: string; readonly number: string };
};

/**
 * What is kept of whom a document shows, for their own page: keyed tokens of the exact document and of the name on it, by which their
 * inquiries, their chain in the journal and looks at them are found; and by which an entry names them. Looks up nothing about anybody.
 */
export function shownPerson({ kernel, doors }: Platform, { name, document }: Shown, now: Date) {
  const { document: checked, problems } = checkEnteredDocument(document, doors, civilDateAt(now));
  if (foldName(name) === '') problems.push(problemAt('name', 'name-illegible'));
  if (checked === undefined || problems.length > 0) return { person: undefined, problems };
  const { stored, subjects, subjectsSearched } = documentTokens(kernel.keys, [checked]);
  const person = {
    documentTokens: stored,
    subjects: subjectsSearched,
    nameToken: Buffer.from(kernel.keys.token(nameTokens, foldName(name))),
    chainTokens: chainsOf(kernel.keys, { name, formerNames: [], documents: [checked] })
      .flat()
      .map((chain) => Buffer.from(chain, 'hex')),
    subjectsShown: subjects,
  };
  return { person, problems };
}
