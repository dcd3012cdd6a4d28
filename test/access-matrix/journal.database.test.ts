import { userInfo } from 'node:os';
import { actWords } from '@gatehouse/contract';
import { withTransaction } from '@gatehouse/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Transaction } from '../../apps/server/src/kernel/database/transaction.js';
import { startProvider, type TestProvider } from '../harness/identity-provider.js';
import { engines } from '../harness/test-node.js';
import { type JourneyWorld, openWorld } from '../journeys/world.js';
import { goodCalls, sendGoodCall } from './good-calls/every-call.js';
import { heardElsewhere } from './not-yours.js';
import { type Answer, beginStory, type GoodCall, type Story } from './good-calls/story.js';

type Entry = {
  readonly id: string;
  readonly act: string;
  readonly outcome: string;
  readonly actor: string;
  readonly objectKind: string | null;
  readonly objectId: string | null;
};

const columns = ['id', 'act', 'outcome', 'actor', 'objectKind', 'objectId'] as const;

/** Acts with words that no drive through the routes comes to, and where each is demanded instead. */
const doneElsewhere: Readonly<Record<string, string>> = {
  'access.lift-suspension': 'access/emergency-looks',
  'access.release-look': 'access/emergency-looks',
  'access.suspend-account': 'access/emergency-looks',
  'access.tell-look': 'test/operations/looks-two-nodes',
  'access.tell-look-again': 'test/operations/looks-two-nodes',
  'demonstration.load': 'demonstration/stories',
  'demonstration.load-country': 'demonstration/stories',
  'demonstration.load-serving-staff': 'demonstration/stories',
  'exchange.ask-again': 'test/operations/put-back-two-nodes',
  'exchange.forget-sent': 'test/operations/put-back-two-nodes',
  'exchange.notice-gap': 'exchange/two-nodes',
  'exchange.receive-again': 'exchange/two-nodes',
  'inquiry.ask-anew': 'inquiry/recalled-answers, test/operations/recall-two-nodes',
  'inquiry.escalate-objection': 'inquiry/objections',
  'inquiry.ask-for-look': 'test/operations/looks-two-nodes',
  'inquiry.receive-look': 'test/operations/looks-two-nodes',
  'inquiry.receive-withheld-count': 'test/operations/looks-two-nodes',
  'inquiry.canary-arrived': 'test/operations/canaries',
  'inquiry.find-serving': 'registry/enrolments',
  'inquiry.send-canaries': 'test/operations/canaries',
  'inquiry.expire-consent': 'the only entry of its act, which fails without it',
  'inquiry.hold-deed': 'the only entry of its act, which fails without it',
  'inquiry.remind-consent': 'the only entry of its act, which fails without it',
  'inquiry.order-grant-review': 'inquiry/grant-review',
  'inquiry.set-proof-status': 'workforce/shown-to-others',
  'inquiry.take-back': 'the only entry of its act, which fails without it',
  'journal.compare-entries': 'journal/compare-entries',
  'journal.fix-use': 'journal/look-reviews',
  'journal.reapply-act': 'inquiry/one-inquiry, test/operations',
  'journal.recover': 'test/operations',
  'kernel.refuse-credential': 'access/sign-in-entries',
  'kernel.request': 'refusals only: the access matrix',
  'operations.end-token-key-renewal': 'operations/token-key',
  'operations.put-token-key-in-force': 'operations/token-key',
  'operations.restore': 'test/operations',
  'registry.cancel-ask': 'registry/asks',
  'registry.destroy-index-keys': 'the only entry of its act, which fails without it',
  'registry.follow-index': 'the only entry of its act, which fails without it',
  'registry.tell-enrolled': 'registry/enrolments',
  'registry.mark-late': 'registry/late-answers',
  'registry.make-canary': 'test/operations/canaries',
  'registry.miss-canary': 'test/operations/canaries',
  'registry.take-off-canary': 'test/operations/canaries',
  'registry.way-silent': 'test/operations/canaries',
  'registry.way-speaks': 'test/operations/canaries',
  'registry.open-index': 'registry/matcher/kept-index, new-day',
  'registry.turn-index': 'registry/matcher/new-day',
  'retention.announce': 'retention/retention',
  'retention.erase': 'retention/retention',
  'workforce.raise-tip': 'workforce/sources',
  'workforce.find-entered-unit': 'workforce/unentered-units',
  'workforce.mend-enrolments': 'test/operations/canaries',
  'workforce.receive-finding': 'registry/enrolments',
  'workforce.escalate-gap': 'workforce/coverage',
  'workforce.note-procuratorate': 'workforce/coverage',
  'workforce.tell-procuratorate': 'workforce/coverage',
  'workforce.tell-supplier': 'workforce/shown-to-others',
};

