import type { Words } from '@gatehouse/contract';
import type { RegistryLaw } from '../law.js';

type Terms = {
  readonly purpose: string;
  readonly postClass: string;
  readonly unitType: string;
  readonly legalBases: readonly string[];
};

/** What a question said of itself, in the words of the law pack. */
export function askedWords({ pack }: RegistryLaw, terms: Terms) {
  return {
    purpose: titleOf(pack.purposes, terms.purpose),
    postClass: titleOf(pack.postClasses, terms.postClass),
    unitType: titleOf(pack.unitTypes, terms.unitType),
    legalBases: terms.legalBases.map((basis) => titleOf(pack.legalBases, basis)),
  };
}

/** The title of an entry of the pack; an id that the pack of today does not know stands as it came. */
function titleOf(entries: readonly { readonly id: string; readonly title: Words }[], id: string): Words {
  return entries.find((entry) => entry.id === id)?.title ?? { en: id, zh: id };
}
