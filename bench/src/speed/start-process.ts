import { createDecipheriv, createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { openSnapshot } from '@gatehouse/matching';
import { peakMemoryMb } from '../machine.js';

/** How long a process took from its first line to its first answer, and the most memory it ever held. */
export type Started = { readonly seconds: number; readonly megabytes: number };

const tagLength = 16;

process.once('message', ({ file, key, nonce }: Record<'file' | 'key' | 'nonce', string>) => {
  const start = performance.now();
  const sealed = readFileSync(file);
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key, 'hex'), Buffer.from(nonce, 'hex'));
  decipher.setAuthTag(sealed.subarray(-tagLength));
  const bytes = decipher.update(sealed.subarray(0, -tagLength));
  decipher.final();
  const index = openSnapshot(bytes, (text) => createHash('sha256').update(text).digest());
  index.screen({ id: 'asked', name: '欧阳虚构', birthDate: '1980-05-12' });
  const started: Started = { seconds: (performance.now() - start) / 1000, megabytes: peakMemoryMb() ?? 0 };
  process.send?.(started, () => process.disconnect());
});
