import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  cosignatureTimestamp,
  formatAddCheckpoint,
  noteVerifier,
  parseNote,
  proveConsistency,
  requireValue,
  tileReader,
  verifyNote,
} from '@gatehouse/merkle';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  appendToMemoryLog,
  growMemoryLog,
  type MemoryLog,
  signedCheckpoint,
  TEST_KEY,
} from '../../../../../../packages/merkle/test/memory-log.js';
import { fakeClock } from '../../../kernel/clock.js';
import { openWitness } from './witness.js';
import { openWitnessFolder, type WitnessFolder } from './witness-folder.js';
import { witnessServer } from './witness-server.js';

const text = new TextDecoder();
const now = new Date('2026-11-26T04:00:00Z');
let path: string;
let folder: WitnessFolder;
let log: MemoryLog;
const told: string[] = [];

beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), 'gatehouse-witness-'));
  folder = await openWitnessFolder(path, 'court.example/witness');
  log = await growMemoryLog([300]);
  told.length = 0;
});

afterEach(async () => {
  await folder.release();
  await rm(path, { recursive: true, force: true });
});

const checkpointOf = (of: MemoryLog): string => text.decode(signedCheckpoint(of.frontier));

async function ask(from: number, of = log, checkpoint = checkpointOf(of)): Promise<Uint8Array> {
  const proof = await proveConsistency(from, of.frontier.size, tileReader(of.readFile));
  return Buffer.from(formatAddCheckpoint({ oldSize: from, proof, checkpoint }));
}

const open = (kept = folder) =>
  openWitness(kept, [TEST_KEY], fakeClock(now), (origin, file) => told.push(`${origin} ${file}`));

/** Whether an answer is a line of the witness for this very checkpoint, and when it was made. */
function cosignedAt(checkpoint: string, lines: string): number | undefined {
  const { text: words } = requireValue(parseNote(Buffer.from(checkpoint)));
  const note = requireValue(parseNote(Buffer.from(`${words}\n${lines}`)));
  const [line] = requireValue(verifyNote(note, [noteVerifier(folder.key)]));
  return line === undefined ? undefined : cosignatureTimestamp(line.signature);
}

describe('a witness at work', () => {
  it('cosigns with the time, and goes on from what it kept after a restart', async () => {
    const first = await open().addCheckpoint(await ask(0));
    expect(first.status).toBe(200);
    expect(cosignedAt(checkpointOf(log), first.text)).toBe(now.getTime() / 1000);
    await folder.release();
    folder = await openWitnessFolder(path, 'another.name/ignored');
    expect(folder.key.name).toBe('court.example/witness');
    await appendToMemoryLog(log, 41);
    expect(await open().addCheckpoint(await ask(0))).toMatchObject({ status: 409, text: '300\n' });
    const second = await open().addCheckpoint(await ask(300));
    expect(cosignedAt(checkpointOf(log), second.text)).toBe(now.getTime() / 1000);
  });

  it('signs nothing that it could not keep', async () => {
    const broken = { ...folder, keepHead: () => Promise.reject(new Error('the disk is full')) };
    await expect(open(broken).addCheckpoint(await ask(0))).rejects.toThrow('the disk is full');
    expect(await folder.lastHead(TEST_KEY)).toBeUndefined();
  });

  it('keeps both heads of a log that signed two, tells of it once, and stays with the first', async () => {
    await open().addCheckpoint(await ask(0));
    const forkedFrontier = { ...log.frontier, subtreeRoots: log.frontier.subtreeRoots.toReversed() };
    const fork = text.decode(signedCheckpoint(forkedFrontier));
    for (let time = 0; time < 2; time += 1)
      expect(await open().addCheckpoint(await ask(300, log, fork))).toMatchObject({ status: 409, text: '300\n' });
    const files = await readdir(join(path, 'evidence'));
    expect(told).toEqual([`${TEST_KEY.name} ${files[0] ?? ''}`]);
    const evidence = await readFile(join(path, 'evidence', files[0] ?? ''), 'utf8');
    expect(evidence).toContain('"code":"root-does-not-fit"');
    expect(evidence).toContain(checkpointOf(log));
    expect(evidence).toContain(fork);
    expect((await folder.lastHead(TEST_KEY))?.size).toBe(300);
  });

  it('answers requests of one moment one after the other: one head is taken, the other asked for again', async () => {
    const witness = open();
    const early = await ask(0);
    await appendToMemoryLog(log, 10);
    const answers = await Promise.all([witness.addCheckpoint(early), witness.addCheckpoint(await ask(0))]);
    expect(answers.map(({ status }) => status)).toEqual([200, 409]);
  });

  it('has its folder for itself', async () => {
    await expect(openWitnessFolder(path, 'x')).rejects.toMatchObject({ code: 'data-folder-locked' });
  });

  it('answers over HTTP as C2SP tlog-witness says', async () => {
    const server = witnessServer(open(), () => undefined).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const post = async (body: Uint8Array | string) => {
      const answer = await fetch(`${address}/add-checkpoint`, { method: 'POST', body: Buffer.from(body) });
      return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
    };
    try {
      expect(await post('nothing')).toMatchObject({ status: 400 });
      expect(await post('x'.repeat(70_000))).toMatchObject({ status: 413 });
      expect(await post(await ask(0))).toMatchObject({ status: 200 });
      expect(await post(await ask(0))).toMatchObject({ status: 409, type: 'text/x.tlog.size', text: '300\n' });
      expect((await fetch(address)).status).toBe(404);
      const { heads } = (await (await fetch(`${address}/heads`)).json()) as { heads: string[] };
      const note = requireValue(parseNote(Buffer.from(heads[0] ?? '')));
      const signed = requireValue(verifyNote(note, [noteVerifier(TEST_KEY), noteVerifier(folder.key)]));
      expect([heads.length, signed.length, note.text]).toEqual([1, 2, checkpointOf(log).split('\n\n')[0] + '\n']);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it('gives people the verifier as it was built, with its keys behind # and in no request', async () => {
    const pages = { verifier: '<!doctype html>', policy: 'log a\nquorum none\n' };
    const server = witnessServer(open(), () => undefined, pages).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const get = async (path: string) => {
      const answer = await fetch(address + path, { redirect: 'manual' });
      return [answer.status, answer.headers.get('location') ?? (await answer.text())];
    };
    try {
      const [status, place] = await get('/');
      const { pathname, hash } = new URL(String(place), address);
      expect([status, pathname]).toEqual([302, '/verifier']);
      expect(new URLSearchParams(hash.slice(1)).get('keys')).toBe(pages.policy);
      expect(await get('/verifier')).toEqual([200, pages.verifier]);
      expect(await get('/policy')).toEqual([200, pages.policy]);
      expect((await get('/toString'))[0]).toBe(404);
      for (const path of ['/', '/verifier', '/policy', '/nowhere']) {
        const { headers } = await fetch(address + path, { redirect: 'manual' });
        expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
        expect(headers.get('x-content-type-options')).toBe('nosniff');
        expect(headers.get('referrer-policy')).toBe('no-referrer');
        expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
      }
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
