import { type AddressInfo, createServer, type Server } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, expect, test } from 'vitest';
import type { Message } from './delivery.js';
import { isMailbox } from './email.js';
import { smtpDelivery } from './smtp-delivery.js';

const message: Message = {
  id: '10000000-0000-4000-8000-000000000001',
  to: { kind: 'email', address: 'zhangsan@example.org' },
  language: 'zh',
  subject: '结果告知\r\nBcc: somebody@example.org',
  text: '您好。',
};
const sender = { name: '守门', address: 'notice@gatehouse.example.org', bounces: 'bounces@gatehouse.example.org' };
const now = () => new Date('2026-01-05T08:00:00Z');
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

type Received = { from: string; to: string[]; mail: string };

/** A mail server on this machine; what it took is in `received`. */
async function mailServer(options: SMTPServerOptions = {}) {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        received.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          mail: Buffer.concat(chunks).toString('utf8'),
        });
        done();
      });
    },
    ...options,
  });
  // A client that breaks off is what some tests are about.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise((resolve) => server.close(() => resolve())));
  return { port: (server.server.address() as AddressInfo).port, received };
}

/** Something that listens, and treats each connection its own way. */
async function rawServer(onConnection: Parameters<typeof createServer>[1]): Promise<number> {
  const server: Server = createServer(onConnection);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise((resolve) => server.close(() => resolve())));
  return (server.address() as AddressInfo).port;
}

function delivery(
  port: number,
  more: {
    security?: 'none' | 'starttls' | 'tls';
    timeoutSeconds?: number;
    signIn?: { user: string; password: string };
  } = {},
) {
  return smtpDelivery({ host: '127.0.0.1', port, security: 'none', sender, now, ...more });
}

function refusal(responseCode: number): Error {
  return Object.assign(new Error('<zhangsan@example.org> no'), { responseCode });
}

test('an accepted message is sent, whole, to one recipient, with bounces to their own mailbox', async () => {
  const { port, received } = await mailServer();
  expect(await delivery(port).deliver(message)).toEqual({ state: 'sent', reference: message.id });
  expect(received).toHaveLength(1);
  const [mail] = received;
  expect(mail).toMatchObject({ from: sender.bounces, to: [message.to.address] });
  expect(mail?.mail).toContain(`Message-ID: <${message.id}@gatehouse.example.org>`);
  expect(mail?.mail).toContain('Auto-Submitted: auto-generated');
  expect(mail?.mail).not.toMatch(/^Bcc:/m);
});

test.each([
  [550, 'address-refused'],
  [450, 'try-later'],
] as const)('a recipient refused with %d is %s, and the answer does not repeat the address', async (code, problem) => {
  const { port, received } = await mailServer({ onRcptTo: (_address, _session, done) => done(refusal(code)) });
  expect(await delivery(port).deliver(message)).toEqual({ state: 'failed', problem });
  expect(received).toEqual([]);
});

test.each([
  [553, 'message-refused'],
  [451, 'try-later'],
] as const)('our own mailbox refused with %d is %s, and not held against the recipient', async (code, problem) => {
  const { port } = await mailServer({ onMailFrom: (_address, _session, done) => done(refusal(code)) });
  expect(await delivery(port).deliver(message)).toEqual({ state: 'failed', problem });
});

test.each([
  [554, 'message-refused'],
  [452, 'try-later'],
] as const)('a message refused after its data with %d is %s', async (code, problem) => {
  const { port } = await mailServer({
    onData: (stream, _session, done) => {
      stream.resume();
      stream.on('end', () => done(refusal(code)));
    },
  });
  expect(await delivery(port).deliver(message)).toEqual({ state: 'failed', problem });
});

test('a connection dropped before the greeting or in the middle is unreachable', async () => {
  const atOnce = await rawServer((socket) => socket.destroy());
  expect(await delivery(atOnce).deliver(message)).toEqual({ state: 'failed', problem: 'unreachable' });
  const afterGreeting = await rawServer((socket) => {
    socket.write('220 mail.example.org ESMTP\r\n');
    socket.once('data', () => socket.destroy());
  });
  expect(await delivery(afterGreeting).deliver(message)).toEqual({ state: 'failed', problem: 'unreachable' });
});

test('nobody listening is unreachable', async () => {
  const port = await rawServer(() => undefined);
  for (const close of closing.splice(0)) await close();
  expect(await delivery(port).deliver(message)).toEqual({ state: 'failed', problem: 'unreachable' });
});

test('a server that says nothing is a timeout', async () => {
  const port = await rawServer((socket) => {
    socket.on('error', () => undefined);
  });
  expect(await delivery(port, { timeoutSeconds: 0.2 }).deliver(message)).toEqual({
    state: 'failed',
    problem: 'timeout',
  });
});

test('a wrong sign-in is told as such', async () => {
  const { port } = await mailServer({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: (_auth, _session, done) => done(refusal(535)),
  });
  const result = await delivery(port, { signIn: { user: 'node', password: 'wrong' } }).deliver(message);
  expect(result).toEqual({ state: 'failed', problem: 'sign-in-refused' });
});

test('where STARTTLS is demanded and not offered, nothing is said', async () => {
  const { port, received } = await mailServer();
  const result = await delivery(port, { security: 'starttls' }).deliver(message);
  expect(result).toEqual({ state: 'failed', problem: 'not-encrypted' });
  expect(received).toEqual([]);
});

test.each([
  ['tls', { secure: true }],
  ['starttls', {}],
  ['tls', {}],
] as const)(
  'a connection by %s to a server without a trusted certificate (%j) is not made',
  async (security, server) => {
    const { port, received } = await mailServer({ ...server, disabledCommands: [] });
    const result = await delivery(port, { security }).deliver(message);
    expect(result).toEqual({ state: 'failed', problem: 'not-encrypted' });
    expect(received).toEqual([]);
  },
);

test.each(['mail.example.org', '10.0.0.8', '127.0.0.1.example.org'])(
  'an unprotected connection to %s is not set up',
  (host) => {
    expect(() => smtpDelivery({ host, port: 25, security: 'none', sender, now })).toThrow('configuration-invalid');
  },
);

test.each([
  [{ ...message, to: { kind: 'phone', address: '13800000000' } }, 'wrong-channel'],
  [{ ...message, id: 'a\r\nb' }, 'message-invalid'],
  [{ ...message, to: { kind: 'email', address: 'a@example.org, b@example.org' } }, 'address-invalid'],
] as const)('what is no mail is refused before a connection: %#', async (refused, problem) => {
  expect(await delivery(1).deliver(refused)).toEqual({ state: 'failed', problem });
});

test.each([
  ['zhangsan@example.org', true],
  ['张三@例子.中国', true],
  ['a@b@example.org', false],
  ['a b@example.org', false],
  ['<a@example.org>', false],
  ['a@example.org\r\nRCPT TO:<b@example.org>', false],
  ['a@example.org,b@example.org', false],
  ['example.org', false],
  ['', false],
])('%j is a mailbox: %j', (address, expected) => {
  expect(isMailbox(address)).toBe(expected);
});
