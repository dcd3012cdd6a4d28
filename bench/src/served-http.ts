import { fork } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import pg from 'pg';
import { benchAccount } from './bench-node.js';
import type { Databases } from './databases.js';
import { type Figure, figureOf, interleave, spread } from './figure.js';
import { inventedName, inventedNumber } from './invented.js';
import { pgbench, preparePgbench } from './machine.js';
import type { ServedMessage } from './served-node.js';
import type { Size } from './sizes.js';

const connections = 16;
const inquiriesRead = 50;

type Served = {
  readonly address: string;
  readonly databaseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Inquiries that can be read. */
  readonly ids: readonly string[];
  readonly stop: () => Promise<number | undefined>;
};

export type HttpFindings = {
  readonly connections: number;
  readonly readMilliseconds: { readonly p50: number; readonly p99: number };
  readonly writeMilliseconds: { readonly p50: number; readonly p99: number };
  readonly entriesOfBaselineServer: number;
  readonly serverPeakMemoryMb: { readonly product: number | undefined; readonly baseline: number | undefined };
  readonly pgbench: ReturnType<typeof spread>;
};

/**
 * T3 over HTTP, signed in. The read is one inquiry with its personal data opened; the write is a draft about one person, its
 * fields sealed. Both are decided by policy and row security, and their journal entries are durable before the answer leaves.
 */
export async function measureHttp(
  databases: Databases,
  folder: string,
  size: Size,
): Promise<{ figures: Record<'T3' | 'T3-reads-pgbench' | 'T3-writes', Figure>; findings: HttpFindings }> {
  const product = await serve(await databases.create('product'), join(folder, 'product'), 'with-journal');
  const baseline = await serve(await databases.create('baseline'), join(folder, 'baseline'), 'without-journal');
  const pgbenchUrl = await databases.create('pgbench');
  preparePgbench(pgbenchUrl);
  const latencies = { read: [] as Latency[], write: [] as Latency[] };
  const words = ['-N', '-n', '-c', String(connections), '-j', '1', '-T', String(size.seconds)];
  const { reads, without, writes, transactions } = await interleave(size.rounds, {
    reads: () => load(product, 'read', size.seconds, latencies.read),
    without: () => load(baseline, 'read', size.seconds),
    writes: () => load(product, 'write', size.seconds, latencies.write),
    transactions: async () => pgbench(pgbenchUrl, words),
  });
  const entriesOfBaselineServer = await countEntries(baseline);
  const serverPeakMemoryMb = { product: await product.stop(), baseline: await baseline.stop() };
  const bench = `pgbench -N at ${connections} connections`;
  return {
    figures: {
      T3: figureOf('reads/s', reads, 'the same server with a journal that does nothing', without),
      'T3-reads-pgbench': figureOf('reads/s', reads, bench, transactions),
      'T3-writes': figureOf('writes/s', writes, bench, transactions),
    },
    findings: {
      connections,
      readMilliseconds: middleOf(latencies.read),
      writeMilliseconds: middleOf(latencies.write),
      entriesOfBaselineServer,
      serverPeakMemoryMb,
      pgbench: spread(transactions),
    },
  };
}

async function serve(databaseUrl: string, folder: string, journal: string): Promise<Served> {
  const program = fileURLToPath(new URL('./served-node.js', import.meta.url));
  const child = fork(program, [folder, databaseUrl, String(connections), journal]);
  let peak: number | undefined;
  const ended = new Promise<void>((over) => child.once('exit', () => over()));
  const address = await new Promise<string>((resolve, reject) => {
    child.once('exit', (status) => reject(new Error(`the served node ended with status ${status}`)));
    child.on('message', (message: ServedMessage) => {
      if ('address' in message) resolve(message.address);
      else peak = message.peakMemoryMb;
    });
  });
  const headers = await signIn(address);
  const ids: string[] = [];
  for (let at = 0; at < inquiriesRead; at += 1) ids.push(await draft(address, headers, at));
  const stop = async (): Promise<number | undefined> => {
    child.send('stop');
    await ended;
    return peak;
  };
  return { address, databaseUrl, headers, ids, stop };
}

async function signIn(address: string): Promise<Record<string, string>> {
  const common = { 'content-type': 'application/json', 'x-gatehouse-request': '1' };
  const answer = await fetch(`${address}/api/sign-in`, {
    method: 'POST',
    headers: common,
    body: JSON.stringify(benchAccount),
  });
  if (!answer.ok) throw new Error(`signing in answered ${answer.status}: ${await answer.text()}`);
  return { ...common, cookie: answer.headers.getSetCookie()[0]?.split(';')[0] ?? '' };
}

async function draft(address: string, headers: Record<string, string>, at: number): Promise<string> {
  const answer = await fetch(`${address}/api/inquiries`, { method: 'POST', headers, body: draftBody(at) });
  if (!answer.ok) throw new Error(`a draft answered ${answer.status}: ${await answer.text()}`);
  return ((await answer.json()) as { id: string }).id;
}

function draftBody(at: number): string {
  return JSON.stringify({
    purpose: 'hire',
    postClass: 'teacher',
    employmentForm: 'contract',
    startDate: '2099-09-01',
    person: { name: inventedName(at), documents: [{ type: 'resident_id', number: inventedNumber(at) }] },
  });
}

type Latency = { readonly p50: number; readonly p99: number };
let written = 1000;

/** Loads one served node for some seconds. @returns answered requests per second; throws where any answer is a refusal */
async function load(
  served: Served,
  kind: 'read' | 'write',
  seconds: number,
  latencies: Latency[] = [],
): Promise<number> {
  const reads = served.ids.map((id) => ({ method: 'GET' as const, path: `/api/inquiries/${id}` }));
  const write = {
    method: 'POST' as const,
    path: '/api/inquiries',
    setupRequest: (request: autocannon.Request) => ({ ...request, body: draftBody((written += 1)) }),
  };
  const result = await autocannon({
    url: served.address,
    connections,
    duration: seconds,
    headers: served.headers,
    requests: kind === 'read' ? reads : [write],
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${kind}: ${result.non2xx} refusals and ${result.errors} errors`);
  latencies.push({ p50: result.latency.p50, p99: result.latency.p99 });
  return result.requests.total / result.duration;
}

function middleOf(latencies: readonly Latency[]): Latency {
  const later = latencies.slice(1);
  return {
    p50: spread(later.map(({ p50 }) => p50)).median,
    p99: spread(later.map(({ p99 }) => p99)).median,
  };
}

/** Entries of the server without a journal beyond those of opening it: the proof that it journals nothing. */
async function countEntries({ databaseUrl }: Served): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const counted = await client.query<{ count: string }>('select count(*) from journal.entry');
  await client.end();
  return Number(counted.rows[0]?.count);
}
