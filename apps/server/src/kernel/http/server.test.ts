import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endpoint } from '@gatehouse/contract';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Kernel } from '../kernel.js';
import { createLog } from '../log.js';
import { publicViewer } from '../viewer.js';
import { type Route, route } from './route.js';
import { buildHttp } from './server.js';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-http-'));
const written: string[] = [];
const counted: string[] = [];
let app: FastifyInstance;

const common = { access: 'public', summary: 'Of a test', journal: { none: 'of a test, which keeps none' } } as const;
const expires = new Date('2026-03-02T00:00:00Z');
const routes: readonly Route[] = [
  route(
    endpoint({
      ...common,
      method: 'GET',
      path: '/api/echo',
      query: z.strictObject({ limit: z.coerce.number().optional() }),
      answer: z.object({ address: z.string() }),
    }),
    async (_viewer, _request, { address }) => ({ address, kept: 'within' }),
  ),
  route(
    endpoint({
      ...common,
      method: 'POST',
      path: '/api/echo',
      body: z.strictObject({ word: z.string() }),
      answer: z.object({ word: z.string() }),
    }),
    async (_viewer, { body }, transport) => {
      transport.startSession('secret-of-session', expires);
      transport.bindBrowser('/api/own-page', 'secret-of-page', expires);
      return { word: body.word };
    },
  ),
  route(endpoint({ ...common, method: 'GET', path: '/api/file', file: 'text/csv' }), async () => ({
    bytes: new Uint8Array([0x61]),
    name: 'a"b\r\n名.csv',
    mediaType: 'text/csv; charset=utf-8',
  })),
  route(
    endpoint({ ...common, method: 'POST', path: '/api/upload', upload: { maximumBytes: 10 }, answer: z.object({}) }),
    async () => ({}),
  ),
  route(endpoint({ ...common, method: 'GET', path: '/api/failure', answer: z.object({}) }), async () => {
    throw new Error('a row of 虚构人');
  }),
];

