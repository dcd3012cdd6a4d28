import { createDecipheriv, createHash, type DecipherGCM } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { openSnapshot } from '@gatehouse/matching';
import { peakMemoryMb } from '../machine.js';

/** How long a process took from its first line to its first answer, and the most memory it ever held. */
export type Started = { readonly seconds: number; readonly megabytes: number };

const tagLength = 16;
const pieceLength = 262_144;

process.once('message', ({ file, key, nonce }: Record<'file' | 'key' | 'nonce', string>) => {
  const start = performance.now();
  const bytes = decrypted(file, createDecipheriv('aes-256-gcm', Buffer.from(key, 'hex'), Buffer.from(nonce, 'hex')));
  const index = openSnapshot(bytes, (text) => createHash('sha256').update(text).digest());
  index.screen({ id: 'asked', name: '欧阳虚构', birthDate: '1980-05-12' });
  const started: Started = { seconds: (performance.now() - start) / 1000, megabytes: peakMemoryMb() ?? 0 };
  process.send?.(started, () => process.disconnect());
});

/** What a file holds in clear, read piece by piece, so that it stands in memory once. Nothing is used before its tag is proven. */
function decrypted(file: string, decipher: DecipherGCM): Uint8Array {
  const opened = openSync(file, 'r');
  const bytes = new Uint8Array(fstatSync(opened).size - tagLength);
  const piece = Buffer.alloc(pieceLength);
  for (let at = 0; at < bytes.length;) {
    const read = readSync(opened, piece, 0, Math.min(pieceLength, bytes.length - at), null);
    if (read === 0) throw new Error('the snapshot ended before its length');
    bytes.set(decipher.update(piece.subarray(0, read)), at);
    at += read;
  }
  const tag = piece.subarray(0, readSync(opened, piece, 0, tagLength, null));
  closeSync(opened);
  decipher.setAuthTag(tag);
  decipher.final();
  return bytes;
}
