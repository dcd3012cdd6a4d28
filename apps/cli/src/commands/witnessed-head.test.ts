import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Writable } from 'node:stream';
import {
  cosigner,
  ed25519Sign,
  formatNote,
  formatVerifierKey,
  parseNote,
  requireValue,
  signerKey,
  signNote,
} from '@gatehouse/merkle';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  appendToMemoryLog,
  growMemoryLog,
  type MemoryLog,
  TEST_KEY,
} from '../../../../packages/merkle/test/memory-log.js';
import { journalCommand } from './journal.js';

const seen = Date.parse('2026-11-26T04:00:00Z') / 1000;
const witnessKeys = ['court', 'congress', 'ombudsman'].map((name, place) =>
  signerKey(`${name}.example/witness`, new Uint8Array(32).fill(place + 1), 'cosignature-v1'),
);
const policy = `log ${formatVerifierKey(TEST_KEY)}
${witnessKeys.map((key) => `witness ${key.name.split('.')[0] ?? ''} ${formatVerifierKey(key)}`).join('\n')}
group two 2 court congress ombudsman
quorum two
`;
let place: string;
let log: MemoryLog;

beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'gatehouse-witnessed-'));
  log = await growMemoryLog([300]);
});

afterEach(() => rm(place, { recursive: true, force: true }));

/** The present checkpoint with the lines of the first so many witnesses. */
function witnessed(count: number): Uint8Array {
  const note = requireValue(parseNote(log.files.get('checkpoint') ?? new Uint8Array()));
  const signers = witnessKeys.slice(0, count).map((key) => cosigner(key, seen, ed25519Sign(key)));
  return Buffer.from(formatNote(signNote(note, signers)));
}

async function verify(): Promise<{ status: number; said: string }> {
  for (const [path, bytes] of log.files) {
    await mkdir(dirname(join(place, 'log', path)), { recursive: true });
    await writeFile(join(place, 'log', path), bytes);
  }
  await writeFile(join(place, 'policy'), policy);
  let said = '';
  const stdout = new Writable({ write: (chunk: Buffer, _, done) => ((said += chunk.toString()), done()) });
  const io = { stdout, stderr: stdout, isTerminal: false, environment: {} };
  const status = await journalCommand(['verify', join(place, 'log'), '--policy', join(place, 'policy')], io);
  return { status, said };
}

describe('journal verify --policy', () => {
  it('says who witnessed the log to its end', async () => {
    log.files.set('witnessed', witnessed(2));
    const { status, said } = await verify();
    expect(said).toContain('Witnessed to its end by court, congress at 2026-11-26T04:00:00.000Z.');
    expect(status).toBe(0);
  });

  it('says since when it is unwitnessed, and how many entries', async () => {
    log.files.set('witnessed', witnessed(3));
    await appendToMemoryLog(log, 41);
    const { status, said } = await verify();
    expect(said).toContain('Witnessed up to 300 entries by court, congress, ombudsman; unwitnessed since');
    expect(said).toContain('41 entries');
    expect(status).toBe(0);
  });

  it('refuses a log that too few witnessed, or nobody', async () => {
    expect(await verify()).toMatchObject({
      status: 1,
      said: expect.stringContaining('No head of this log is witnessed'),
    });
    log.files.set('witnessed', witnessed(1));
    expect(await verify()).toMatchObject({ status: 1, said: expect.stringContaining('Too few witnesses') });
  });

  it('refuses a log that did not grow from the head that was witnessed: it was put back, or forked', async () => {
    await appendToMemoryLog(log, 41);
    const later = witnessed(2);
    log = await growMemoryLog([300]);
    log.files.set('witnessed', later);
    const { status, said } = await verify();
    expect(said).toContain('entries were taken away');
    expect(status).toBe(1);
  });

  it('names the line of a policy that cannot be read', async () => {
    log.files.set('witnessed', witnessed(2));
    await verify();
    await writeFile(join(place, 'policy'), 'quorum somebody\n');
    let said = '';
    const stdout = new Writable({ write: (chunk: Buffer, _, done) => ((said += chunk.toString()), done()) });
    const io = { stdout, stderr: stdout, isTerminal: false, environment: {} };
    expect(await journalCommand(['verify', join(place, 'log'), '--policy', join(place, 'policy')], io)).toBe(1);
    expect(said).toContain('Line 1 of the witness policy');
  });
});