beforeAll(async () => {
  const log = createLog('info', { write: (line) => void written.push(line) });
  app = await buildHttp({ log } as unknown as Kernel, {
    routes,
    authenticate: async () => publicViewer,
    refused: {
      count: async (kind) => void counted.push(kind),
      totals: () => new Map([['wrong-form', counted.length]]),
      loop: { start: () => undefined, turn: async () => undefined, stop: async () => undefined },
    },
    perMinute: 1000,
    trustedProxies: ['10.0.0.0/24'],
    version: '0',
    publicFolders: { web: join(folder, 'web'), log: folder },
    isLocal: () => false,
    operatorName: 'operator',
    secureCookies: true,
  });
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

it.each(['/api/echo', '/api/file', '/api/failure', '/api/nowhere', '/log/nothing', '/metrics', '/nowhere'])(
  'tells the browser with every answer what it may do with it: %s',
  async (url) => {
    const { headers } = await app.inject(url);
    const policy = String(headers['content-security-policy']).split(';');
    expect(policy).toEqual(
      expect.arrayContaining(["script-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]),
    );
    expect(headers).toMatchObject({
      'strict-transport-security': 'max-age=31536000; includeSubDomains',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    });
    expect(headers).not.toHaveProperty('access-control-allow-origin');
    expect(headers).not.toHaveProperty('x-powered-by');
  },
);

it('sets cookies that script does not read and that no other site, name or unencrypted page can set or send', async () => {
  const answer = await app.inject({ method: 'POST', url: '/api/echo', payload: { word: 'x' } });
  const [session, page] = [answer.headers['set-cookie']].flat().map((cookie) => String(cookie).split('; '));
  expect(session?.[0]).toBe('__Host-gatehouse_session=secret-of-session');
  expect(page?.[0]).toBe('__Secure-gatehouse_browser=secret-of-page');
  expect(session).toEqual(expect.arrayContaining(['Path=/', 'HttpOnly', 'Secure', 'SameSite=Strict']));
  expect(page).toEqual(expect.arrayContaining(['Path=/api/own-page', 'HttpOnly', 'Secure', 'SameSite=Strict']));
  expect(session?.some((part) => part.startsWith('Domain'))).toBe(false);
});

it.each([
  ['a proxy says it for somebody', '10.0.0.7', '203.0.113.5', '203.0.113.5'],
  ['somebody said it before the proxy did', '10.0.0.7', '192.0.2.1, 203.0.113.5', '203.0.113.5'],
  ['somebody else says it', '198.51.100.9', '203.0.113.5', '198.51.100.9'],
])('knows where a request comes from where %s', async (_who, remoteAddress, said, address) => {
  const answer = await app.inject({ url: '/api/echo', remoteAddress, headers: { 'x-forwarded-for': said } });
  expect(answer.json()).toEqual({ address });
});

it.each([
  ['somebody at this machine', '127.0.0.1', {}, 200],
  ['a proxy at this machine', '127.0.0.1', { 'x-forwarded-for': '203.0.113.5' }, 404],
  ['another machine', '203.0.113.5', {}, 404],
])('answers the figures of use to %s or not', async (_who, remoteAddress, headers, status) => {
  expect((await app.inject({ url: '/metrics', remoteAddress, headers })).statusCode).toBe(status);
});

describe('a request that was not agreed', () => {
  it.each([
    ['with a field more', { method: 'POST', payload: { word: 'x', role: 'admin' } }],
    ['of another type', { method: 'POST', payload: { word: 1 } }],
    ['that reaches for a prototype', { method: 'POST', payload: '{"word":"x","__proto__":{"role":"admin"}}' }],
    ['that names a parameter twice', { method: 'GET', query: 'limit=1&limit=2' }],
  ] as const)('%s is refused by its form', async (_what, { method, ...rest }) => {
    const answer = await app.inject({
      method,
      url: `/api/echo${'query' in rest ? `?${rest.query}` : ''}`,
      ...('payload' in rest ? { payload: rest.payload, headers: { 'content-type': 'application/json' } } : {}),
    });
    expect(answer.json()).toMatchObject({ code: 'request-invalid' });
  });

  it.each(['TRACE', 'PUT', 'DELETE', 'OPTIONS'] as const)('by the method %s finds nothing', async (method) => {
    expect((await app.inject({ method: method as 'PUT', url: '/api/echo' })).statusCode).toBe(404);
  });

  it('has to arrive within a time', () => {
    expect(app.server.requestTimeout).toBeGreaterThan(0);
  });
});

describe('what the server refuses by itself is counted', () => {
  const echo = { method: 'POST', url: '/api/echo' } as const;
  const withCookie = { cookie: '__Host-gatehouse_session=x' };
  it.each([
    ['wrong-form', 'of the wrong form', { ...echo, payload: { word: 1 } }],
    ['wrong-form', 'of no type that is taken', { ...echo, payload: 'x', headers: { 'content-type': 'text/x' } }],
    ['wrong-form', 'too large', { ...echo, payload: { word: 'x'.repeat(1_000_001) } }],
    ['other-site', 'that another site could have sent', { ...echo, payload: { word: 'x' }, headers: withCookie }],
    [
      'unknown-token',
      'with a made-up token',
      { ...echo, headers: { authorization: 'Bearer x' }, payload: { word: '' } },
    ],
  ])('as %s: one %s', async (kind, _what, request) => {
    counted.length = 0;
    await app.inject(request);
    expect(counted).toEqual([kind]);
  });

  it('and stands in the figures; what is as agreed is not counted', async () => {
    counted.length = 0;
    expect((await app.inject({ ...echo, payload: { word: 'x' } })).statusCode).toBe(200);
    await app.inject('/api/nowhere');
    expect(counted).toEqual([]);
    counted.push('wrong-form', 'wrong-form');
    const { body } = await app.inject({ url: '/metrics', remoteAddress: '127.0.0.1' });
    expect(body).toContain('gatehouse_refused_requests_total{kind="wrong-form"} 2');
  });
});

it('sends a file under a name that ends no header, and to be kept rather than shown', async () => {
  const { headers } = await app.inject('/api/file');
  expect(headers['content-disposition']).toBe("attachment; filename*=UTF-8''a%22b%0D%0A%E5%90%8D.csv");
  expect(headers).toMatchObject({ 'content-type': 'text/csv; charset=utf-8', 'cache-control': 'no-store' });
});

it.each([
  ['as large as its endpoint takes is taken', 10, 200],
  ['larger than its endpoint takes is given up', 11, 413],
])('a file %s', async (_what, bytes, status) => {
  const payload = `--x\r\ncontent-disposition: form-data; name="file"; filename="f"\r\n\r\n${'a'.repeat(bytes)}\r\n--x--\r\n`;
  const headers = { 'content-type': 'multipart/form-data; boundary=x' };
  expect((await app.inject({ method: 'POST', url: '/api/upload', headers, payload })).statusCode).toBe(status);
});

it('answers what the shape of the answer names, and nothing else of what was at hand', async () => {
  expect((await app.inject({ url: '/api/echo', remoteAddress: '192.0.2.1' })).json()).toEqual({ address: '192.0.2.1' });
});

it('says of a fault nothing but its number, and keeps its place in the log without its words', async () => {
  const answer = await app.inject('/api/failure');
  expect(answer.json()).toMatchObject({ status: 500, code: 'unexpected' });
  expect(answer.body).not.toMatch(/虚构人|server\.test/);
  const line = written.at(-1) ?? '';
  expect(line).toContain(String(answer.json<{ reference: string }>().reference));
  expect(line).toContain('server.test');
  expect(line).not.toContain('虚构人');
});
