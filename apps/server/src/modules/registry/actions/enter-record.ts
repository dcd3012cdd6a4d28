import { type RecordEntry, wordsOfState } from '@gatehouse/contract';
import { act, type ActContext } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { newId } from '../../../kernel/ids.js';
import type { Sealer } from '../../../kernel/sealing.js';
import { type Viewer, viewerName } from '../../../kernel/viewer.js';
import type { Registry } from '../registry.js';
import { admit } from '../rules/admission.js';
import { lagDays, monthOf } from '../rules/entry-lag.js';
import { attestationStore } from '../store/attestation-store.js';
import { type EntryLag, entryLagStore } from '../store/entry-lag-store.js';
import { personStore, type StoredPerson } from '../store/person-store.js';
import { proposalStore } from '../store/proposal-store.js';
import { type RecordRow, recordStore, sealDecision } from '../store/record-store.js';
import { type Source, sourceStore } from '../store/source-store.js';
import { contentTokens, referenceTokens } from '../store/tokens.js';
import { oneOwner, othersAsOne } from './one-person.js';

/** What became of an entry. `changed`: a correction of the record on file now waits for a second person. */
export type Entered = {
  readonly recordId: string;
  readonly personId: string;
  readonly outcome: 'new' | 'changed' | 'same';
  readonly personKnown: boolean;
};

/** Who enters, and with which import. */
export type EnteredBy = { readonly actor: string; readonly importId: string | null };

/** Enters one record by hand; it waits for a second person. */
export async function enterRecord(registry: Registry, viewer: Viewer, entry: RecordEntry): Promise<Entered> {
  return act(registry.kernel, viewer, 'registry.enter-record', async (context) => {
    const entered = await enter(registry, context, entry, { actor: viewerName(viewer), importId: null });
    await context.record({
      object: { kind: 'registry.record', id: entered.recordId },
      details: { outcome: entered.outcome, source: entry.provenance.sourceCode },
    });
    return entered;
  });
}

/**
 * Puts one entry where it belongs: a person whose document is on record gets a further record and never becomes a second
 * person; the same decision again changes nothing; another content under the same reference becomes a proposed correction.
 * @throws DomainError `registry-record-not-kept`, `-not-final`, `-out-of-scope`, `registry-number-wrong`,
 * `registry-source-unknown`, `registry-person-ambiguous`, `registry-not-in-this-state`, `registry-proposal-waiting`
 */
export async function enter(
  registry: Registry,
  context: ActContext,
  entry: RecordEntry,
  by: EnteredBy,
): Promise<Entered> {
  const { kernel } = registry;
  const admitted = admittedEntry(registry, entry, context.now);
  const source = await sourceStore(context).byCode(entry.provenance.sourceCode);
  if (source === undefined) refuse('registry-source-unknown');
  const persons = personStore(kernel.keys, context);
  // Two who enter the same new person at once come one after the other, so that the second finds the first's.
  await attestationStore(context).lockEntering();
  const ownerOf = await persons.ownersOf(admitted.person.documents);
  const [known] = await oneOwner(context, admitted.person.documents.map(ownerOf));
  if (known === undefined) {
    const [entered] = await enterNewcomers(registry, context, source, [admitted], by);
    return entered ?? refuse('not-found');
  }
  const person = await persons.byId(known);
  if (person === undefined) refuse('not-found');
  const place = { entry: admitted, source, personId: known, sealer: person.sealer };
  const tokens = referenceTokens(kernel.keys, source.id, entry.provenance.sourceReference, known);
  const onFile = await recordStore(context).byReference(tokens);
  if (onFile === undefined) return insertRecord(registry, context, place, by);
  return enterAgain(registry, context, place, onFile, by);
}

/** An entry with its numbers as they are stored. @throws DomainError what the law or a wrong number keeps out */
export function admittedEntry({ law, numbers }: Registry, entry: RecordEntry, now: Date): RecordEntry {
  const admission = admit(entry, law, numbers, now);
  if (admission.outcome === 'refused') refuse(admission.code);
  if (admission.outcome === 'held') refuse('registry-number-wrong', {}, admission.problems);
  return { ...entry, person: admission.person };
}

/** Enters the first records of persons none of whom is on record: one statement per table, however many they are. */
export async function enterNewcomers(
  registry: Registry,
  context: ActContext,
  source: Source,
  entries: readonly RecordEntry[],
  by: EnteredBy,
): Promise<Entered[]> {
  if (entries.length === 0) return [];
  const persons = await personStore(registry.kernel.keys, context).insert(entries.map(({ person }) => person));
  const made = persons.flatMap((person, index) => {
    const entry = entries[index];
    return entry === undefined
      ? []
      : [
          {
            person,
            ...newRecord(registry, context, { entry, source, personId: person.id, sealer: person.sealer }, by),
          },
        ];
  });
  const records = recordStore(context);
  await records.insert(made.map(({ record }) => record));
  await entryLagStore(context).count(made.map(({ lag }) => lag));
  await records.append(made.map(({ person, action }) => ({ sealer: person.sealer, action })));
  await attestationStore(context).attest(
    made.flatMap(({ person, record }) => person.factIds.map((factId) => ({ recordId: record.id, factId }))),
  );
  return made.map(({ person, record }) => ({
    recordId: record.id,
    personId: person.id,
    outcome: 'new',
    personKnown: false,
  }));
}

