import { type AliasEntry, wordsOfState } from '@gatehouse/contract';
import type { ActContext } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { newId } from '../../../kernel/ids.js';
import type { Registry } from '../registry.js';
import { checkAlias, documentsOf } from '../rules/alias.js';
import { type AliasRow, aliasStore } from '../store/alias-store.js';
import { attestationStore } from '../store/attestation-store.js';
import { personStore, type StoredPerson } from '../store/person-store.js';
import { recordStore } from '../store/record-store.js';
import type { Source } from '../store/source-store.js';
import { aliasContentTokens, referenceTokens } from '../store/tokens.js';
import type { EnteredBy } from './enter-record.js';
import { oneOwner } from './one-person.js';
import { asOfNow, showRecords } from './show-records.js';

/** `unmatched`: about nobody of whom anything may be shown, and so not kept. `changed`: it corrects one that is in force. */
export type AliasOutcome = 'new' | 'changed' | 'same' | 'unmatched';

/**
 * Keeps one change of the civil register beside the person it is about; it waits for a second person and changes nothing yet.
 * @throws DomainError `registry-number-wrong`, `registry-person-ambiguous`, `registry-not-in-this-state`, `registry-proposal-waiting`
 */
export async function enterAlias(
  registry: Registry,
  context: ActContext,
  source: Source,
  given: AliasEntry,
  by: EnteredBy,
): Promise<{ readonly outcome: AliasOutcome; readonly aliasId: string | null }> {
  await attestationStore(context).lockEntering();
  const change = checkedChange(registry, given, context.now);
  const place = await placeOf(registry, context, source, change);
  if (place.outcome === 'unmatched') return { outcome: 'unmatched', aliasId: null };
  if (place.outcome === 'same') return { outcome: 'same', aliasId: place.onFile.id };
  const replaces = place.outcome === 'changed' ? place.onFile.id : null;
  const aliasId = await insertAlias(registry, context, { source, person: place.person, change, replaces }, by, null);
  return { outcome: place.outcome, aliasId };
}

/** What `enterAlias` would do, without doing it. @throws DomainError what it would refuse */
export async function foreseeAlias(
  registry: Registry,
  context: ActContext,
  source: Source,
  change: AliasEntry,
): Promise<AliasOutcome> {
  return (await placeOf(registry, context, source, change)).outcome;
}

/** A change with its numbers as they are stored. @throws DomainError `registry-number-wrong` */
export function checkedChange({ numbers }: Registry, given: AliasEntry, now: Date): AliasEntry {
  const checked = checkAlias(given, numbers, now);
  return checked.ok ? checked.change : refuse('registry-number-wrong', {}, checked.problems);
}

type Place =
  | { readonly outcome: 'unmatched' }
  | { readonly outcome: 'new'; readonly person: StoredPerson }
  | { readonly outcome: 'same' | 'changed'; readonly person: StoredPerson; readonly onFile: AliasRow };

async function placeOf(registry: Registry, context: ActContext, source: Source, change: AliasEntry): Promise<Place> {
  const { keys } = registry.kernel;
  const persons = personStore(keys, context);
  const ownerOf = await persons.ownersOf(documentsOf(change));
  const owners = documentsOf(change).map(ownerOf);
  const known = owners.find((owner) => owner !== undefined);
  const person = known === undefined ? undefined : await persons.byId(known);
  // Somebody whose records are all sealed is not on record for anybody who asks, the civil register included.
  if (person === undefined || !(await mayBeShown(registry, context, person.id))) return { outcome: 'unmatched' };
  await oneOwner(context, owners);
  const aliases = aliasStore(context);
  const onFile = await aliases.byReference(referenceTokens(keys, source.id, change.reference, person.id));
  if (onFile === undefined) return { outcome: 'new', person };
  if (aliasContentTokens(keys, change).some((token) => token.equals(onFile.contentToken)))
    return { outcome: 'same', person, onFile };
  if (onFile.state !== 'effective')
    refuse('registry-not-in-this-state', { state: wordsOfState('alias', onFile.state) });
  return { outcome: 'changed', person, onFile };
}

async function mayBeShown(registry: Registry, context: ActContext, personId: string): Promise<boolean> {
  const rows = await recordStore(context).ofPerson(personId);
  const inView = rows.filter(({ state }) => state === 'waiting' || state === 'effective');
  return (await showRecords(registry, context, inView, asOfNow(context.now))).length > 0;
}

/** Writes a change and its first action. */
export async function insertAlias(
  { kernel: { keys } }: Registry,
  context: ActContext,
  alias: {
    readonly source: Pick<Source, 'id'>;
    readonly person: StoredPerson;
    readonly change: AliasEntry;
    readonly replaces: string | null;
  },
  by: EnteredBy,
  reason: string | null,
): Promise<string> {
  const { source, person, change, replaces } = alias;
  const id = newId();
  const [referenceToken] = referenceTokens(keys, source.id, change.reference, person.id);
  const [contentToken] = aliasContentTokens(keys, change);
  if (referenceToken === undefined || contentToken === undefined) refuse('keys-missing', { place: 'tokens' });
  const aliases = aliasStore(context);
  await aliases.insert(person.sealer, {
    id,
    personId: person.id,
    sourceId: source.id,
    referenceToken,
    contentToken,
    change,
    replaces,
    importId: by.importId,
    proposedBy: by.actor,
    enteredAt: context.now,
  });
  await aliases.append(person.sealer, id, { version: 1, verb: 'entered', reason, proposedBy: null, actor: by.actor });
  return id;
}
