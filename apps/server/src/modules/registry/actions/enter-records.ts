import { type RecordEntry, wordsOfState } from '@gatehouse/contract';
import type { ActContext } from '../../../kernel/act.js';
import { DomainError, refuse } from '../../../kernel/errors.js';
import type { Registry } from '../registry.js';
import { attestationStore } from '../store/attestation-store.js';
import { mergedPersonStore } from '../store/merged-person-store.js';
import { personStore } from '../store/person-store.js';
import { recordStore } from '../store/record-store.js';
import type { Source } from '../store/source-store.js';
import { contentTokens, referenceTokens } from '../store/tokens.js';
import { admittedEntry, again, enter, type Entered, type EnteredBy, enterNewcomers } from './enter-record.js';

/**
 * Enters many records of one source, with the outcome of each in their order, exactly as `enter` does one after the other.
 * Those about nobody on record, most of a first delivery, go together by one statement per table; whoever is known, or comes
 * twice in the same lot, goes singly after them.
 */
export async function enterAll(
  registry: Registry,
  context: ActContext,
  source: Source,
  entries: readonly RecordEntry[],
  by: EnteredBy,
): Promise<(Entered | DomainError)[]> {
  await attestationStore(context).lockEntering();
  const admitted = entries.map((entry) => refusedAsValue(() => admittedEntry(registry, entry, context.now)));
  const documents = admitted.flatMap((entry) => (entry instanceof DomainError ? [] : entry.person.documents));
  const ownerOf = await personStore(registry.kernel.keys, context).ownersOf(documents);
  const seen = new Set<string>();
  const newcomers: { readonly position: number; readonly entry: RecordEntry }[] = [];
  for (const [position, entry] of admitted.entries()) {
    if (entry instanceof DomainError) continue;
    const keys = entry.person.documents.map(({ type, number }) => `${type}\n${number}`);
    const known = entry.person.documents.some((one) => ownerOf(one) !== undefined) || keys.some((key) => seen.has(key));
    for (const key of keys) seen.add(key);
    if (!known) newcomers.push({ position, entry });
  }
  const results = new Map<number, Entered | DomainError>();
  const made = await enterNewcomers(
    registry,
    context,
    source,
    newcomers.map(({ entry }) => entry),
    by,
  );
  for (const [index, entered] of made.entries()) {
    const position = newcomers[index]?.position;
    if (position !== undefined) results.set(position, entered);
  }
  for (const [position, entry] of admitted.entries()) {
    if (results.has(position)) continue;
    results.set(position, entry instanceof DomainError ? entry : await enterSingly(registry, context, entry, by));
  }
  return entries.map((_, position) => results.get(position) ?? refuse('not-found'));
}

async function enterSingly(
  registry: Registry,
  context: ActContext,
  entry: RecordEntry,
  by: EnteredBy,
): Promise<Entered | DomainError> {
  try {
    return await enter(registry, context, entry, by);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

/** What `enter` would do with each of these admitted entries, without doing it; a refusal beyond admission as a value. */
export async function foreseeAll(
  { kernel: { keys } }: Registry,
  context: ActContext,
  source: Source,
  entries: readonly RecordEntry[],
): Promise<(Entered['outcome'] | DomainError)[]> {
  const ownerOf = await personStore(keys, context).ownersOf(entries.flatMap(({ person }) => person.documents));
  const together = await mergedPersonStore(context).together([
    ...new Set(entries.flatMap(({ person }) => person.documents.map(ownerOf).filter((owner) => owner !== undefined))),
  ]);
  const places = entries.map((entry) => {
    const owners = [...new Set(entry.person.documents.map(ownerOf).filter((owner) => owner !== undefined))];
    const [known] = owners;
    const asOne = known === undefined ? [] : (together.get(known) ?? []);
    const tokens = known === undefined ? [] : referenceTokens(keys, source.id, entry.provenance.sourceReference, known);
    return { entry, isAmbiguous: owners.some((owner) => !asOne.includes(owner)), tokens };
  });
  const onFile = await recordStore(context).byReferences(places.flatMap(({ tokens }) => tokens));
  return places.map(({ entry, isAmbiguous, tokens }) =>
    refusedAsValue(() => {
      if (isAmbiguous) refuse('registry-person-ambiguous');
      const wanted = new Set(tokens.map((token) => token.toString('hex')));
      const found = onFile.find(({ token }) => wanted.has(token))?.row;
      if (found === undefined) return 'new';
      const verdict = again(found, contentTokens(keys, entry.decision, entry.provenance.documentHash));
      return verdict === 'waiting'
        ? refuse('registry-not-in-this-state', { state: wordsOfState('record', found.state) })
        : verdict;
    }),
  );
}

function refusedAsValue<T>(work: () => T): T | DomainError {
  try {
    return work();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}
