import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { Message } from './delivery.js';
import { smsWebhookDelivery } from './sms-webhook-delivery.js';

const secret = Buffer.alloc(32, 9);
const message: Message = {
  id: '10000000-0000-4000-8000-000000000001',
  to: { kind: 'phone', address: '+8613800000000' },
  language: 'zh',
  subject: '不发送',
  text: '您有一份通知。',
};
const now = () => new Date('2026-01-05T08:00:00Z');
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function httpServer(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/send`;
}

/** A gateway that answers the same to everything, and keeps what it was asked. */
async function gateway(status: number, answer = '', headers: Record<string, string> = {}) {
  const asked: { url: string; headers: IncomingHttpHeaders; body: string }[] = [];
  const url = await httpServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    asked.push({ url: request.url ?? '', headers: request.headers, body });
    response.writeHead(status, headers).end(answer);
  });
  return { url, asked };
}

function delivery(url: string, timeoutSeconds = 5) {
  return smsWebhookDelivery({ url, secret, timeoutSeconds, now });
}

test('a message is posted signed, with its id as idempotency key and nothing of it in the address', async () => {
  const { url, asked } = await gateway(200, '{"reference": "G-17"}');
  expect(await delivery(url).deliver(message)).toEqual({ state: 'sent', reference: 'G-17' });
  const [request] = asked;
  const expected = createHmac('sha256', secret).update(`1767600000.${request?.body}`).digest('hex');
  expect(request?.url).toBe('/send');
  expect(request?.headers).toMatchObject({
    'gatehouse-timestamp': '1767600000',
    'gatehouse-signature': `v1=${expected}`,
    'idempotency-key': message.id,
    'content-type': 'application/json',
  });
  expect(JSON.parse(request?.body ?? '')).toEqual({
    id: message.id,
    to: message.to.address,
    language: 'zh',
    text: message.text,
  });
});

test.each(['', 'not json', '{"reference": "您有一份通知"}', '{"reference": 3}', 'x'.repeat(200_000)])(
  'an answer without a usable reference is still sent: %#',
  async (answer) => {
    const { url } = await gateway(202, answer);
    expect(await delivery(url).deliver(message)).toEqual({ state: 'sent' });
  },
);

test.each([
  [400, 'message-refused'],
  [401, 'sign-in-refused'],
  [403, 'sign-in-refused'],
  [422, 'address-refused'],
  [429, 'try-later'],
  [500, 'try-later'],
  [503, 'try-later'],
] as const)('status %d is %s', async (status, problem) => {
  const { url } = await gateway(status, message.to.address);
  expect(await delivery(url).deliver(message)).toEqual({ state: 'failed', problem });
});

test.each([301, 302, 307, 308])(
  'a redirect (%d) is not followed: only the configured host is asked',
  async (status) => {
    const elsewhere = await gateway(200);
    const { url } = await gateway(status, '', { location: elsewhere.url });
    expect(await delivery(url).deliver(message)).toEqual({ state: 'failed', problem: 'message-refused' });
    expect(elsewhere.asked).toEqual([]);
  },
);

test('a gateway that does not answer, or stops in the middle, is a timeout', async () => {
  const silent = await httpServer(() => undefined);
  const halting = await httpServer((_request, response) => {
    response.writeHead(200).write('{"refer');
  });
  for (const url of [silent, halting]) {
    expect(await delivery(url, 0.2).deliver(message)).toEqual({ state: 'failed', problem: 'timeout' });
  }
});

test('a dropped connection, and nobody listening, are unreachable', async () => {
  const dropping = await httpServer((request) => request.socket.destroy());
  expect(await delivery(dropping).deliver(message)).toEqual({ state: 'failed', problem: 'unreachable' });
  for (const close of closing.splice(0)) await close();
  expect(await delivery(dropping).deliver(message)).toEqual({ state: 'failed', problem: 'unreachable' });
});

test.each([
  ['http://gateway.example.org/send'],
  ['http://127.0.0.1.example.org/send'],
  ['https://user:password@gateway.example.org/send'],
  ['file:///etc/passwd'],
  ['gateway'],
])('%s is not set up as a gateway', (url) => {
  expect(() => delivery(url)).toThrow('configuration-invalid');
});

test('a short secret is refused', () => {
  const url = 'https://gateway.example.org/send';
  expect(() => smsWebhookDelivery({ url, secret: Buffer.alloc(31), now })).toThrow('configuration-invalid');
});

test.each([
  [{ ...message, to: { kind: 'email', address: 'a@example.org' } }, 'wrong-channel'],
  [{ ...message, to: { kind: 'phone', address: '138 0000 0000' } }, 'address-invalid'],
  [{ ...message, to: { kind: 'phone', address: '138/../x' } }, 'address-invalid'],
  [{ ...message, id: '' }, 'message-invalid'],
] as const)('what is no short message is refused before anything is asked: %#', async (refused, problem) => {
  const { url, asked } = await gateway(200);
  expect(await delivery(url).deliver(refused)).toEqual({ state: 'failed', problem });
  expect(asked).toEqual([]);
});
