/** The mail by which a server says that a message did not arrive (RFC 3464); without another status, there is no such address (RFC 3463). */
export function bounceOf(messageId: string, status = '5.1.1'): string {
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
    `Status: ${status}`,
    '',
    '--b--',
  ].join('\r\n');
}
