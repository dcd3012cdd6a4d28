/** The mail by which a server says that a message did not arrive (RFC 3464): there is no such address. */
export function bounceOf(messageId: string): string {
  return [
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mail.example',
    `Original-Envelope-Id: ${messageId}`,
    '',
    'Final-Recipient: rfc822; invented@example.test',
    'Action: failed',
    'Status: 5.1.1',
    '',
    '--b--',
  ].join('\r\n');
}
