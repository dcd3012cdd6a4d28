import type { ExchangeMessage, ExchangeMessageType } from '@gatehouse/contract';
import { builtInCalendar, builtInPacks, loadPack, packDefaults } from '@gatehouse/law';
import { expectedCheckCharacter } from '@gatehouse/matching/identity-number';
import { systemViewer } from '@gatehouse/server';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { act } from '../../apps/server/src/kernel/act.js';
import { browserCookie } from '../../apps/server/src/kernel/http/options.js';
import type { Module } from '../../apps/server/src/kernel/module.js';
import { type InquiryDoors, inquiryModule, type PersonalMessage } from '../../apps/server/src/modules/inquiry/index.js';
import { looksAboutVisitor, organisationsCalled } from '../../apps/server/src/modules/access/index.js';
import { lastDays, takeOnHired } from '../../apps/server/src/modules/workforce/index.js';
import { entriesAbout, ownChain } from '../../apps/server/src/modules/journal/index.js';
import { eraseMessagesAbout } from '../../apps/server/src/modules/messages/index.js';
import { type SignedIn, signInAs } from './people.js';
import type { TestNode } from './test-node.js';
import { workplaceOf } from './workplace.js';

/** What left the platform in a test: messages to people and to the registry. */
export type Sent = {
  readonly messages: PersonalMessage[];
  readonly registry: { readonly type: ExchangeMessageType; readonly body: unknown }[];
};

/** The inquiry module with doors that remember, and a switch that makes a transaction fail as a crash would. */
export type InquiryTestModule = Sent & {
  readonly module: Module;
  readonly doors: InquiryDoors;
  /** How many organisations can still be read before the power goes; 0: it stays. */
  failAfter: number;
  /** The receipt of every entry; undefined: none stands in a checkpoint yet. */
  receiptText: string | undefined;
  /** The file that proves completeness; undefined: no day was sealed yet. */
  completenessText: string | undefined;
};

/** Opens the module for tests, with the demonstration pack. */
export function inquiryTestModule({
  electronicIdentity,
}: Partial<Pick<InquiryDoors, 'electronicIdentity'>> = {}): InquiryTestModule {
  const { pack, hash } = loadPack(builtInPacks.get('demonstration'), builtInPacks);
  const calendar = builtInCalendar(pack.calendar);
  if (calendar === undefined) throw new Error('the demonstration has no calendar');
  const sent: Sent = { messages: [], registry: [] };
  const doors: InquiryDoors = {
    law: { pack, hash, settings: packDefaults, calendar },
    publicAddress: 'https://gatehouse.example',
    sendsCanaries: false,
    inventedNumbers: 'only',
    organisation: async ({ sql }, id) => {
      test.failAfter -= 1;
      if (test.failAfter === 0) throw new Error('the power went');
      return sql.selectFrom('access.organisation').selectAll().where('id', '=', id).executeTakeFirst();
    },
    called: organisationsCalled,
    belongsToStaff: async (_transaction, _organisation, contact) => contact === '13900000001',
    queueMessage: async (_context, message) => {
      sent.messages.push(message);
    },
    eraseMessages: eraseMessagesAbout,
    sendToRegistry: async (_context, type, bodies) => {
      sent.registry.push(...bodies.map((body) => ({ type, body })));
    },
    announce: (context, inquiryIds) => context.enqueue('workforce.note-checks', { inquiryIds }),
    takeOnHired: (kernel, context, { person, ...hired }) =>
      takeOnHired(workplaceOf({ kernel }), context, {
        ...hired,
        person: { ...person, formerNames: [...person.formerNames] },
      }),
    lastDays,
    entriesAbout,
    looksAboutVisitor,
    electronicIdentity,
    ownChain,
    completeness: async () => test.completenessText,
    receipt: async () => test.receiptText,
    openedEntry: async () => ({ salt: new Uint8Array(32), canonical: new TextEncoder().encode('{"act":"x"}  ') }),
    askCaseworkAgain: async () => undefined,
    proofFile: async (entry) =>
      test.receiptText === undefined
        ? undefined
        : JSON.stringify({ entry, receipt: test.receiptText, canonical: '{"act":"x"}' }),
  };
  const test: InquiryTestModule = {
    ...sent,
    doors,
    module: inquiryModule(doors),
    failAfter: 0,
    receiptText: undefined,
    completenessText: undefined,
  };
  return test;
}

/** The id of the question asked last. */
export function lastAskId({ registry }: Sent): string {
  const asked = registry.findLast(({ type }) => type === 'inquiry.ask')?.body;
  if (typeof asked !== 'object' || asked === null || !('askId' in asked)) throw new Error('nothing was asked');
  return String(asked.askId);
}

/** An invented number: province code 10, with its check character. */
export function inventedNumber(birth: string, order: number): string {
  const body = `100101${birth}${String(order).padStart(3, '0')}`;
  return `${body}${expectedCheckCharacter(body)}`;
}

