import type { MergedPart, MergeSweep, MergeView, RecordEntry, RegistryPersonView } from '@gatehouse/contract';
import { systemViewer, withTransaction } from '@gatehouse/server';
import { mergeSides } from '../../apps/server/src/modules/registry/actions/merge-sides.js';
import { comparedSides } from '../../apps/server/src/modules/registry/actions/propose-merges.js';
import { loadEntries } from '../../apps/server/src/modules/registry/matcher/load-entries.js';
import { openMatcher } from '../../apps/server/src/modules/registry/matcher/matcher.js';
import { recordStore } from '../../apps/server/src/modules/registry/store/record-store.js';
import type { Registry } from '../../apps/server/src/modules/registry/registry.js';
import { mergeEvidenceTokens } from '../../apps/server/src/modules/registry/store/tokens.js';
import { makeWorld } from './people.js';
import {
  type Call,
  callAs,
  declareSource,
  declareSources,
  demonstrationLaw,
  inventedRecord,
  type RegistryWorld,
  registryWorld,
} from './registry-world.js';
import type { TestNode } from './test-node.js';

type Login = 'registrar' | 'verifier' | 'comparer' | 'comparer-2' | 'recheck';
type Person = { readonly name: string; readonly number: string };
type Entry = RecordEntry['person'] & { readonly reference?: string };
type Ending = 'same_person' | 'not_the_same' | 'need_more';
type Decision = Partial<RecordEntry['decision']>;
type Entered = { readonly recordId: string; readonly personId: string };

const reason = 'Compared line by line.';
const law = demonstrationLaw();

/** The registry of the tests of merges. */
export function mergeWorld(): RegistryWorld {
  return registryWorld();
}

/** Somebody under a passport, whose birth date is stated. */
export function passportOf(person: Person & { readonly born: string }, reference?: string): Entry {
  const { name, number, born } = person;
  return {
    ...(reference === undefined ? {} : { reference }),
    names: [{ name, kind: 'current', validFrom: null, validTo: null }],
    documents: [{ type: 'passport', number, validFrom: null, validTo: null }],
    sex: null,
    birthDate: born,
    nationality: null,
  };
}

/** Somebody under a resident number, which says the birth date. */
export function residentOf({ name, number }: Person, reference?: string): Entry {
  return { ...inventedRecord({ name, number }).person, ...(reference === undefined ? {} : { reference }) };
}

export type MergeDesk = Awaited<ReturnType<typeof makeMergeDesk>>;