/** What a decision is that is on file already: the same, changed, to be entered anew, or still waiting for its first check. */
export function again(onFile: RecordRow, tokens: readonly Buffer[]): Entered['outcome'] | 'waiting' {
  // A sealed record is answered like one that has not changed: nothing about it is told or touched.
  if (onFile.state === 'sealed') return 'same';
  const same = tokens.some((token) => token.equals(onFile.contentToken));
  if (onFile.state === 'rejected' || (onFile.state === 'withdrawn' && !same)) return 'new';
  if (same) return 'same';
  return onFile.state === 'waiting' ? 'waiting' : 'changed';
}

type Place = {
  readonly entry: RecordEntry;
  readonly source: Source;
  readonly personId: string;
  readonly sealer: Sealer;
};

async function insertRecord(registry: Registry, context: ActContext, place: Place, by: EnteredBy): Promise<Entered> {
  const { record, action, lag } = newRecord(registry, context, place, by);
  const records = recordStore(context);
  await records.insert([record]);
  await entryLagStore(context).count([lag]);
  await records.append([{ sealer: place.sealer, action }]);
  await attestPerson(registry, context, place, record.id);
  return { recordId: record.id, personId: place.personId, outcome: 'new', personKnown: true };
}

/** A record, its first action and how late it comes, as they are stored. */
function newRecord(registry: Registry, context: ActContext, place: Place, by: EnteredBy) {
  const { keys } = registry.kernel;
  const { entry, source, personId, sealer } = place;
  const { sourceReference, documentHash } = entry.provenance;
  const id = newId();
  const [referenceToken] = referenceTokens(keys, source.id, sourceReference, personId);
  const [contentToken] = contentTokens(keys, entry.decision, documentHash);
  if (referenceToken === undefined || contentToken === undefined) refuse('keys-missing', { place: 'tokens' });
  const record = {
    id,
    personId,
    sourceId: source.id,
    referenceToken,
    contentToken,
    referenceSealed: sealer.seal('record.reference', id, sourceReference),
    documentHash: documentHash === null ? null : Buffer.from(documentHash, 'hex'),
    decisionSealed: sealDecision(sealer, id, entry.decision),
    importId: by.importId,
    enteredBy: by.actor,
    enteredAt: context.now,
  };
  const action = {
    recordId: id,
    version: 1,
    verb: 'entered' as const,
    validFrom: entry.decision.effectiveDate ?? entry.decision.decisionDate,
    at: context.now,
    decision: entry.decision,
    reason: null,
    proposedBy: null,
    actor: by.actor,
  };
  const lag: EntryLag = {
    ...{ sourceId: source.id, decidingBody: entry.decision.decidingBody },
    decidingBodyName: entry.decision.decidingBodyName,
    enteredMonth: monthOf(context.now),
    days: lagDays(action.validFrom, context.now),
  };
  return { record, action, lag };
}

/**
 * Says which names and documents this record states, adding those that are not yet known of the person. A document that somebody
 * holds who is one with the person stays theirs.
 */
async function attestPerson(registry: Registry, context: ActContext, place: Place, recordId: string): Promise<void> {
  const persons = personStore(registry.kernel.keys, context);
  const { names, documents } = place.entry.person;
  const before = await persons.byId(place.personId);
  const others = await othersAsOne(registry, context, place.personId);
  const isIn = (given: { type: string; number: string }) => (person: StoredPerson) =>
    person.documents.some((one) => one.type === given.type && one.number === given.number);
  const newNames = names.filter(
    ({ name, kind }) => !before?.names.some((one) => one.name === name && one.kind === kind),
  );
  const newDocuments = documents.filter((given) => ![...(before ? [before] : []), ...others].some(isIn(given)));
  await persons.addNames(place.sealer, place.personId, newNames);
  await persons.addDocuments(place.sealer, place.personId, newDocuments);
  const after = newNames.length + newDocuments.length === 0 ? before : await persons.byId(place.personId);
  const stated = [
    ...(after?.names ?? []).filter((one) => names.some(({ name, kind }) => name === one.name && kind === one.kind)),
    ...[...(after ? [after] : []), ...others]
      .flatMap((person) => person.documents)
      .filter((one) => documents.some((given) => given.type === one.type && given.number === one.number)),
  ];
  await attestationStore(context).attest(stated.map(({ id }) => ({ recordId, factId: id })));
}

async function enterAgain(
  registry: Registry,
  context: ActContext,
  place: Place,
  onFile: RecordRow,
  by: EnteredBy,
): Promise<Entered> {
  const { decision, provenance } = place.entry;
  const tokens = contentTokens(registry.kernel.keys, decision, provenance.documentHash);
  const result = { recordId: onFile.id, personId: place.personId, personKnown: true };
  const verdict = again(onFile, tokens);
  if (verdict === 'new') return insertRecord(registry, context, place, by);
  if (verdict === 'same') return { ...result, outcome: 'same' };
  if (verdict === 'waiting') refuse('registry-not-in-this-state', { state: wordsOfState('record', onFile.state) });
  const proposals = proposalStore(context);
  if ((await proposals.waitingFor(onFile.id)) !== undefined) refuse('registry-proposal-waiting');
  await proposals.insert(place.sealer, {
    id: newId(),
    recordId: onFile.id,
    recordVersion: onFile.version,
    verb: 'correct',
    validFrom: decision.effectiveDate ?? decision.decisionDate,
    reason: 'The source sent this decision again with another content. 来源再次报送且内容有变。',
    decision,
    contentToken: tokens[0] ?? null,
    proposedBy: by.actor,
    proposedAt: context.now,
  });
  return { ...result, outcome: 'changed' };
}
