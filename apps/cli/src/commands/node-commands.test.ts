import { createHash } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { openNode, readConfig } from '@gatehouse/server';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../main.js';

const initWords = [
  ...['init', '--mode', 'office', '--operator', '虚构县检察院', '--division', '100000', '--law-pack', 'cn-minors-law'],
  ...['--admin', 'first:First Invented', '--admin-2', 'second:Second Invented'],
  ...['--custodian', 'Custodian One', '--custodian', 'Custodian Two'],
];

describe('the commands of an office', () => {
  let work: string;
  const run = async (folder: string, ...words: string[]) => {
    const written = { stdout: '', stderr: '' };
    const stream = (name: keyof typeof written) =>
      new PassThrough().on('data', (bytes: Buffer) => (written[name] += bytes.toString()));
    const environment = { GATEHOUSE_DATA: join(work, folder), GATEHOUSE_LOG_LEVEL: 'silent' };
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
    const made = await run('office', ...initWords, '--choose', 'restricted-penalties=withhold');
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
    const keys = ['--identity', join(work, 'identity'), '--keys', join(work, 'office', 'keys')];
    const restored = await run('restored', 'restore', join(work, 'running.age'), ...keys);
    expect(restored).toMatchObject({ status: 0, stderr: '' });
    const log = join(work, 'restored', 'log');
    expect(await run('restored', 'journal', 'verify', log, '--vkey', join(log, 'vkey'))).toMatchObject({ status: 0 });
    expect(await run('restored', 'doctor')).toMatchObject({ status: 0 });
    expect((await run('nothing', 'backup', '--out', 'x', '--recipient', recipient)).stderr).toContain('no node');
  });
});
