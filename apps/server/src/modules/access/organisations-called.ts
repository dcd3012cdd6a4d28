import { type OrganisationKind, organisationKinds, type Words } from '@gatehouse/contract';
import type { Transaction } from '../../kernel/database/transaction.js';
import type { Viewer } from '../../kernel/viewer.js';
import { sightOfKind, toldApart } from './rules/told-apart.js';
import { organisationStore, type Reach } from './store/organisation-store.js';
import words from './words.json' with { type: 'json' };

/** What organisations are called by their ids, with a word for one that is not there. */
export type Called = (id: string) => Words;

/**
 * What the organisations of one answer are called: whichever shares its name with another of them, or with an open one that this viewer meets on
 * another page or in another list, is told apart in words (`rules/told-apart.ts`). `country`: also from all others, for what leaves the node and
 * for lists of all organisations. One statement, however many there are.
 */
export async function organisationsCalled(
  transaction: Transaction,
  ids: Iterable<string>,
  sight: 'own' | 'country' = 'own',
): Promise<Called> {
  const asked = [...new Set(ids)];
  const reach = sight === 'country' ? everywhere : reachOf(transaction.viewer);
  const found = asked.length === 0 ? [] : await organisationStore(transaction).called(asked, reach);
  const names = toldApart(
    found.filter(({ isAsked }) => isAsked),
    found.filter(({ isAsked }) => !isAsked),
  );
  return (id) => names.get(id) ?? words.closed;
}

/** Every code begins so. */
const everywhere: Reach = { within: '' };

/** Where a viewer meets organisations; undefined: in the answer alone, as at a unit, and for a person with what was asked about them. */
function reachOf(viewer: Viewer): Reach | undefined {
  if (viewer.kind === 'operator' || viewer.kind === 'system') return everywhere;
  if (viewer.kind !== 'account') return undefined;
  const beginnings = { country: '', division: viewer.divisionCode.replace(/(00){1,2}$/, '') };
  const kinds = organisationKinds.flatMap((kind): [OrganisationKind, string][] => {
    const sight = sightOfKind[kind];
    return sight === 'answer' ? [] : [[kind, beginnings[sight]]];
  });
  return { organisationId: viewer.organisationId, withinByKind: Object.fromEntries(kinds) };
}
