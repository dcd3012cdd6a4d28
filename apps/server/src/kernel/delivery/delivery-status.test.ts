import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDeliveryStatus } from './delivery-status.js';

const id = '10000000-0000-4000-8000-000000000001';

function notice(options: { report?: string; returned?: string; type?: string; encoding?: string } = {}): string {
  const report = options.report ?? defaultReport();
  return [
    'From: MAILER-DAEMON@mail.example.org',
    'Subject: Undelivered Mail Returned to Sender',
    `Content-Type: ${options.type ?? 'multipart/report; report-type=delivery-status;\r\n\tboundary="=_b/1"'}`,
    '',
    'This is a MIME-encapsulated message.',
    '--=_b/1',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'I could not deliver your message.',
    '--=_b/1',
    'Content-Type: message/delivery-status',
    ...(options.encoding === undefined ? [] : [`Content-Transfer-Encoding: ${options.encoding}`]),
    '',
    report,
    '--=_b/1',
    'Content-Type: text/rfc822-headers',
    '',
    options.returned ?? `Message-ID: <${id}@gatehouse.example.org>\r\nSubject: x`,
    '--=_b/1--',
    'epilogue',
  ].join('\r\n');
}

function defaultReport(action = 'failed', status = '5.1.1'): string {
  return [
    'Reporting-MTA: dns; mail.example.org',
    '',
    'Final-Recipient: rfc822; nobody@example.org',
    `Action: ${action}`,
    `Status: ${status}`,
    'Diagnostic-Code: smtp; 550 5.1.1 <nobody@example.org>:',
    '    Recipient address rejected',
  ].join('\r\n');
}

test.each([
  ['failed', '5.1.1'],
  ['delayed', '4.4.1'],
  ['delivered', '2.0.0'],
  ['relayed', '2.1.9'],
] as const)('a notice that a message was %s tells whose and how', (action, status) => {
  expect(parseDeliveryStatus(notice({ report: defaultReport(action, status) }))).toEqual({
    messageId: id,
    recipients: [{ address: 'nobody@example.org', action, status }],
  });
});

test('the envelope id holds before the returned headers', () => {
  const report = `Original-Envelope-Id: ${id}\r\n${defaultReport()}`;
  const read = parseDeliveryStatus(notice({ report, returned: 'Message-ID: <other@example.org>' }));
  expect(read?.messageId).toBe(id);
});

test('the original recipient holds before the final one, field names in any case', () => {
  const report = defaultReport().replace(
    'Final-Recipient',
    'ORIGINAL-recipient: rfc822;asked@example.org\r\nFinal-Recipient',
  );
  expect(parseDeliveryStatus(notice({ report }))?.recipients[0]?.address).toBe('asked@example.org');
});

test('several recipients are told apart', () => {
  const second = 'Final-Recipient: rfc822; second@example.org\r\nAction: delayed\r\nStatus: 4.2.2';
  const read = parseDeliveryStatus(notice({ report: `${defaultReport()}\r\n\r\n${second}` }));
  expect(read?.recipients.map(({ address, action }) => [address, action])).toEqual([
    ['nobody@example.org', 'failed'],
    ['second@example.org', 'delayed'],
  ]);
});

test.each([
  ['base64', Buffer.from(defaultReport()).toString('base64')],
  ['quoted-printable', defaultReport().replace('nobody@', 'nobo=\r\ndy=40')],
  ['7bit', defaultReport()],
])('a report in %s is read', (encoding, report) => {
  expect(parseDeliveryStatus(notice({ encoding, report }))?.recipients[0]?.address).toBe('nobody@example.org');
});

test('bytes and bare line feeds are read alike', () => {
  const read = parseDeliveryStatus(Buffer.from(notice().replaceAll('\r\n', '\n')));
  expect(read?.recipients).toHaveLength(1);
});

test('a notice whose original is not named still tells the recipient', () => {
  expect(parseDeliveryStatus(notice({ returned: 'Subject: x' }))).toEqual({
    recipients: [{ address: 'nobody@example.org', action: 'failed', status: '5.1.1' }],
  });
});

test.each([
  ['an ordinary mail', 'From: a@example.org\r\nSubject: Hello\r\n\r\nText'],
  ['an answer while away', 'Auto-Submitted: auto-replied\r\nContent-Type: text/plain\r\n\r\nI am away'],
  ['nothing', ''],
  ['a report of another type', notice({ type: 'multipart/mixed; boundary="=_b/1"' })],
  ['a report without boundary', notice({ type: 'multipart/report' })],
  ['an action nobody knows', notice({ report: defaultReport('sung') })],
  ['a status that is none', notice({ report: defaultReport('failed', 'bad') })],
  ['too much', `${notice()}${'x'.repeat(1024 * 1024)}`],
])('%s is no notice', (_, raw) => {
  expect(parseDeliveryStatus(raw)).toBeUndefined();
});

test('a notice cut anywhere is read or not, and never breaks', () => {
  fc.assert(
    fc.property(fc.nat(notice().length), fc.string(), (at, rest) => {
      parseDeliveryStatus(notice().slice(0, at) + rest);
    }),
  );
});
