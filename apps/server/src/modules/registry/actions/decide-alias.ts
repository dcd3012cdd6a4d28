import { wordsOfState } from '@gatehouse/contract';
import { act, type ActContext } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { type Viewer, viewerName } from '../../../kernel/viewer.js';
import { requireSecondPerson } from '../policy.js';
import type { Registry } from '../registry.js';
import { type AliasState, decided, documentsOf, factsOf } from '../rules/alias.js';
import { type AliasRow, aliasStore, openChange } from '../store/alias-store.js';
import { attestationStore } from '../store/attestation-store.js';
import { personStore, type StoredPerson } from '../store/person-store.js';
import { announcePersons } from './change-record.js';
import { oneOwner, othersAsOne } from './one-person.js';

/** What the second person decides. */
export type AliasDecision = {
  readonly aliasId: string;
  readonly version: number;
  readonly decision: 'confirm' | 'refuse';
  readonly reason: string;
};

/** Where an alias stands after a step. */
export type AliasResult = { aliasId: string; state: AliasState; version: number };

/**
 * Confirms or refuses a change of name or number, or its withdrawal, brought in by somebody else. Confirmed, the person is
 * found under the new name and number as well; withdrawn, what nothing else states is taken off the person.
 * @throws DomainError `not-found`, `changed-meanwhile`, `registry-second-person-needed`, `registry-not-in-this-state`,
 * `registry-person-ambiguous`
 */
export async function decideAlias(registry: Registry, viewer: Viewer, given: AliasDecision): Promise<AliasResult> {
  return act(registry.kernel, viewer, 'registry.decide-alias', async (context) => {
    // A record about the new number may be entered at this moment: one of the two finds the other.
    await attestationStore(context).lockEntering();
    const aliases = aliasStore(context);
    const row = await aliases.lock(given.aliasId);
    const person = row && (await personStore(registry.kernel.keys, context).byId(row.personId));
    if (row === undefined || person === undefined) refuse('not-found');
    if (row.version !== given.version) refuse('changed-meanwhile');
    const { state } = row;
    if (state !== 'waiting' && state !== 'withdrawing')
      refuse('registry-not-in-this-state', { state: wordsOfState('alias', state) });
    const next = decided(state, given.decision);
    if (next.verb === 'verified') await stateFacts(registry, context, row, person);
    const result = await step(context, row, person, { ...next, reason: given.reason });
    if (next.verb === 'verified' && row.replaces !== null)
      await endCorrected(registry, context, row.replaces, person, row.proposedBy);
    if (next.verb === 'withdrawn') await detach(registry, context, row.id);
    if (next.state !== 'rejected') await announcePersons(context, [person.id], 'all');
    await context.record({
      object: { kind: 'registry.alias', id: row.id },
      details: { person: person.id, verb: next.verb },
    });
    return result;
  });
}

async function step(
  context: ActContext,
  row: AliasRow,
  person: StoredPerson,
  next: ReturnType<typeof decided> & { readonly reason: string },
): Promise<AliasResult> {
  const actor = viewerName(context.viewer);
  requireSecondPerson(row.proposedBy, actor);
  const { proposedBy } = row;
  const version = row.version + 1;
  const aliases = aliasStore(context);
  await aliases.append(person.sealer, row.id, { version, verb: next.verb, reason: next.reason, proposedBy, actor });
  await aliases.project(row.id, { state: next.state, version, proposedBy });
  return { aliasId: row.id, state: next.state, version };
}

/** Adds what is not yet known of the person, and says what this change states. Nothing that stands is written over. */
async function stateFacts(registry: Registry, context: ActContext, row: AliasRow, person: StoredPerson): Promise<void> {
  const persons = personStore(registry.kernel.keys, context);
  const change = openChange(person.sealer, row);
  await oneOwner(context, [person.id, ...(await persons.idsByDocuments(documentsOf(change)))]);
  const others = await othersAsOne(registry, context, person.id);
  const { names, documents } = factsOf(change);
  const knowsName = (name: string) => person.names.some((one) => one.name === name);
  const knowsDocument = (one: { type: string; number: string }) =>
    [person, ...others].some(({ documents: held }) =>
      held.some(({ type, number }) => type === one.type && number === one.number),
    );
  await persons.addNames(
    person.sealer,
    person.id,
    names.filter(({ name }) => !knowsName(name)),
  );
  await persons.addDocuments(
    person.sealer,
    person.id,
    documents.filter((document) => !knowsDocument(document)),
  );
  const after = await persons.byId(person.id);
  const stated = [
    ...(after?.names ?? []).filter((one) => names.some(({ name }) => name === one.name)),
    ...[...(after ? [after] : []), ...others]
      .flatMap((one) => one.documents)
      .filter((one) => documents.some(({ type, number }) => type === one.type && number === one.number)),
  ];
  await aliasStore(context).state(
    row.id,
    stated.map(({ id }) => id),
  );
}

/** The change that was corrected ends in the same act; its withdrawal needs no third person. */
async function endCorrected(
  registry: Registry,
  context: ActContext,
  aliasId: string,
  person: StoredPerson,
  proposedBy: string,
): Promise<void> {
  const corrected = await aliasStore(context).lock(aliasId);
  if (corrected?.state !== 'effective') refuse('changed-meanwhile');
  const reason = 'Corrected by a later change. 已由后一变更更正。';
  await step(context, { ...corrected, proposedBy }, person, { verb: 'withdrawn', state: 'withdrawn', reason });
  await detach(registry, context, aliasId);
}

async function detach(registry: Registry, context: ActContext, aliasId: string): Promise<void> {
  await personStore(registry.kernel.keys, context).detach(await aliasStore(context).onlyStatedBy(aliasId));
}
