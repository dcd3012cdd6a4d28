import type { ExchangeMessage } from '@gatehouse/contract';
import { builtInCalendar, builtInPacks, loadPack, packHash } from '@gatehouse/law';
import { systemViewer, withTransaction } from '@gatehouse/server';
import { act, type ActContext } from '../../apps/server/src/kernel/act.js';
import type { Kernel } from '../../apps/server/src/kernel/kernel.js';
import type { Module } from '../../apps/server/src/kernel/module.js';
import {
  registryModule,
  type RegistryLaw,
  type RegistryReceivers,
} from '../../apps/server/src/modules/registry/index.js';
import { inventedNumber } from './invented-record.js';
import { type SignedIn, signInAs } from './people.js';
import type { TestNode } from './test-node.js';

export { inventedNumber, inventedRecord } from './invented-record.js';

/** The law pack of the tests: the demonstration's, with the operator's default choices. */
export function demonstrationLaw(): RegistryLaw {
  const { pack, hash } = loadPack(builtInPacks.get('demonstration'), builtInPacks);
  const calendar = builtInCalendar(pack.calendar);
  if (calendar === undefined) throw new Error('the calendar of the pack is missing');
  const earlier = earlierPack();
  return { pack, hash, settings: { choices: {} }, calendar, everInForce: new Map([[earlier.hash, earlier.pack]]) };
}

/** A pack that was in force before: the same, but that what is T1 today was T9. */
export function earlierPack(): Pick<RegistryLaw, 'pack' | 'hash'> {
  const { pack } = loadPack(builtInPacks.get('demonstration'), builtInPacks);
  const earlier = JSON.parse(JSON.stringify(pack).replaceAll('"T1"', '"T9"')) as RegistryLaw['pack'];
  return { pack: earlier, hash: packHash(earlier) };
}

/** An answer as it was put into the outbox. */
export type Sent = { readonly type: string; readonly body: ExchangeMessage<'inquiry.answer'> };

/** What was said of somebody enrolled, as it was put into the outbox. */
export type Enrolled = {
  readonly type: 'enrolment.confirmed' | 'enrolment.found';
  readonly body: ExchangeMessage<'enrolment.confirmed'> | ExchangeMessage<'enrolment.found'>;
};

/** What came of a count of those enrolled, as it was put into the outbox. */
export type Counted = {
  readonly type: 'enrolment.counted' | 'enrolment.held';
  readonly body: ExchangeMessage<'enrolment.counted'> | ExchangeMessage<'enrolment.held'>;
};

/** The registry beside a test node: what it sent, and how to hand it messages. */
export type RegistryWorld = {
  readonly module: Module;
  readonly sent: () => Sent[];
  /** Recalls as they were put into the outbox. */
  readonly recalled: () => ExchangeMessage<'inquiry.recall'>[];
  readonly ask: (node: TestNode, ask?: Partial<ExchangeMessage<'inquiry.ask'>>) => Promise<string>;
  readonly cancel: (node: TestNode, askId: string) => Promise<void>;
  readonly enrolment: (
    node: TestNode,
    given?: Partial<ExchangeMessage<'enrolment.enrol'>>,
  ) => ExchangeMessage<'enrolment.enrol'>;
  readonly enrol: (node: TestNode, enrolment?: Partial<ExchangeMessage<'enrolment.enrol'>>) => Promise<string>;
  readonly leave: (node: TestNode, enrolmentId: string) => Promise<void>;
  readonly count: (node: TestNode, count: ExchangeMessage<'enrolment.count'>) => Promise<void>;
  /** What came of counts, in order. */
  readonly counted: () => Counted[];
  /** What was said of those enrolled, in order. */
  readonly enrolled: () => Enrolled[];
  /** The share of the blind draw from now on; 1 draws nobody. */
  readonly setDraw: (share: number) => void;
};

