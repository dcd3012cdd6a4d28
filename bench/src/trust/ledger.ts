/** One request of the load that changes something, and what is known of its answer. */
export type Sent = {
  readonly key: string;
  readonly path: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The act that its entry names. */
  readonly act: string;
  state: 'open' | 'acknowledged';
  /** What it acted on, once it is acknowledged. */
  id: string | undefined;
};

/** What the load keeps of a round, as the people at their desks would: every request, and what they were told of it. */
export type Ledger = {
  readonly sent: Sent[];
  /** Cookies of sessions that were acknowledged. */
  readonly sessions: string[];
  /** Answers that nothing of the load explains, by status and code. */
  readonly unexpected: string[];
  /** How far it was asked again. */
  confirmed: { sent: number; sessions: number };
};

/** A ledger in which nothing stands. */
export function emptyLedger(): Ledger {
  return { sent: [], sessions: [], unexpected: [], confirmed: { sent: 0, sessions: 0 } };
}

/** Acknowledged things that are not there, or not as they were acknowledged; each said in words. */
export type Losses = string[];

const patience = 60_000;

/**
 * Asks again, as a browser does whose answer never came: what was acknowledged answers that it is done, by the same id; what was
 * open is done now, or was done, and never half.
 */
export async function confirm(address: string, ledger: Ledger): Promise<Losses> {
  const lost: Losses = [];
  for (const sent of ledger.sent.slice(ledger.confirmed.sent)) {
    const { status, id } = await again(address, sent);
    const [wasDone, isDone] = [sent.state === 'acknowledged', status === 208];
    if (wasDone && (!isDone || id !== sent.id)) lost.push(`${sent.act} ${sent.id}: answered ${status} ${id}`);
    else if (status >= 300 || id === undefined) lost.push(`${sent.act}: asked again, answered ${status}`);
    Object.assign(sent, { state: 'acknowledged', id: sent.id ?? id });
  }
  for (const cookie of ledger.sessions.slice(ledger.confirmed.sessions)) {
    const answer = await fetch(`${address}/api/session`, { headers: { cookie } });
    await answer.arrayBuffer();
    if (!answer.ok) lost.push(`access.sign-in: the session answered ${answer.status}`);
  }
  ledger.confirmed = { sent: ledger.sent.length, sessions: ledger.sessions.length };
  return lost;
}

/** Sends once more under the same key, until the node can do it. */
async function again(address: string, sent: Sent): Promise<{ status: number; id: string | undefined }> {
  const until = Date.now() + patience;
  for (;;) {
    const answer = await send(address, sent);
    if (answer.status < 500 || Date.now() > until) return { status: answer.status, id: idOf(answer.body) };
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

type Body = Readonly<Record<string, unknown>>;

/** Sends one request of the load. @throws where nobody answers */
export async function send(address: string, sent: Sent): Promise<{ status: number; body: Body }> {
  const headers = { ...sent.headers, 'content-type': 'application/json', 'idempotency-key': sent.key };
  const answer = await fetch(`${address}${sent.path}`, { method: 'POST', headers, body: sent.body });
  return { status: answer.status, body: (await answer.json()) as Body };
}

/** The id of what an answer is about. */
export function idOf(body: Body): string | undefined {
  const id = body['recordId'] ?? body['id'];
  return typeof id === 'string' ? id : undefined;
}
