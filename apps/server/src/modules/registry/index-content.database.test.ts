import { beforeAll, expect, it } from 'vitest';
import { histories } from '../../../../../test/harness/histories.js';
import { makeWorld } from '../../../../../test/harness/people.js';
import {
  type Call,
  callAs,
  declareSource,
  declareSources,
  demonstrationLaw,
  inventedNumber,
  inventedRecord,
  registryWorld,
} from '../../../../../test/harness/registry-world.js';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';
import { type Chance, chanceOf } from '../../demonstration/random.js';
import { act } from '../../kernel/act.js';
import { systemViewer } from '../../kernel/viewer.js';
import { enterAlias } from './actions/enter-alias.js';
import { type Matcher, openMatcher } from './matcher/matcher.js';
import type { Registry } from './registry.js';
import { sourceStore } from './store/source-store.js';

const world = registryWorld();
const law = demonstrationLaw();
const reason = 'By order, compared with the document.';

/** What is known of a record outside the database: the facts alone, from which the content of the index has to follow. */
type ModelRecord = {
  readonly id: string;
  readonly name: string;
  readonly number: string;
  kind: 'judgment' | 'relative_non_prosecution';
  state: 'waiting' | 'effective' | 'rejected' | 'sealed' | 'withdrawn';
  version: number;
};
type ModelAlias = {
  readonly id: string;
  readonly names: readonly string[];
  readonly numbers: readonly string[];
  state: 'waiting' | 'effective' | 'withdrawing' | 'rejected' | 'withdrawn';
  version: number;
};
type ModelPerson = {
  readonly names: string[];
  readonly numbers: string[];
  records: ModelRecord[];
  aliases: ModelAlias[];
};

const listOf = { judgment: 'open/T1', relative_non_prosecution: 'open/T2' } as const;
const lists = ['open/T1', 'open/T2', 'open/T3', 'restricted/T3'];

/** Which records a question with this name and number has to meet in a list, and how strongly: a function of the facts alone. */
function expected(person: ModelPerson, name: string, number: string, list: string): string[] {
  const effective = person.records.filter(({ state }) => state === 'effective');
  const aliases = person.aliases.filter(({ state }) => state === 'effective' || state === 'withdrawing');
  const numbers = new Set([...effective.map((one) => one.number), ...aliases.flatMap((one) => one.numbers)]);
  const names = new Set([...effective.map((one) => one.name), ...aliases.flatMap((one) => one.names)]);
  if (!numbers.has(number)) return [];
  const band = names.has(name) ? 'strong' : 'possible';
  return effective
    .filter(({ kind }) => listOf[kind] === list)
    .map(({ id }) => `${id} ${band}`)
    .sort();
}

