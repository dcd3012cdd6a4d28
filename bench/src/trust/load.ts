import { worldPassword } from '../../../test/harness/invented-world.js';
import { inventedRecord } from '../../../test/harness/invented-record.js';
import { inventedName, inventedNumber } from '../invented.js';
import { idOf, type Ledger, send, type Sent } from './ledger.js';

/** Sessions of the people who work, by account. */
export type Sessions = Readonly<Record<'clerk' | 'registrar', Readonly<Record<string, string>>>>;

/** Roles whose duty asks for no second factor: signing in is one request. */
const signingIn = ['ministry', 'procurator', 'centre', 'vice-principal'] as const;

const drafters = 4;
const registrars = 2;
/** Below what the sign-in answers from one address in a minute; a node that was killed counts anew. */
const signInsAtMost = 20;

/** A desk that has no answer: the node is gone, or could not do it. */
class Unanswered extends Error {}

/** The work of one moment: everybody at their desks, until the node is gone or they are told to stop. */
export type Load = { readonly over: Promise<void>; readonly stop: () => void };

/** Lets everybody work, each person of the load another one. @param next a number that was not used yet */
export function work(address: string, sessions: Sessions, ledger: Ledger, next: () => number): Load {
  let goesOn = true;
  const desk = async (turn: () => Promise<void>): Promise<void> => {
    while (goesOn) {
      try {
        await turn();
      } catch (error) {
        if (!(error instanceof Unanswered)) throw error;
        // A moment, so that a node that is gone is not asked a thousand times for what nobody keeps.
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  };
  const ask = askingAt(address, ledger, next);
  const over = Promise.all([
    ...Array.from({ length: drafters }, () => desk(() => checkOne(ask, sessions.clerk, next()))),
    ...Array.from({ length: registrars }, () => desk(() => enterOne(ask, sessions.registrar, next()))),
    signInAgainAndAgain(address, ledger, () => goesOn),
  ]).then(() => undefined);
  return { over, stop: () => void (goesOn = false) };
}

type Ask = (
  act: string,
  path: string,
  headers: Sent['headers'],
  body: object,
) => Promise<{ id: string; version: number }>;

/** Every request stands in the ledger before it leaves. */
function askingAt(address: string, ledger: Ledger, next: () => number): Ask {
  return async (act, path, headers, body) => {
    const key = `trust-${next()}`.padEnd(12, '-');
    const sent: Sent = { key, path, body: JSON.stringify(body), headers, act, state: 'open', id: undefined };
    ledger.sent.push(sent);
    const answer = await send(address, sent).catch(() => {
      throw new Unanswered();
    });
    const id = idOf(answer.body);
    if (answer.status >= 500) throw new Unanswered();
    if (answer.status >= 300 || id === undefined) {
      ledger.unexpected.push(`${act}: ${answer.status} ${String(answer.body['code'])}`);
      throw new Unanswered();
    }
    Object.assign(sent, { state: 'acknowledged', id });
    return { id, version: Number(answer.body['version']) };
  };
}

/** The yearly check of somebody who serves: draft, identity, notice, submission. */
async function checkOne(ask: Ask, headers: Sent['headers'], at: number): Promise<void> {
  const person = { name: inventedName(at), documents: [{ type: 'resident_id', number: inventedNumber(at) }] };
  const post = { purpose: 'annual', postClass: 'teacher', employmentForm: 'contract', startDate: '2099-09-01' };
  const { id, version } = await ask('inquiry.draft', '/api/inquiries', headers, { ...post, person });
  const path = `/api/inquiries/${id}`;
  const proof = { kind: 'original_seen', version };
  const proven = await ask('inquiry.prove-identity', `${path}/prove-identity`, headers, proof);
  const notice = { servedOn: new Date().toISOString().slice(0, 10), version: proven.version };
  const served = await ask('inquiry.serve-notice', `${path}/serve-notice`, headers, notice);
  await ask('inquiry.submit', `${path}/submit`, headers, { version: served.version });
}

async function enterOne(ask: Ask, headers: Sent['headers'], at: number): Promise<void> {
  const record = inventedRecord({ name: inventedName(at), number: inventedNumber(at) }, {}, `TRUST-${at}`);
  await ask('registry.enter-record', '/api/registry/records', headers, record);
}

async function signInAgainAndAgain(address: string, ledger: Ledger, goesOn: () => boolean): Promise<void> {
  for (let count = 0; goesOn() && count < signInsAtMost; count += 1) {
    const account = signingIn[count % signingIn.length];
    const answer = await fetch(`${address}/api/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-gatehouse-request': '1' },
      body: JSON.stringify({ account, password: worldPassword }),
    }).catch(() => undefined);
    if (answer?.status === 429) return;
    const cookie = answer?.ok === true ? answer.headers.getSetCookie()[0]?.split(';')[0] : undefined;
    // Acknowledged is what arrived whole.
    const arrived = await answer?.arrayBuffer().catch(() => undefined);
    if (cookie !== undefined && arrived !== undefined) ledger.sessions.push(cookie);
  }
}
