import type { RecordEntry } from '@gatehouse/contract';
import { act, type ActContext } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { newId } from '../../../kernel/ids.js';
import type { Sealer } from '../../../kernel/sealing.js';
import { type Viewer, viewerName } from '../../../kernel/viewer.js';
import type { Registry } from '../registry.js';
import { admit } from '../rules/admission.js';
import { attestationStore } from '../store/attestation-store.js';
import { personStore } from '../store/person-store.js';
import { proposalStore } from '../store/proposal-store.js';
import { type RecordRow, recordStore, sealDecision } from '../store/record-store.js';
import { type Source, sourceStore } from '../store/source-store.js';
import { contentTokens, referenceTokens } from '../store/tokens.js';

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
  const { law, numbers, kernel } = registry;
  const admission = admit(entry, law, numbers, context.now);
  if (admission.outcome === 'refused') refuse(admission.code);
  if (admission.outcome === 'held') refuse('registry-number-wrong', {}, admission.problems);
  const admitted = { ...entry, person: admission.person };
  const source = await sourceStore(context).byCode(entry.provenance.sourceCode);
  if (source === undefined) refuse('registry-source-unknown');
  const persons = personStore(kernel.keys, context);
  // Two who enter the same new person at once come one after the other, so that the second finds the first's.
  await attestationStore(context).lockEntering();
  const [known, other] = await persons.idsByDocuments(admitted.person.documents);
  if (other !== undefined) refuse('registry-person-ambiguous');
  if (known === undefined) {
    const { id, sealer } = await persons.insert(admitted.person);
    return insertRecord(registry, context, { entry: admitted, source, personId: id, sealer, personKnown: false }, by);
  }
  const person = await persons.byId(known);
  if (person === undefined) refuse('not-found');
  const place = { entry: admitted, source, personId: known, sealer: person.sealer, personKnown: true };
  const tokens = referenceTokens(kernel.keys, source.id, entry.provenance.sourceReference, known);
  const onFile = await recordStore(context).byReference(tokens);
  if (onFile === undefined) return insertRecord(registry, context, place, by);
  return enterAgain(registry, context, place, onFile, by);
}

/**
 * What `enter` would do with an admitted entry, without doing it.
 * @throws DomainError what `enter` would refuse beyond admission
 */
export async function foresee(
  { kernel }: Registry,
  context: ActContext,
  source: Source,
  entry: RecordEntry,
): Promise<Entered['outcome']> {
  const [known, other] = await personStore(kernel.keys, context).idsByDocuments(entry.person.documents);
  if (other !== undefined) refuse('registry-person-ambiguous');
  if (known === undefined) return 'new';
  const tokens = referenceTokens(kernel.keys, source.id, entry.provenance.sourceReference, known);
  const onFile = await recordStore(context).byReference(tokens);
  if (onFile === undefined) return 'new';
  const verdict = again(onFile, contentTokens(kernel.keys, entry.decision, entry.provenance.documentHash));
  if (verdict === 'waiting') return refuse('registry-not-in-this-state', { state: onFile.state });
  return verdict;
}

/** What a decision is that is on file already: the same, changed, to be entered anew, or still waiting for its first check. */
function again(onFile: RecordRow, tokens: readonly Buffer[]): Entered['outcome'] | 'waiting' {
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
  readonly personKnown: boolean;
};

async function insertRecord(registry: Registry, context: ActContext, place: Place, by: EnteredBy): Promise<Entered> {
  const { keys } = registry.kernel;
  const { entry, source, personId, sealer } = place;
  const { sourceReference, documentHash } = entry.provenance;
  const id = newId();
  const [referenceToken] = referenceTokens(keys, source.id, sourceReference, personId);
  const [contentToken] = contentTokens(keys, entry.decision, documentHash);
  if (referenceToken === undefined || contentToken === undefined) refuse('keys-missing', { place: 'tokens' });
  const records = recordStore(context);
  await records.insert({
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
  });
  await records.append(sealer, {
    recordId: id,
    version: 1,
    verb: 'entered',
    validFrom: entry.decision.effectiveDate ?? entry.decision.decisionDate,
    at: context.now,
    decision: entry.decision,
    reason: null,
    proposedBy: null,
    actor: by.actor,
  });
  await attestPerson(registry, context, place, id);
  return { recordId: id, personId, outcome: 'new', personKnown: place.personKnown };
}

/** Says which names and documents this record states, adding those that are not yet known of the person. */
async function attestPerson(registry: Registry, context: ActContext, place: Place, recordId: string): Promise<void> {
  const persons = personStore(registry.kernel.keys, context);
  const { names, documents } = place.entry.person;
  const before = await persons.byId(place.personId);
  const newNames = names.filter(
    ({ name, kind }) => !before?.names.some((one) => one.name === name && one.kind === kind),
  );
  const newDocuments = documents.filter(
    ({ type, number }) => !before?.documents.some((one) => one.type === type && one.number === number),
  );
  await persons.addNames(place.sealer, place.personId, newNames);
  await persons.addDocuments(place.sealer, place.personId, newDocuments);
  const after = newNames.length + newDocuments.length === 0 ? before : await persons.byId(place.personId);
  const stated = [
    ...(after?.names ?? []).filter((one) => names.some(({ name, kind }) => name === one.name && kind === one.kind)),
    ...(after?.documents ?? []).filter((one) =>
      documents.some((given) => given.type === one.type && given.number === one.number),
    ),
  ];
  await attestationStore(context).attest(
    recordId,
    stated.map(({ id }) => id),
  );
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
  if (verdict === 'waiting') refuse('registry-not-in-this-state', { state: onFile.state });
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