/** Everybody who has a part in a merge, in a fresh node, and what is seen of it. */
export async function makeMergeDesk(node: TestNode) {
  await makeWorld(node);
  await declareSources(node);
  await declareSource(node, 'civil-a', 'civil_register', 'sexual_offence_registry');
  const calls = {} as Record<Login, Call>;
  for (const login of ['registrar', 'verifier', 'comparer', 'comparer-2', 'recheck'] as const)
    calls[login] = await callAs(node, login);
  const { kernel } = node;
  const asMatcher = <T>(work: Parameters<typeof withTransaction<T>>[3]) =>
    withTransaction(kernel.database, systemViewer('matcher'), node.clock.now(), work);
  const good = async (login: Login, method: 'GET' | 'POST', url: string, body?: object) => {
    const answer = await calls[login](method, `/api/registry/${url}`, body);
    if (answer.status >= 300) throw new Error(`${login} ${method} ${url}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const drain = () => kernel.jobs.drain();
  let references = 0;

  const enter = async (
    { reference, ...person }: Entry,
    decision: Decision = {},
    refusal?: string,
  ): Promise<Entered | undefined> => {
    const number = person.documents[0]?.number ?? '';
    references += 1;
    const entry = {
      ...inventedRecord({ name: '', number }, decision, reference ?? `虚${String(references)}号`),
      person,
    };
    const answer = await calls.registrar('POST', '/api/registry/records', entry);
    if (answer.status === 201) return answer.body as unknown as Entered;
    if (refusal !== undefined && answer.body['code'] === refusal) return undefined;
    throw new Error(JSON.stringify(answer.body));
  };
  const verify = (recordId: string, version = 1) =>
    good('verifier', 'POST', 'verifications', { items: [{ recordId, version }] });
  const inbox = async (login: Login) =>
    (await good(login, 'GET', 'merges'))['items'] as { id: string; version: number; stage: string }[];
  const opine = async (login: Login, ending: Ending, refusal?: string): Promise<string> => {
    const [item] = await inbox(login);
    if (item === undefined) throw new Error(`no merge waits for ${login}`);
    const url = `/api/registry/merges/${item.id}/opinions`;
    const answer = await calls[login]('POST', url, { version: item.version, ending, reason });
    if (refusal === undefined ? answer.status !== 201 : answer.body['code'] !== refusal)
      throw new Error(JSON.stringify(answer.body));
    await drain();
    return item.id;
  };
  const mergeRow = (id: string) =>
    asMatcher(({ sql }) => sql.selectFrom('registry.merge').selectAll().where('id', '=', id).executeTakeFirstOrThrow());
  const versionOf = async (id: string) => (await mergeRow(id)).version;

  return {
    call: (login: Login, method: 'GET' | 'POST', url: string, body?: object) => calls[login](method, url, body),
    drain,
    enter,
    verify,
    /** Enters a record and has a second person verify it. */
    onRecord: async (entry: Entry, decision: Decision = {}): Promise<Entered> => {
      const entered = await enter(entry, decision);
      if (entered === undefined) throw new Error('not entered');
      await verify(entered.recordId);
      return entered;
    },
    change: async (recordId: string, verb: string, version = 2, more: object = {}) => {
      const given = { verb, version, reason, validFrom: '2020-01-01', ...more };
      const proposal = await good('registrar', 'POST', `records/${recordId}/proposals`, given);
      const decision = { recordVersion: version, decision: 'confirm', reason };
      return good('verifier', 'POST', `proposals/${String(proposal['proposalId'])}/decision`, decision);
    },
    inbox,
    opine,
    /** The first and the second opinion on what waits. */
    decide: async (first: Ending, second: Ending): Promise<string> => {
      await opine('comparer', first);
      return opine('comparer-2', second);
    },
    read: async (login: Login, id: string) => (await good(login, 'GET', `merges/${id}`)) as unknown as MergeView,
    isThere: async (login: Login, id: string) =>
      (await calls[login]('GET', `/api/registry/merges/${id}`)).status !== 404,
    personOf: async (personId: string) =>
      (await good('registrar', 'GET', `persons/${personId}?purpose=verification`)) as unknown as RegistryPersonView & {
        readonly parts: readonly MergedPart[];
      },
    found: async (number: string) => {
      const search = { documentType: 'resident_id', number, purpose: 'verification', reference: 'case 1' };
      return (await good('registrar', 'POST', 'person-searches', search))['personId'];
    },
    proposeUndoing: async (id: string) =>
      good('registrar', 'POST', `merges/${id}/undoing`, { version: await versionOf(id), reason }),
    decideUndoing: async (id: string, decision: 'confirm' | 'refuse') => {
      const listed = (await good('verifier', 'GET', 'merge-undoings'))['items'] as { id: string }[];
      if (!listed.some((item) => item.id === id)) throw new Error('the undoing is not listed');
      const given = { version: await versionOf(id), decision, reason };
      await good('verifier', 'POST', `merges/${id}/undoing/decision`, given);
      await drain();
    },
    stateOf: async (id: string) => (await mergeRow(id)).state,
    actionsOf: (id: string) =>
      asMatcher(async ({ sql }) =>
        (
          await sql
            .selectFrom('registry.mergingAction')
            .select('verb')
            .where('mergeId', '=', id)
            .orderBy('version')
            .execute()
        ).map(({ verb }) => verb),
      ),
    /** Has persons compared with everybody else on record, as when one of their records changes. */
    propose: async (personIds: readonly string[]) => {
      await asMatcher((transaction) =>
        kernel.jobs.enqueue(transaction, [{ queue: 'registry.propose-merges', data: { personIds } }]),
      );
      await drain();
    },
    /** Ends a proposal as if it had never been made. */
    forget: async (id: string) => {
      await asMatcher(({ sql }) =>
        sql.updateTable('registry.merge').set({ state: 'cancelled' }).where('id', '=', id).execute(),
      );
    },
    /** The records that a name and a number point to strongly, by an index loaded anew. */
    strong: async (name: string, document: { docType: 'passport' | 'resident_id'; docNumber: string }) => {
      const matcher = openMatcher(kernel, law);
      const lists = ['open/T1', 'open/T2', 'open/T3'];
      const [screened] = await matcher.screen([{ person: { id: 'asked', name, documents: [document] }, lists }]);
      await matcher.stop();
      return (screened?.candidates ?? [])
        .filter(({ band }) => band === 'strong')
        .map(({ recordId }) => recordId)
        .sort();
    },
    /** What the answering index holds of these persons. */
    entriesOf: (personIds: readonly string[]) =>
      asMatcher(async (transaction) => {
        const rows = await recordStore(transaction).ofPersons(personIds);
        const entries = await loadEntries(kernel.keys, law, transaction, rows);
        return entries.sort((a, b) => (a.recordId < b.recordId ? -1 : 1));
      }),
    sidesOf: async (id: string) => {
      const { onePersons, otherPersons, evidenceToken } = await mergeRow(id);
      return { onePersons, otherPersons, evidence: evidenceToken.toString('hex') };
    },
    /** The two persons of each proposal that is open. */
    openPairs: () =>
      asMatcher(async ({ sql }) =>
        (
          await sql
            .selectFrom('registry.merge')
            .select(['oneId', 'otherId'])
            .where('state', 'in', ['first', 'second', 'recheck'])
            .execute()
        ).map(({ oneId, otherId }) => [oneId, otherId].sort().join(' ')),
      ),
    /** What would be compared of two persons now, by its token; undefined where they are not to be put beside each other. */
    evidenceBetween: (one: string, other: string) =>
      asMatcher(async (transaction) => {
        const sides = await mergeSides({ kernel, law } as Registry, transaction, [one, other]);
        const [left, right] = [...sides.values()];
        if (left === undefined || right === undefined || comparedSides(left, right) === undefined) return undefined;
        return mergeEvidenceTokens(kernel.keys, left.evidence, right.evidence)[0]?.toString('hex');
      }),
    mergedPersons: () =>
      asMatcher(({ sql }) => sql.selectFrom('registry.mergedPerson').selectAll().orderBy('personId').execute()),
    mergeSteps: () =>
      asMatcher(({ sql }) =>
        sql
          .selectFrom('registry.mergingAction as action')
          .innerJoin('registry.merge as merge', 'merge.id', 'action.mergeId')
          .select(['action.mergeId', 'action.verb', 'action.at', 'merge.onePersons', 'merge.otherPersons'])
          .orderBy('action.version')
          .execute(),
      ),
    comparisonsOf: (askId: string) =>
      asMatcher(async ({ sql }) =>
        (await sql.selectFrom('registry.comparison').select('personId').where('askId', '=', askId).execute()).map(
          ({ personId }) => personId,
        ),
      ),
    entriesAbout: (id: string) =>
      withTransaction(kernel.database, { kind: 'operator', name: 'root' }, node.clock.now(), async ({ sql }) =>
        (await sql.selectFrom('journal.entry').select('act').where('objectId', '=', id).execute()).map(
          ({ act }) => act,
        ),
      ),
    sweep: async () => (await good('verifier', 'GET', 'merge-sweeps'))['sweep'] as MergeSweep,
  };
}
