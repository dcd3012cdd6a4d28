import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { formatSm2NoteKey, sm2NoteKey } from '@gatehouse/merkle';
import { openNode, readConfig } from '@gatehouse/server';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../main.js';

const initWords = [
  ...['init', '--mode', 'office', '--operator', '虚构县检察院', '--division', '100000', '--law-pack', 'cn-minors-law'],
  ...['--admin', 'first:First Invented', '--admin-2', 'second:Second Invented'],
  ...['--custodian', 'Custodian One', '--custodian', 'Custodian Two', '--custodian', 'Custodian Three'],
];

/** The share on a custodian's sheet, as whoever types it off reads it. */
function shareOn(path: string): string {
  const text = execFileSync('pdftotext', ['-layout', path, '-']).toString();
  return [...text.matchAll(/^\s*\d\d((?:\s+[0-9A-Z]{5}){1,6})\s*$/gm)].map(([, groups]) => groups?.trim()).join(' ');
}

// Commercial cryptography from its making to its restore; the other commands and all tests of databases run with international.
describe('the commands of an office', () => {
  let work: string;
  const settings: Record<string, string> = {};
  const run = async (folder: string, ...words: string[]) => {
    const written = { stdout: '', stderr: '' };
    const stream = (name: keyof typeof written) =>
      new PassThrough().on('data', (bytes: Buffer) => (written[name] += bytes.toString()));
    const environment = { GATEHOUSE_DATA: join(work, folder), GATEHOUSE_LOG_LEVEL: 'silent', ...settings };
    const io = { stdout: stream('stdout'), stderr: stream('stderr'), isTerminal: false, environment };
    return { status: await main(words, io), ...written };
  };
  beforeAll(async () => {
    work = await mkdtemp(join(tmpdir(), 'gatehouse-commands-'));
  });
  afterAll(() => rm(work, { recursive: true, force: true }));

  it('write the verifier of the build for whoever hosts it, and say its SHA-256', async () => {
    const out = join(work, 'verifier.html');
    const written = await run('none', 'journal', 'verifier', '--out', out);
    const page = await readFile(out);
    expect(written).toMatchObject({ status: 0, stderr: '' });
    expect(written.stdout).toContain(createHash('sha256').update(page).digest('hex'));
    // One script and one style, allowed by their hashes, and nothing that a browser would fetch.
    expect(page.toString()).toContain("default-src 'none'");
    expect(page.toString()).not.toMatch(/<(?:link|img|iframe|script [^>]*src)/);
    expect(await run('none', 'journal', 'verifier')).toMatchObject({ status: 2 });
  });

  it('makes nothing when an answer is missing or does not fit', async () => {
    expect(await run('office', ...initWords.slice(0, 5))).toMatchObject({ status: 1 });
    const bad = [...initWords, '--choose', 'restricted-penalties=whatever'];
    expect((await run('office', ...bad)).stderr).toContain('restricted-penalties cannot be whatever');
    expect((await run('office', 'doctor')).stdout).toContain('✗');
  });

  it('makes an office whose first administrator signs in with the one-time password, and records its choices', async () => {
    settings.GATEHOUSE_CRYPTOGRAPHY = 'commercial';
    const made = await run(
      'office',
      ...initWords,
      '--choose',
      'restricted-penalties=withhold',
      '--custody',
      join(work, 'sheets'),
    );
    delete settings.GATEHOUSE_CRYPTOGRAPHY;
    expect(made).toMatchObject({ status: 0, stderr: '' });
    const choices = JSON.parse(await readFile(join(work, 'office', 'law-packs', 'choices.json'), 'utf8'));
    expect(choices).toMatchObject({ pack: 'cn-minors-law', choices: { 'restricted-penalties': 'withhold' } });
    const password = /first {2}(\S+)/.exec(made.stdout)?.[1];
    const node = await openNode(readConfig({ GATEHOUSE_DATA: join(work, 'office'), GATEHOUSE_LOG_LEVEL: 'silent' }));
    try {
      const payload = { account: 'first', password };
      const answer = await node.http.inject({ method: 'POST', url: '/api/sign-in', payload });
      expect(answer.statusCode).toBe(200);
      expect(node.mode).toBe('office');
    } finally {
      await node.close();
    }
    const again = await run('office', ...initWords);
    expect(again).toMatchObject({ status: 1 });
    expect(again.stderr).not.toBe('');
  });

  it('keeps the cryptography that its keys were drawn for, whatever a setting says later', async () => {
    expect((await run('office', 'keys')).stdout).toMatch(/^wrapping-\S+ {2}wrapping \* {2}sm4-kw {2}active/m);
    settings.GATEHOUSE_CRYPTOGRAPHY = 'international';
    const other = await run('office', 'keys');
    delete settings.GATEHOUSE_CRYPTOGRAPHY;
    expect(other).toMatchObject({ status: 1, stderr: expect.stringContaining('They are for commercial') });
  });

  it('finds nothing wrong with it until others may read its folder', async () => {
    expect(await run('office', 'doctor')).toMatchObject({ status: 0 });
    await chmod(join(work, 'office'), 0o755);
    expect(await run('office', 'doctor')).toMatchObject({ status: 1, stdout: expect.stringContaining('chmod 700') });
    await chmod(join(work, 'office'), 0o700);
  });

  it('renews its keys while it runs, and retires the old one', async () => {
    const node = await openNode(readConfig({ GATEHOUSE_DATA: join(work, 'office'), GATEHOUSE_LOG_LEVEL: 'silent' }));
    node.start();
    try {
      const old = /^(wrapping-\S+) .* (\d+) data keys$/m.exec((await run('office', 'keys')).stdout);
      expect(Number(old?.[2])).toBeGreaterThan(0);
      const early = await run('office', 'keys', 'retire', old?.[1] ?? '');
      expect(early).toMatchObject({ status: 1, stderr: expect.stringContaining('gatehouse keys renew') });
      expect(await run('office', 'keys', 'renew')).toMatchObject({ status: 0, stderr: '' });
      expect((await run('office', 'keys')).stdout).toMatch(new RegExp(`^${old?.[1]} .* 0 data keys$`, 'm'));
      expect(await run('office', 'keys', 'retire', old?.[1] ?? '')).toMatchObject({ status: 0, stderr: '' });
      expect((await run('office', 'keys')).stdout).not.toContain(old?.[1]);
      expect(await run('office', 'keys', 'renew', '--tokens')).toMatchObject({ status: 0, stderr: '' });
      expect((await run('office', 'keys')).stdout).toMatch(/^A token key was drawn and is put in force from /m);
      const again = await run('office', 'keys', 'renew', '--tokens');
      expect(again).toMatchObject({ status: 1, stderr: expect.stringContaining('is under way') });
    } finally {
      await node.close();
    }
    expect(await run('office', 'keys', 'retire')).toMatchObject({ status: 2 });
  });

  it('backs it up, running or not, and restores it', async () => {
    const identity = await generateX25519Identity();
    await writeFile(join(work, 'identity'), identity);
    const recipient = await identityToRecipient(identity);
    const words = (name: string) => ['backup', '--out', join(work, name), '--recipient', recipient];
    expect(await run('office', ...words('stopped.age'))).toMatchObject({ status: 0, stderr: '' });
    const node = await openNode(readConfig({ GATEHOUSE_DATA: join(work, 'office'), GATEHOUSE_LOG_LEVEL: 'silent' }));
    try {
      expect(await run('office', ...words('running.age'))).toMatchObject({ status: 0, stderr: '' });
      expect(await run('office', 'doctor')).toMatchObject({ status: 0 });
    } finally {
      await node.close();
    }
    // The key folder is lost: two of the three sheets and the copy beside the backup make it again, one sheet does not.
    await rename(join(work, 'office', 'keys'), join(work, 'lost'));
    const [one, two, three] = [1, 2, 3].map((number) => shareOn(join(work, 'sheets', `share-${number}.pdf`)));
    const made = (to: string, ...shares: (string | undefined)[]) =>
      run(
        'nothing',
        'keys',
        'restore',
        '--sealed',
        join(work, 'running.age.keys'),
        '--to',
        join(work, to),
        ...shares.flatMap((share) => ['--share', share ?? '']),
      );
    expect(await made('one', one)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('--share (twice) is missing'),
    });
    const mistyped = `${three?.slice(0, 4)}${three?.[4] === 'A' ? 'B' : 'A'}${three?.slice(5)}`;
    expect(await made('one', one, mistyped)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('Share 2 as it was given, group 1'),
    });
    expect(await made('from-1-3', one, three)).toMatchObject({ status: 0, stderr: '' });
    expect(await made('from-2-3', two, three)).toMatchObject({ status: 0, stderr: '' });
    for (const name of await readdir(join(work, 'lost')))
      for (const again of ['from-1-3', 'from-2-3'])
        expect(await readFile(join(work, again, name), 'utf8')).toBe(await readFile(join(work, 'lost', name), 'utf8'));
    const keys = ['--identity', join(work, 'identity'), '--keys', join(work, 'from-1-3')];
    const restored = await run('restored', 'restore', join(work, 'running.age'), ...keys);
    expect(restored).toMatchObject({ status: 0, stderr: '' });
    const log = join(work, 'restored', 'log');
    const verify = ['journal', 'verify', log, '--vkey', join(log, 'vkey')];
    expect(await run('restored', ...verify)).toMatchObject({ status: 0 });
    // The SM2 line beside the Ed25519 one, for whoever holds its key; the key of another node fits nothing.
    const bySm2 = await run('restored', ...verify, '--sm2-vkey', join(log, 'sm2.vkey'));
    expect(bySm2).toMatchObject({ status: 0, stdout: expect.stringContaining('SM2 签名相符') });
    const other = sm2NoteKey('other.example/log', Uint8Array.of(4, ...new Uint8Array(64)));
    await writeFile(join(work, 'other.vkey'), formatSm2NoteKey(other));
    expect(await run('restored', ...verify, '--sm2-vkey', join(work, 'other.vkey'))).toMatchObject({ status: 1 });
    expect(await run('restored', 'doctor')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('was never tried'),
    });
    expect(await run('restored', 'keys', 'custody', 'test', '--share', one ?? '', '--share', two ?? '')).toMatchObject({
      status: 0,
      stderr: '',
    });
    expect((await run('nothing', 'backup', '--out', 'x', '--recipient', recipient)).stderr).toContain('no node');
  });
});