/** Makes the registry for tests; messages are kept instead of sent. */
export function registryWorld(): RegistryWorld {
  // The nodes of one file are open one after the other: the outbox is that of the node opened last.
  let outbox: Sent[] = [];
  let recalls: ExchangeMessage<'inquiry.recall'>[] = [];
  let enrolled: Enrolled[] = [];
  let counted: Counted[] = [];
  const doors = new Map<Kernel, RegistryReceivers>();
  let share = 0.999;
  const module = registryModule({
    law: demonstrationLaw(),
    numbers: 'invented-only',
    draw: () => share,
    sendMessages: async (context, _to, type, messages) => {
      const bodies = messages.map(({ body }) => body as object);
      context.afterCommit(() => {
        if (type === 'enrolment.confirmed' || type === 'enrolment.found')
          enrolled.push(...bodies.map((body) => ({ type, body }) as Enrolled));
        else if (type === 'enrolment.counted' || type === 'enrolment.held')
          counted.push(...bodies.map((body) => ({ type, body }) as Counted));
        else if (type === 'inquiry.recall') recalls.push(...(bodies as typeof recalls));
        else outbox.push(...bodies.map((body) => ({ type, body: body as Sent['body'] })));
      });
    },
  });
  const receive = async (node: TestNode, work: (door: RegistryReceivers, context: ActContext) => Promise<void>) => {
    const door = doors.get(node.kernel);
    if (door === undefined) throw new Error('the registry of this node is not open');
    await act(node.kernel, systemViewer('exchange'), 'exchange.receive', async (context) => {
      await context.record({});
      await work(door, context);
    });
  };
  return {
    module: {
      ...module,
      parts: async (kernel) => {
        const parts = (await module.parts(kernel)) as Awaited<ReturnType<Module['parts']>> & {
          receives: RegistryReceivers;
        };
        outbox = [];
        recalls = [];
        enrolled = [];
        counted = [];
        doors.set(kernel, parts.receives);
        return parts;
      },
    },
    sent: () => outbox,
    recalled: () => recalls,
    ask: async (node, given = {}) => {
      const body = inventedAsk(node, given);
      await receive(node, (door, context) => door['inquiry.ask'](context, [{ from: { node: 'platform' }, body }]));
      return body.askId;
    },
    cancel: (node, askId) =>
      receive(node, (door, context) =>
        door['inquiry.cancel'](context, [{ from: { node: 'platform' }, body: { askId } }]),
      ),
    enrolment: inventedEnrolment,
    enrol: async (node, given = {}) => {
      const body = inventedEnrolment(node, given);
      await receive(node, (door, context) => door['enrolment.enrol'](context, [{ from: { node: 'platform' }, body }]));
      return body.enrolmentId;
    },
    leave: (node, enrolmentId) =>
      receive(node, (door, context) => {
        const body = { enrolmentId, leftAt: node.clock.now().toISOString() };
        return door['enrolment.leave'](context, [{ from: { node: 'platform' }, body }]);
      }),
    count: (node, body) =>
      receive(node, (door, context) => door['enrolment.count'](context, [{ from: { node: 'platform' }, body }])),
    counted: () => counted,
    enrolled: () => enrolled,
    setDraw: (next) => {
      share = next;
    },
  };
}

function inventedAsk(node: TestNode, given: Partial<ExchangeMessage<'inquiry.ask'>>): ExchangeMessage<'inquiry.ask'> {
  return {
    askId: crypto.randomUUID(),
    purpose: 'hire',
    personClass: 'candidate',
    postClass: 'teacher',
    unitType: 'primary_school',
    divisionCode: '100101',
    legalBases: ['A'],
    urgent: false,
    identityProof: 'original_seen',
    person: {
      name: '李无录',
      formerNames: [],
      documents: [{ type: 'resident_id', number: inventedNumber('19900101', 7) }],
    },
    askedAt: node.clock.now().toISOString(),
    ...given,
  };
}

function inventedEnrolment(
  node: TestNode,
  given: Partial<ExchangeMessage<'enrolment.enrol'>> = {},
): ExchangeMessage<'enrolment.enrol'> {
  const { askId: enrolmentId, askedAt, recheckOf: _, personClass: __, urgent: ___, ...terms } = inventedAsk(node, {});
  return { ...terms, purpose: 'serving_screening', enrolmentId, enrolledAt: askedAt, ...given };
}

/** Declares the sources of the tests, each heard of just now. */
export async function declareSources(node: TestNode): Promise<void> {
  await declareSource(node, 'court-a', 'court', 'sexual_offence_registry');
  await declareSource(node, 'list-a', 'restriction_list', 'qualification_restriction_list');
  await declareSource(node, 'local-a', 'local_database', 'minors_harm_registry');
}

/** Declares one more source, heard of just now. */
export async function declareSource(node: TestNode, code: string, kind: string, querySource: string): Promise<void> {
  const now = node.clock.now();
  await withTransaction(node.kernel.database, systemViewer('demonstration'), now, async ({ sql }) => {
    await sql
      .insertInto('registry.source')
      .values({
        id: crypto.randomUUID(),
        code,
        nameEn: `${code} (invented)`,
        nameZh: `${code}（虚构）`,
        kind,
        querySource,
        freshHours: 24,
        lastReceivedAt: now,
        declaredAt: now,
      })
      .execute();
  });
}

/** Calls an endpoint as a signed-in account and answers status and body. */
export type Call = (
  method: 'GET' | 'POST',
  url: string,
  payload?: object,
) => Promise<{ readonly status: number; readonly body: Record<string, unknown> }>;

/** Signs an account in and gives a way to call as it. */
export async function callAs(node: TestNode, login: string): Promise<Call> {
  const headers: SignedIn = await signInAs(node, login);
  return async (method, url, payload) => {
    const answer = await node.http.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
    return { status: answer.statusCode, body: answer.body === '' ? {} : JSON.parse(answer.body) };
  };
}
