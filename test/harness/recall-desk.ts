import type { AliasEntry, ExchangeMessage } from '@gatehouse/contract';
import { systemViewer, withTransaction } from '@gatehouse/server';
import { act } from '../../apps/server/src/kernel/act.js';
import { enterAlias } from '../../apps/server/src/modules/registry/actions/enter-alias.js';
import type { Registry } from '../../apps/server/src/modules/registry/registry.js';
import { recordStore } from '../../apps/server/src/modules/registry/store/record-store.js';
import { sourceStore } from '../../apps/server/src/modules/registry/store/source-store.js';
import { makeMergeDesk } from './merge-desk.js';
import { demonstrationLaw, type RegistryWorld } from './registry-world.js';
import type { TestNode } from './test-node.js';

type Document = ExchangeMessage<'inquiry.ask'>['person']['documents'][number];
type Ending = 'same_person' | 'not_the_same';

const reason = 'Compared line by line.';

/** An alias as its second person has to decide on it. */
export type Alias = { readonly id: string; version: number };

export type RecallDesk = Awaited<ReturnType<typeof makeRecallDesk>>;

/** The desk of merges, with questions and their comparisons, and changes of name and number. */
export async function makeRecallDesk(node: TestNode, world: RegistryWorld) {
  const desk = await makeMergeDesk(node);
  const { kernel } = node;
  const good = async (login: Parameters<typeof desk.call>[0], method: 'GET' | 'POST', url: string, body?: object) => {
    const answer = await desk.call(login, method, `/api/registry/${url}`, body);
    if (answer.status >= 300) throw new Error(`${login} ${method} ${url}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const decideAlias = async (alias: Alias, decision: 'confirm' | 'refuse' = 'confirm') => {
    const after = await good('verifier', 'POST', `aliases/${alias.id}/decision`, {
      version: alias.version,
      decision,
      reason,
    });
    alias.version = Number(after['version']);
    await desk.drain();
    return String(after['state']);
  };

  return {
    ...desk,
    /** Asks about somebody; what points to a person on record waits for the comparers. */
    ask: async (name: string, ...documents: readonly Document[]): Promise<string> => {
      const askId = await world.ask(node, { person: { name, formerNames: [], documents: [...documents] } });
      await desk.drain();
      return askId;
    },
    /** Both comparers find the same, of every comparison that waits. */
    compareAll: async (ending: Ending): Promise<void> => {
      for (const login of ['comparer', 'comparer-2'] as const) {
        const { items } = (await good(login, 'GET', 'comparisons')) as { items: { id: string; version: number }[] };
        for (const { id, version } of items)
          await good(login, 'POST', `comparisons/${id}/opinions`, { version, ending, reason });
        await desk.drain();
      }
    },
    /** What a question was answered last. */
    answerTo: (askId: string) => world.sent().findLast(({ body }) => body.askId === askId)?.body,
    /** How often a question's answer was recalled. */
    recallsOf: (askId: string) => world.recalled().filter((recall) => recall.askId === askId),
    /** Does to a record what two people at the registry decide, and lets everything follow. */
    changed: async (recordId: string, verb: string, version = 2, more: object = {}) => {
      const after = await desk.change(recordId, verb, version, more);
      await desk.drain();
      return after;
    },
    bringAlias: (from: Person, to: Person) => bringAlias(node, from, to),
    decideAlias,
    /** Whom these records are about. */
    personsOf: (recordIds: readonly string[]): Promise<string[]> =>
      withTransaction(kernel.database, systemViewer('matcher'), node.clock.now(), async (transaction) =>
        (await recordStore(transaction).byIds(recordIds)).map(({ personId }) => personId),
      ),
    /** Two people take a change of name and number back. */
    withdrawAlias: async (alias: Alias): Promise<void> => {
      const given = { verb: 'withdraw', version: alias.version, reason };
      alias.version = Number((await good('registrar', 'POST', `aliases/${alias.id}/proposals`, given))['version']);
      await decideAlias(alias);
    },
  };
}

type Person = { readonly name: string; readonly number: string };

let changes = 0;

/** A change of name and number from the civil register that waits for its second person; undefined: nobody on record is known by it. */
export async function bringAlias({ kernel }: TestNode, from: Person, to: Person): Promise<Alias | undefined> {
  changes += 1;
  const document = (value: string) => ({ type: 'resident_id' as const, number: value });
  const change: AliasEntry = {
    kind: 'name_and_number',
    reference: `变${String(changes)}`,
    validFrom: '2021-01-01',
    oldName: from.name,
    newName: to.name,
    oldDocument: document(from.number),
    newDocument: document(to.number),
  };
  const registry = { kernel, law: demonstrationLaw(), numbers: 'invented-only' } as Registry;
  const entered = await act(kernel, systemViewer('registry-import'), 'registry.test-alias', async (context) => {
    await context.record({});
    const source = await sourceStore(context).byCode('civil-a');
    if (source === undefined) throw new Error('no source');
    return enterAlias(registry, context, source, change, { actor: 'account:somebody', importId: null });
  });
  return entered.aliasId === null ? undefined : { id: entered.aliasId, version: 1 };
}