// Loops and jobs run in this world, as they do not in the nodes of `onBothEngines`.
describe.each(engines)('every route, called with success (%s)', (engine) => {
  let world: JourneyWorld;
  let provider: TestProvider;
  let story: Story;
  /** The entries that good calls left, each with its route. */
  const written = new Map<string, string>();
  /** What was heard elsewhere of the things that good calls name, by route: another answer than of a thing that never was. */
  const toldApart = new Map<string, string>();
  let askedElsewhere = 0;
  beforeAll(async () => {
    provider = await startProvider();
    world = await openWorld({ engine, provider });
    story = await beginStory(world);
  });
  afterAll(async () => {
    await world.close();
    await provider.close();
  });

  const operator = { kind: 'operator', name: 'root' } as const;
  const read = <T>(work: (transaction: Transaction) => Promise<T>): Promise<T> =>
    withTransaction(world.node.kernel.database, operator, world.node.clock.now(), work);
  const entries = (): Promise<Entry[]> => read(({ sql }) => sql.selectFrom('journal.entry').select(columns).execute());
  const ids = async (): Promise<ReadonlySet<string>> =>
    new Set((await read(({ sql }) => sql.selectFrom('journal.entry').select('id').execute())).map(({ id }) => id));
  /** The acts that were done. */
  const actsDone = async (): Promise<ReadonlySet<string>> => {
    const rows = await read(({ sql }) =>
      sql.selectFrom('journal.entry').select('act').distinct().where('outcome', '=', 'done').execute(),
    );
    return new Set(rows.map(({ act }) => act));
  };
  /** The messages by which staff is enrolled, or barred, as many as have arrived by now. */
  const staffMessages = async (): Promise<ReadonlySet<string | null>> => {
    const rows = await read(({ sql }) =>
      sql
        .selectFrom('exchange.inbox')
        .select('id')
        .where((where) => where.or([where('type', 'like', 'enrolment.%'), where('type', 'like', 'prohibition.%')]))
        .execute(),
    );
    return new Set(rows.map(({ id }) => id));
  };
  const endpointOf = (name: string) => {
    const found = world.node.routes.find(({ endpoint }) => `${endpoint.method} ${endpoint.path}` === name)?.endpoint;
    if (found === undefined) throw new Error(`${name} is no endpoint of the node: its good call is to be taken out`);
    return found;
  };
  /** The name by which an entry calls the caller. */
  const actorOf = ({ by, actor }: GoodCall): RegExp => {
    if (actor !== undefined) return new RegExp(`^${actor}$`);
    if (by === 'public') return /^public$/;
    if (by === 'operator') return new RegExp(`^operator:${userInfo().username}$`);
    if ('visitor' in by) return /^visitor:[0-9a-f-]{36}$/;
    return 'link' in by ? /^person:[0-9a-f-]{36}$/ : new RegExp(`^account:${story.accounts[by.login] ?? 'nobody'}$`);
  };
  const make = async (name: string): Promise<{ call: GoodCall; answer: Answer; left: Entry[] }> => {
    const call = await (goodCalls[name] ?? missing(name))(story);
    const heard = await heardElsewhere(story, endpointOf(name), call);
    if (heard !== undefined) askedElsewhere += 1;
    if (heard !== undefined && (heard.ofThis !== heard.ofNothing || heard.ofThis.startsWith('5')))
      toldApart.set(name, `${heard.ofThis}, but of nothing ${heard.ofNothing}`);
    const before = await ids();
    const answer = await sendGoodCall(story, endpointOf(name), call);
    const added = [...(await ids())].filter((id) => !before.has(id));
    const left =
      added.length === 0
        ? []
        : await read(({ sql }) => sql.selectFrom('journal.entry').select(columns).where('id', 'in', added).execute());
    return { call, answer, left };
  };

  it('has a good call for each endpoint, and for nothing else', () => {
    const names = world.node.routes.map(({ endpoint }) => `${endpoint.method} ${endpoint.path}`);
    expect(names.filter((name) => goodCalls[name] === undefined)).toEqual([]);
    expect(Object.keys(goodCalls).filter((name) => !names.includes(name))).toEqual([]);
  });

  it.each(Object.keys(goodCalls))('%s', async (name) => {
    const endpoint = endpointOf(name);
    const { call, answer, left } = await make(name);
    expect([answer.status, answer.text.slice(0, answer.status < 300 ? 0 : 600)]).toEqual([endpoint.status ?? 200, '']);
    const own = left.filter(({ actor }) => actorOf(call).test(actor));
    if ('none' in endpoint.journal) {
      expect(own).toEqual([]);
      if (answer.status === 200) expect(answer.text).not.toMatch(/张三|王小红/);
    } else {
      const { act } = endpoint.journal;
      const fitting = own.filter((entry) => entry.act === act && entry.outcome === 'done');
      expect({ left: fitting.length > 0 ? 'an entry' : left }).toEqual({ left: 'an entry' });
      for (const { id } of fitting) written.set(id, name);
    }
    await call.keep?.(answer);
  });

  it('and whoever has the same duty elsewhere hears of what each of these names as of what never was', () => {
    expect(Object.fromEntries(toldApart)).toEqual({});
    expect(askedElsewhere).toBeGreaterThan(90);
  });

  it('and each of these entries has got its place in the log', async () => {
    const withoutPlace = async () => {
      const rows = await read(({ sql }) =>
        sql
          .selectFrom('journal.entry')
          .leftJoin('journal.place', 'entryId', 'id')
          .select('id')
          .where('leafIndex', 'is', null)
          .execute(),
      );
      return rows.map(({ id }) => written.get(id));
    };
    await story.until(async () => ((await withoutPlace()).some((name) => name !== undefined) ? undefined : true));
    expect(written.size).toBeGreaterThan(100);
  });

  it('and every act that was written has words', async () => {
    const acts = new Set((await entries()).map(({ act }) => act));
    expect([...acts].filter((act) => actWords[act] === undefined && !act.startsWith('test.'))).toEqual([]);
  });

  it('and every act that has words was written, also those that no route asks for', async () => {
    const unwritten = async () => {
      const acts = await actsDone();
      return Object.keys(actWords).filter((act) => !acts.has(act));
    };
    // What a job does comes a moment after the call that asked for it.
    const isWritten = async () => (await unwritten()).every((act) => doneElsewhere[act] !== undefined) || undefined;
    await story.until(isWritten).catch(() => undefined);
    const missing = await unwritten();
    expect(missing.filter((act) => doneElsewhere[act] === undefined)).toEqual([]);
    expect(Object.keys(doneElsewhere).filter((act) => !missing.includes(act))).toEqual([]);
  });

  it('and the course of a check stands in the log with what jobs and the registry did for it', async () => {
    const all = (await entries()).filter(({ outcome }) => outcome === 'done');
    const of = (act: string, kind: string) =>
      all.filter((entry) => entry.act === act && entry.objectKind === kind).map(({ objectId }) => objectId);
    const course = all.filter(({ objectId }) => objectId === story.kept.told.id).map(({ act }) => act);
    expect([...new Set(course)].filter((act) => act !== 'inquiry.read').sort()).toEqual(courseOfOne);
    const asked = of('inquiry.ask', 'inquiry');
    expect(asked.length).toBeGreaterThan(3);
    // One entry each at the registry's door, at its matcher, and where its answer arrives; one question was looked at again.
    expect(of('registry.receive-ask', 'registry.ask').length).toBe(asked.length + 1);
    expect(of('registry.answer-ask', 'registry.ask').sort()).toEqual(of('registry.receive-ask', 'registry.ask').sort());
    expect(of('exchange.receive', 'inquiry').sort()).toEqual(asked.sort());
    // The question and its answer, what was recalled, and the one message that a stranger's node sent; but for what is said of staff.
    const aboutStaff = await staffMessages();
    const received = of('exchange.receive', 'exchange.message').filter((id) => !aboutStaff.has(id));
    const recalled = of('inquiry.recall', 'inquiry');
    expect(recalled).toEqual([story.kept.stopped]);
    expect(received.length).toBe(2 * (asked.length + 1) + recalled.length + 1);
    expect(aboutStaff.size).toBeGreaterThan(0);
    // A comparison that two people decide moves on after each of them, and answers its ask.
    const compared = of('registry.advance-comparison', 'registry.comparison');
    expect(compared.length).toBe(of('registry.give-opinion', 'registry.comparison').length);
    expect(of('registry.advance-comparison', 'registry.ask').length).toBe(2);
  });
});

/** What leaves an entry about one candidate, from draft to settlement. */
const courseOfOne = [
  'exchange.receive',
  'inquiry.answer-consent',
  'inquiry.approve',
  'inquiry.ask',
  'inquiry.draft',
  'inquiry.open-consent',
  'inquiry.prove-identity',
  'inquiry.release',
  'inquiry.send-code',
  'inquiry.send-consent',
  'inquiry.settle',
  'inquiry.submit',
];

function missing(name: string): never {
  throw new Error(`${name} has no good call`);
}
