import { systemViewer, withTransaction } from '@gatehouse/server';
import { vi } from 'vitest';
import { type Call, callAs } from '../harness/registry-world.js';
import { codeAt, linkAt } from './post.js';
import type { JourneyWorld, Person } from './world.js';

/** A person who was asked for consent: the check, their phone, and the link that came to it. */
export type Invited = { readonly id: string; readonly phone: string; readonly link: string };

/** How a check is brought so far that a journey can begin there, by the calls that the pages make. */
export type Prepared = {
  /** A draft with proven identity. */
  readonly drafted: (person: Person, purpose?: 'hire' | 'annual') => Promise<string>;
  /** A candidate to whom the link was sent. */
  readonly invited: (person: Person) => Promise<Invited>;
  /** A candidate who was asked and has agreed. */
  readonly agreed: (person: Person) => Promise<Invited>;
  /** Sent for approval and approved, and the question has left for the registry. */
  readonly asked: (id: string) => Promise<void>;
  /** Waits until the registry has answered, which no account can see. */
  readonly answered: (id: string) => Promise<void>;
  /** Waits until a check has come to a state. */
  readonly until: (id: string, state: string) => Promise<void>;
};

const patience = { timeout: 60_000, interval: 100 };

/** Calls as clerk and reviewer of the world. */
export async function prepare(world: JourneyWorld): Promise<Prepared> {
  const clerk = patient(await callAs(world.node, 'clerk'));
  const reviewer = patient(await callAs(world.node, 'reviewer'));
  let phones = 13_800_000_100;
  const drafted: Prepared['drafted'] = async (person, purpose = 'hire') => {
    const { status, body } = await clerk('POST', '/api/inquiries', draftOf(person, purpose));
    if (status !== 201) throw new Error(`the draft was refused: ${JSON.stringify(body)}`);
    await step(clerk, String(body.id), 'prove-identity', { kind: 'original_seen' });
    return String(body.id);
  };
  const invited: Prepared['invited'] = async (person) => {
    const id = await drafted(person);
    // A phone of their own each: the same for two people is refused.
    const phone = String((phones += 1));
    await step(clerk, id, 'send-consent', { channel: 'sms', contact: phone, language: 'zh' });
    return { id, phone, link: await linkAt(world.post, phone) };
  };
  return {
    drafted,
    invited,
    agreed: async (person) => {
      const one = await invited(person);
      await agreeByLink(world, one, person);
      return one;
    },
    asked: async (id) => {
      await step(clerk, id, 'submit');
      await step(reviewer, id, 'approve');
      await until(clerk, id, 'ASKING');
    },
    answered: (id) => vi.waitFor(() => expectAnswered(world, id), patience),
    until: (id, state) => until(clerk, id, state),
  };
}

/** Calls again while the node says that nothing can be done just now, as it tells people to. */
function patient(call: Call): Call {
  return (method, url, payload) =>
    vi.waitFor(async () => {
      const answer = await call(method, url, payload);
      if (answer.status === 503) throw new Error(`${url} cannot be done just now`);
      return answer;
    }, patience);
}

function draftOf({ name, number }: Person, purpose: string): object {
  return {
    purpose,
    postClass: 'teacher',
    employmentForm: 'contract',
    startDate: '2099-09-01',
    person: { name, documents: [{ type: 'resident_id', number }] },
  };
}

async function step(who: Call, id: string, deed: string, payload: object = {}): Promise<void> {
  const { version } = (await who('GET', `/api/inquiries/${id}`)).body;
  const { status, body } = await who('POST', `/api/inquiries/${id}/${deed}`, { version, ...payload });
  if (status >= 300) throw new Error(`${deed} was refused: ${JSON.stringify(body)}`);
}

async function until(who: Call, id: string, state: string): Promise<void> {
  await vi.waitFor(async () => {
    const { body } = await who('GET', `/api/inquiries/${id}`);
    if (body.state !== state) throw new Error(`the check is still ${String(body.state)}`);
  }, patience);
}

async function expectAnswered({ node }: JourneyWorld, id: string): Promise<void> {
  const viewer = systemViewer('release-window');
  const answer = await withTransaction(node.kernel.database, viewer, node.clock.now(), ({ sql }) =>
    sql.selectFrom('inquiry.answer').select('state').where('applicationId', '=', id).executeTakeFirst(),
  );
  if (answer === undefined || answer.state === 'WAITING') throw new Error('the registry has not answered');
}

/** The person opens their link with the code that comes to their phone, and agrees. */
export async function agreeByLink(
  world: JourneyWorld,
  { phone, link }: Omit<Invited, 'id'>,
  person: Person,
): Promise<void> {
  const kept: Record<string, string> = {};
  const call = (url: string, payload: object) => asPerson(world, link, url, payload, kept);
  const before = world.post.count(phone);
  await call('/api/consent/code', {});
  const { text } = await call('/api/consent/unlock', { code: await codeAt(world.post, phone, before) });
  const { hash } = text as { hash: string };
  const own = { name: person.name, documentNumber: person.number };
  await call('/api/consent/answer', { answer: 'agree', textHash: hash, ...own });
}

/** @param kept what the page left with this browser */
async function asPerson(
  { node }: JourneyWorld,
  link: string,
  url: string,
  payload: object,
  kept: Record<string, string>,
) {
  const headers = { authorization: `Link ${link.split('#')[1] ?? ''}` };
  const answer = await node.http.inject({ method: 'POST', url, headers, payload, cookies: { ...kept } });
  if (answer.statusCode >= 300) throw new Error(`${url} was refused: ${answer.body}`);
  for (const { name, value } of answer.cookies) kept[name] = value;
  return JSON.parse(answer.body) as Record<string, unknown>;
}
