import nodemailer, { type SendMailOptions } from 'nodemailer';
import { type Message, singleLine } from './delivery.js';

/** Who writes: the name and mailbox people see, and the mailbox to which bounces return. */
export type EmailSender = { readonly name: string; readonly address: string; readonly bounces?: string };

/** Whether a word is one plain mailbox (RFC 5321, addr-spec without quoting), so that no second recipient hides in it. */
export function isMailbox(address: string): boolean {
  return address.length <= 254 && /^[^\s@<>()[\]\\,;:"\p{Cc}]{1,64}@[^\s@<>()[\]\\,;:"\p{Cc}]+$/u.test(address);
}

/** The mail of a message. Its Message-ID and envelope id hold the message's id, by which a bounce is told. */
export function emailOf(message: Message, sender: EmailSender, now: Date): SendMailOptions {
  const domain = sender.address.slice(sender.address.lastIndexOf('@') + 1);
  return {
    from: { name: singleLine(sender.name), address: sender.address },
    to: { name: '', address: message.to.address },
    envelope: { from: sender.bounces ?? sender.address, to: [message.to.address] },
    messageId: `<${message.id}@${domain}>`,
    date: now,
    subject: singleLine(message.subject),
    text: message.text,
    ...(message.html === undefined ? {} : { html: message.html }),
    headers: { 'Content-Language': message.language === 'zh' ? 'zh-CN' : 'en', 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** A mail as it would go over the wire (RFC 5322), for a folder instead of a server. */
export async function renderEmail(message: Message, sender: EmailSender, now: Date): Promise<Uint8Array> {
  const transport = nodemailer.createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  const { message: rendered } = await transport.sendMail(emailOf(message, sender, now));
  if (!Buffer.isBuffer(rendered)) throw new Error('a buffering transport answers with a buffer');
  return rendered;
}
