import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Message } from './delivery.js';
import { fileDelivery } from './file-delivery.js';

const options = {
  sender: { name: '守门演示\r\nBcc: x@example.org', address: 'notice@gatehouse.example.org' },
  now: () => new Date('2026-01-05T08:00:00Z'),
};
const message: Message = {
  id: '10000000-0000-4000-8000-000000000001',
  to: { kind: 'email', address: 'zhangsan@example.org' },
  language: 'zh',
  subject: '结果告知',
  text: '您好。',
};
let folder = '';

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'gatehouse-delivery-')), 'out');
});
afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }));

test.each([
  ['email', undefined, ['eml', 'txt']],
  ['email', '<p>您好。</p>', ['eml', 'html', 'txt']],
  ['post', undefined, ['txt']],
  ['phone', undefined, ['txt']],
  ['file', undefined, ['txt']],
] as const)('a message to %s with HTML %j is written as %j', async (kind, html, endings) => {
  const sent = { ...message, to: { kind, address: message.to.address }, ...(html === undefined ? {} : { html }) };
  const result = await fileDelivery(folder, options).deliver(sent);
  expect(result).toEqual({ state: 'sent', reference: `${message.id}.txt` });
  expect((await readdir(folder)).sort()).toEqual(endings.map((ending) => `${message.id}.${ending}`));
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  expect(await readFile(join(folder, `${message.id}.txt`), 'utf8')).toBe(
    '收件人: zhangsan@example.org\n主题: 结果告知\n\n您好。\n',
  );
});

test('the mail form is one a mail program opens', async () => {
  await fileDelivery(folder, options).deliver({ ...message, html: '<p>您好。</p>' });
  const mail = await readFile(join(folder, `${message.id}.eml`), 'utf8');
  expect(mail).toContain(`Message-ID: <${message.id}@gatehouse.example.org>`);
  expect(mail).toContain('To: zhangsan@example.org');
  expect(mail).toContain('Date: Mon, 05 Jan 2026 08:00:00 +0000');
  expect(mail).toContain('multipart/alternative');
  expect(mail).not.toMatch(/^Bcc:/m);
});

test('an id that leads elsewhere is refused', async () => {
  const result = await fileDelivery(folder, options).deliver({ ...message, id: '../outside' });
  expect(result).toEqual({ state: 'failed', problem: 'message-invalid' });
});
