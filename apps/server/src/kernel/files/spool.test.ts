import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSpool } from './spool.js';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-spool-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function* pieces(count: number) {
  for (let at = 0; at < count; at += 1) yield Buffer.from(`piece ${at} `.repeat(1_000));
}

test('what was taken in pieces is read as it was, with its size, and has no name meanwhile', async () => {
  const whole: Buffer[] = [];
  for await (const piece of pieces(30)) whole.push(piece);
  const spooled = await openSpool(folder)(pieces(30));
  expect(await readdir(folder)).toEqual([]);
  expect(spooled.size).toBe(Buffer.concat(whole).length);
  const read: Buffer[] = [];
  for await (const piece of spooled.read()) read.push(piece as Buffer);
  expect(Buffer.concat(read).equals(Buffer.concat(whole))).toBe(true);
});

test('what cannot be made leaves nothing', async () => {
  async function* broken() {
    yield Buffer.from('a');
    throw new Error('gone');
  }
  await expect(openSpool(folder)(broken())).rejects.toThrow('gone');
  expect(await readdir(folder)).toEqual([]);
});

test('a receiver that leaves closes the file', async () => {
  const spooled = await openSpool(folder)(pieces(200));
  const stream = spooled.read();
  for await (const _piece of stream) break;
  await expect(spooled.close()).resolves.toBeUndefined();
  expect(stream.destroyed).toBe(true);
});
