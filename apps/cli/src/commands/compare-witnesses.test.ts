import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { formatAddCheckpoint, formatVerifierKey, proveConsistency, tileReader } from '@gatehouse/merkle';
import { openWitness, openWitnessFolder, systemClock, witnessServer } from '@gatehouse/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  appendToMemoryLog,
  growMemoryLog,
  type MemoryLog,
  signedCheckpoint,
  TEST_KEY,
} from '../../../../packages/merkle/test/memory-log.js';
import { journalCommand } from './journal.js';

let place: string;
let log: MemoryLog;
const opened: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'gatehouse-compare-'));
  log = await growMemoryLog([300]);
});

afterEach(async () => {
  for (const close of opened.splice(0)) await close();
  await rm(place, { recursive: true, force: true });
});

async function addressOf(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  opened.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A witness that runs, and has been shown some heads, one after the other. */
async function witnessOf(name: string, ...shown: readonly MemoryLog[]): Promise<string> {
  const folder = await openWitnessFolder(join(place, name), `${name}.example/witness`);
  opened.push(folder.release);
  const witness = openWitness(folder, [TEST_KEY], systemClock(), () => undefined);
  let known = 0;
  for (const { frontier, readFile: files } of shown) {
    const proof = await proveConsistency(known, frontier.size, tileReader(files));
    const checkpoint = Buffer.from(signedCheckpoint(frontier)).toString('utf8');
    const body = Buffer.from(formatAddCheckpoint({ oldSize: known, proof, checkpoint }));
    expect((await witness.addCheckpoint(body)).status).toBe(200);
    known = frontier.size;
  }
  const address = await addressOf(witnessServer(witness, () => undefined));
  return `witness ${name} ${formatVerifierKey(folder.key)} ${address}`;
}

/** The log at an address, as it is now. */
const published = (): Promise<string> =>
  addressOf(
    createServer((request, response) => {
      const bytes = log.files.get(String(request.url).slice(1));
      response.writeHead(bytes === undefined ? 404 : 200).end(bytes);
    }),
  );

async function compare(witnesses: readonly string[]): Promise<{ status: number; said: string }> {
  const lines = [`log ${formatVerifierKey(TEST_KEY)}`, ...witnesses, 'quorum none', ''];
  await writeFile(join(place, 'policy'), lines.join('\n'));
  let said = '';
  const stdout = new Writable({ write: (chunk: Buffer, _, done) => ((said += chunk.toString()), done()) });
  const io = { stdout, stderr: stdout, isTerminal: false, environment: {} };
  const words = ['compare', await published(), '--policy', join(place, 'policy'), '--out', join(place, 'kept')];
  return { status: await journalCommand(words, io), said };
}

/** As the log is now, for a head that stays when the log grows. */
const now = (): MemoryLog => ({ ...log, files: new Map(log.files) });
const others = (count: number) =>
  Array.from({ length: count }, (_, at) => new TextEncoder().encode(`another history ${at}`));

describe('journal compare', () => {
  it('finds one log where each witness saw another moment of it', async () => {
    const early = now();
    await appendToMemoryLog(log, 41);
    const witnesses = [await witnessOf('court', early), await witnessOf('congress', early, now())];
    await appendToMemoryLog(log, 7);
    const { status, said } = await compare(witnesses);
    expect(said).toContain('All of them were shown one log.');
    expect(status).toBe(0);
  });

  it('finds a log that showed two witnesses different entries, and keeps what it signed of both', async () => {
    const fork = await growMemoryLog([300]);
    await appendToMemoryLog(fork, others(41));
    await appendToMemoryLog(log, 41);
    const witnesses = [await witnessOf('court', now()), await witnessOf('congress', fork)];
    const { status, said } = await compare(witnesses);
    expect(said).toMatch(/EVIDENCE\. The log showed two histories:.*court.*congress/s);
    expect(status).toBe(1);
    const [file] = await readdir(join(place, 'kept'));
    const kept = await readFile(join(place, 'kept', file ?? ''), 'utf8');
    for (const of of [log, fork])
      expect(kept).toContain(Buffer.from(signedCheckpoint(of.frontier)).toString('utf8').trimEnd());
  });

  it('finds it also where the two saw different numbers of entries', async () => {
    const fork = await growMemoryLog([300]);
    await appendToMemoryLog(fork, others(12));
    await appendToMemoryLog(log, 41);
    const { status, said } = await compare([await witnessOf('court', now()), await witnessOf('congress', fork)]);
    expect(said).toContain('two histories');
    expect(status).toBe(1);
  });

  it('finds a log that was put back behind what a witness saw', async () => {
    const before = now();
    await appendToMemoryLog(log, 400);
    const witnesses = [await witnessOf('court', before, now())];
    log = await growMemoryLog([300]);
    const { status, said } = await compare(witnesses);
    expect(said).toContain('does not show any more what it once showed');
    expect(status).toBe(1);
  });

  it('names a witness that says nothing, or what is not signed by it, and does not call that one log', async () => {
    const court = await witnessOf('court', now());
    const liar = await addressOf(createServer((_, response) => response.end('{"heads":["nothing"]}')));
    const [congress, ombudsman] = [await keyOf('congress'), await keyOf('ombudsman')];
    const { status, said } = await compare([
      court,
      `witness congress ${congress} ${liar}`,
      `witness ombudsman ${ombudsman}`,
    ]);
    expect(said).toContain('congress did not say which head it has.');
    expect(said).toContain('ombudsman did not say');
    expect(said).not.toContain('All of them');
    expect(status).toBe(3);
  });

  it('does not call a log that cannot be reached a forked one', async () => {
    const early = now();
    await appendToMemoryLog(log, 41);
    const witnesses = [await witnessOf('court', early), await witnessOf('congress', now())];
    log.files.clear();
    const { status, said } = await compare(witnesses);
    expect(said).not.toContain('EVIDENCE');
    expect(status).toBe(3);
  });
});

async function keyOf(name: string): Promise<string> {
  const folder = await openWitnessFolder(join(place, name), `${name}.example/witness`);
  opened.push(folder.release);
  return formatVerifierKey(folder.key);
}