/** A draft about an invented adult, sound in every field. */
export function soundDraft(order: number, changes: Record<string, unknown> = {}) {
  return {
    purpose: 'hire',
    postClass: 'teacher',
    employmentForm: 'contract',
    startDate: '2027-02-01',
    person: {
      name: `张甲${order}`,
      documents: [{ type: 'resident_id', number: inventedNumber('19900101', order) }],
    },
    ...changes,
  };
}

type Answer = { readonly status: number; readonly body: Readonly<Record<string, unknown>> };

/** Calls the node as one account or person, from one browser: it keeps what a page leaves with it. */
export function caller(node: () => TestNode, headers: () => Record<string, string>) {
  const kept: Record<string, string> = {};
  return async (method: 'GET' | 'POST' | 'PUT', url: string, payload?: object): Promise<Answer> => {
    const request: InjectOptions = { method, url, headers: headers(), cookies: { ...kept } };
    const answer = await node().http.inject(payload === undefined ? request : { ...request, payload });
    for (const { name, value } of answer.cookies) if (name === browserCookie) kept[name] = value;
    const isJson = String(answer.headers['content-type'] ?? '').includes('json');
    return { status: answer.statusCode, body: isJson && answer.body !== '' ? answer.json() : {} };
  };
}

/** Uploads the file of a list as a browser does. */
export async function uploadFile(
  node: TestNode,
  headers: SignedIn,
  bytes: Uint8Array,
  name: string,
  again = false,
): Promise<LightMyRequestResponse> {
  return uploadTo(node, headers, `/api/inquiry-batches?again=${again}`, bytes, name);
}

/** Uploads any file as a browser does. */
export async function uploadTo(
  node: TestNode,
  headers: SignedIn,
  url: string,
  bytes: Uint8Array,
  name: string,
): Promise<LightMyRequestResponse> {
  const boundary = 'gatehouse-test-boundary';
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`;
  return node.http.inject({
    method: 'POST',
    url,
    headers: { ...headers, 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  });
}

/** Signs accounts in once each. */
export async function signedIn<Name extends string>(
  node: TestNode,
  names: readonly Name[],
): Promise<Record<Name, SignedIn>> {
  const sessions: [Name, SignedIn][] = [];
  for (const name of names) sessions.push([name, await signInAs(node, name)]);
  return Object.fromEntries(sessions) as Record<Name, SignedIn>;
}

/** An answer of the registry to one question; see `answersFrom`. */
export async function answerFrom(node: TestNode, module: Module, askId: string, outcome: Outcome): Promise<void> {
  await answersFrom(node, module, [[askId, outcome]]);
}

type Outcome = 'no_record' | 'record_found' | 'not_now';

/** Answers of the registry to questions that arrive together, brought in as the exchange would. */
export async function answersFrom(
  node: TestNode,
  module: Module,
  answers: readonly (readonly [askId: string, outcome: Outcome])[],
): Promise<void> {
  const at = node.clock.now().toISOString();
  const source = { code: 'A', nameEn: 'Registry A (invented)', nameZh: '甲库(虚构)', dataAsOf: at };
  const bodyOf = ([askId, outcome]: (typeof answers)[number]): ExchangeMessage<'inquiry.answer'> => ({
    askId,
    outcome,
    types: outcome === 'record_found' ? ['T1'] : [],
    sources: [source],
    dataAsOf: at,
    ...(outcome === 'not_now' ? { silent: { nameEn: 'Registry B', nameZh: '乙库', since: at } } : {}),
    lawPack: { id: 'demonstration', version: '1.0.0', hash: '0'.repeat(64) },
    answeredAt: at,
  });
  const parts = await module.parts(node.kernel);
  const receive = parts.receives?.['inquiry.answer'];
  if (receive === undefined) throw new Error('the module takes no answers');
  await act(node.kernel, systemViewer('exchange'), 'exchange.receive', (context) =>
    receive(
      context,
      answers.map((answer) => ({
        id: crypto.randomUUID(),
        from: { role: 'registry', node: 'test' },
        sentAt: node.clock.now(),
        body: bodyOf(answer),
      })),
    ),
  );
}

/** Recalls of the registry that arrive together, brought in as the exchange would. */
export async function recallFrom(node: TestNode, module: Module, askIds: readonly string[]): Promise<void> {
  const parts = await module.parts(node.kernel);
  const receive = parts.receives?.['inquiry.recall'];
  if (receive === undefined) throw new Error('the module takes no recalls');
  const recalledAt = node.clock.now().toISOString();
  await act(node.kernel, systemViewer('exchange'), 'exchange.receive', (context) =>
    receive(
      context,
      askIds.map((askId) => ({
        id: crypto.randomUUID(),
        from: { role: 'registry', node: 'test' },
        sentAt: node.clock.now(),
        body: { askId, recalledAt },
      })),
    ),
  );
}