onChosenEngines(
  'the content of the answering index',
  (node) => {
    const calls = {} as Record<'registrar' | 'verifier', Call>;
    let followed: Matcher;
    beforeAll(async () => {
      await makeWorld(node());
      await declareSources(node());
      await declareSource(node(), 'civil-a', 'civil_register', 'sexual_offence_registry');
      for (const login of ['registrar', 'verifier'] as const) calls[login] = await callAs(node(), login);
      followed = openMatcher(node().kernel, law);
    });

    const done = async (work: Promise<{ status: number; body: Record<string, unknown> }>) => {
      const answer = await work;
      if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
      return answer.body;
    };
    const post = (login: 'registrar' | 'verifier', path: string, body: object) =>
      done(calls[login]('POST', `/api/registry/${path}`, body));

    const decisionOf = (kind: ModelRecord['kind']) =>
      kind === 'judgment'
        ? {}
        : { kind, decidingBody: 'procuratorate' as const, decidingBodyName: '甲县人民检察院（虚构）', sentence: null };

    const enter = async (
      person: ModelPerson,
      name: string,
      number: string,
      kind: ModelRecord['kind'],
      reference: string,
    ) => {
      const entry = inventedRecord({ name, number }, decisionOf(kind), reference);
      const body = await post('registrar', 'records', entry);
      person.records.push({ id: String(body['recordId']), name, number, kind, state: 'waiting', version: 1 });
    };
    const propose = async (record: ModelRecord, verb: string, more: object = {}) => {
      const given = { verb, version: record.version, reason, validFrom: '2020-01-01', ...more };
      const proposal = await post('registrar', `records/${record.id}/proposals`, given);
      const decision = { recordVersion: record.version, decision: 'confirm', reason };
      const after = await post('verifier', `proposals/${String(proposal['proposalId'])}/decision`, decision);
      record.state = after['state'] as ModelRecord['state'];
      record.version = Number(after['version']);
    };
    const verify = async (record: ModelRecord) => {
      await post('verifier', 'verifications', { items: [{ recordId: record.id, version: record.version }] });
      record.state = 'effective';
      record.version += 1;
    };
    const bringAlias = async (person: ModelPerson, from: ModelRecord, name: string, number: string, serial: number) => {
      const kernel = node().kernel;
      const registry = { kernel, law, numbers: 'invented-only' } as Registry;
      const document = (value: string) => ({ type: 'resident_id' as const, number: value });
      const change = {
        kind: 'name_and_number' as const,
        reference: `变${serial}`,
        validFrom: '2021-01-01',
        oldName: from.name,
        newName: name,
        oldDocument: document(from.number),
        newDocument: document(number),
      };
      const entered = await act(kernel, systemViewer('registry-import'), 'registry.test-alias', async (context) => {
        await context.record({});
        const source = await sourceStore(context).byCode('civil-a');
        if (source === undefined) throw new Error('no source');
        return enterAlias(registry, context, source, change, { actor: 'account:somebody', importId: null });
      });
      const inView = person.records.some(({ state }) => state === 'waiting' || state === 'effective');
      expect(entered.outcome).toBe(inView ? 'new' : 'unmatched');
      if (entered.aliasId === null) return;
      const names = [from.name, name];
      const numbers = [from.number, number];
      person.names.push(name);
      person.numbers.push(number);
      person.aliases.push({ id: entered.aliasId, names, numbers, state: 'waiting', version: 1 });
    };
    const decideAlias = async (alias: ModelAlias, decision: 'confirm' | 'refuse') => {
      const after = await post('verifier', `aliases/${alias.id}/decision`, {
        version: alias.version,
        decision,
        reason,
      });
      alias.state = after['state'] as ModelAlias['state'];
      alias.version = Number(after['version']);
    };
    const compareWithFacts = async (persons: readonly ModelPerson[]) => {
      const fresh = openMatcher(node().kernel, law);
      for (const person of persons)
        for (const name of person.names)
          for (const number of person.numbers)
            for (const list of lists) {
              const asked = { id: 'asked', name, documents: [{ docNumber: number, docType: 'resident_id' as const }] };
              const wanted = expected(person, name, number, list);
              for (const matcher of [followed, fresh]) {
                const [screened] = await matcher.screen([{ person: asked, lists: [list] }]);
                const met = (screened?.candidates ?? []).filter(({ band }) => band !== 'none');
                expect(met.map(({ recordId, band }) => `${recordId} ${band}`).sort()).toEqual(wanted);
              }
            }
      await fresh.stop();
    };

    type Turn = {
      readonly person: ModelPerson;
      readonly chance: Chance;
      readonly serial: number;
      readonly draw: number;
    };

    const aliasStep = async (alias: ModelAlias, { draw }: Turn) => {
      if (alias.state === 'waiting') return decideAlias(alias, draw === 2 ? 'refuse' : 'confirm');
      if (alias.state === 'withdrawing') return decideAlias(alias, draw < 4 ? 'refuse' : 'confirm');
      const given = { verb: 'withdraw', version: alias.version, reason };
      alias.version = Number((await post('registrar', `aliases/${alias.id}/proposals`, given))['version']);
      alias.state = 'withdrawing';
    };
    const waitingStep = async (record: ModelRecord, { draw }: Turn) => {
      if (draw !== 2) return verify(record);
      await post('verifier', `records/${record.id}/rejection`, { version: record.version, reason });
      record.state = 'rejected';
    };
    const effectiveStep = async (record: ModelRecord, { chance, draw }: Turn) => {
      if (draw < 4) return propose(record, chance.pick(['seal', 'withdraw']));
      const kind = chance.pick(['judgment', 'relative_non_prosecution'] as const);
      const { decision } = inventedRecord({ name: record.name, number: record.number }, decisionOf(kind));
      await propose(record, 'correct', { decision });
      record.kind = kind;
    };
    /** Something that may happen now to one of the persons, by chance. */
    const step = async (turn: Turn) => {
      const { person, chance, serial, draw } = turn;
      const [name, number] = [person.names[0] ?? '', person.numbers[0] ?? ''];
      const record = person.records.length === 0 ? undefined : chance.pick(person.records);
      const kind = chance.pick(['judgment', 'relative_non_prosecution'] as const);
      if (record === undefined || draw < 2) return enter(person, name, number, kind, `${serial}`);
      if (record.state === 'waiting') return waitingStep(record, turn);
      const alias = person.aliases.length === 0 ? undefined : chance.pick(person.aliases);
      const isOpen = alias?.state === 'waiting' || alias?.state === 'withdrawing';
      if (alias !== undefined && (isOpen || (alias.state === 'effective' && draw > 7))) return aliasStep(alias, turn);
      if (person.aliases.length < 2 && draw > 5) {
        const next = `${name}${person.names.length === 1 ? '改' : '新'}`;
        return bringAlias(person, record, next, inventedNumber('19550505', serial % 900), serial);
      }
      if (record.state === 'effective') return effectiveStep(record, turn);
      if (record.state === 'sealed') return propose(record, 'unseal');
    };

    it.each(histories)('follows from the facts alone, through the random history %i', async (seed) => {
      const chance = chanceOf(seed * 7919);
      const persons: ModelPerson[] = ['赵甲', '钱乙', '孙丙'].map((name, index) => ({
        names: [name],
        numbers: [inventedNumber(`19${60 + seed * 3 + index}0101`, 1)],
        records: [],
        aliases: [],
      }));
      for (let turn = 1; turn <= 30; turn += 1) {
        const serial = seed * 1000 + turn;
        await step({ person: chance.pick(persons), chance, serial, draw: chance.whole(0, 9) });
        if (turn % 6 === 0) await compareWithFacts(persons);
      }
      expect(persons.flatMap(({ records }) => records).length).toBeGreaterThan(3);
      expect(persons.flatMap(({ aliases }) => aliases).length).toBeGreaterThan(0);
    });
  },
  {},
  { modules: [world.module] },
);
