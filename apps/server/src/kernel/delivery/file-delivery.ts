import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '../errors.js';
import { writeDurably } from '../files/durable-write.js';
import { type DeliveryProvider, failed, isMessageId, type Message } from './delivery.js';
import { type EmailSender, renderEmail } from './email.js';

/**
 * Writes every message into a folder (0700, files 0600) for somebody to hand on, and for the demonstration to show: always
 * `<id>.txt`, `<id>.html` where the message has HTML, `<id>.eml` where it goes to a mailbox. Takes every kind of address.
 * The folder holds personal data in clear; it is the office's out-tray and not part of the data folder's encrypted store.
 */
export function fileDelivery(folder: string, options: { sender: EmailSender; now: () => Date }): DeliveryProvider {
  return {
    kind: 'file',
    deliver: async (message) => {
      if (!isMessageId(message.id)) return failed('message-invalid');
      try {
        await writeMessage(folder, message, options.sender, options.now());
      } catch (error) {
        if (error instanceof DomainError && error.code === 'storage-full') return failed('storage-full');
        throw error;
      }
      return { state: 'sent', reference: `${message.id}.txt` };
    },
  };
}

async function writeMessage(folder: string, message: Message, sender: EmailSender, now: Date): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = (ending: string) => join(folder, `${message.id}.${ending}`);
  if (message.html !== undefined) await writeDurably(path('html'), Buffer.from(message.html, 'utf8'));
  if (message.to.kind === 'email') await writeDurably(path('eml'), await renderEmail(message, sender, now));
  await writeDurably(path('txt'), Buffer.from(plainForm(message), 'utf8'));
}

function plainForm({ to, subject, text, language }: Message): string {
  const titles = language === 'zh' ? ['收件人', '主题'] : ['To', 'Subject'];
  return `${titles[0]}: ${to.address}\n${titles[1]}: ${subject}\n\n${text}\n`;
}
