import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { registerPublicFiles } from './public-files.js';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-public-'));
let app: FastifyInstance;

beforeAll(async () => {
  const [web, log] = [join(folder, 'web'), join(folder, 'log')];
  mkdirSync(join(web, 'assets'), { recursive: true });
  mkdirSync(log);
  writeFileSync(join(web, 'index.html'), '<!doctype html>');
  writeFileSync(join(web, 'favicon.svg'), '<svg/>');
  for (const ending of ['', '.br', '.gz']) writeFileSync(join(web, `assets/page.js${ending}`), `page${ending}`);
  app = fastify();
  await registerPublicFiles(app, { web, log });
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

it.each([
  ['br', 'br', 'page.br'],
  ['gzip', 'gzip', 'page.gz'],
  ['identity', undefined, 'page'],
])('sends a file as a browser that takes %s wants it', async (accepted, encoding, body) => {
  const answer = await app.inject({ url: '/assets/page.js', headers: { 'accept-encoding': accepted } });
  expect([answer.statusCode, answer.headers['content-encoding'], answer.body]).toEqual([200, encoding, body]);
});

it('sends the mark of the product as a picture, and the document for every page', async () => {
  const mark = await app.inject('/favicon.svg');
  const page = await app.inject('/inquiries/new');
  expect([mark.headers['content-type'], page.headers['content-type']]).toEqual([
    expect.stringContaining('svg'),
    expect.stringContaining('html'),
  ]);
});
