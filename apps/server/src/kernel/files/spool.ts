import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';

/** A file on its way out: its size is known before its first byte leaves. Whoever does not send it closes it. */
export type Spooled = { readonly size: number; readonly read: () => Readable; readonly close: () => Promise<void> };

/** Takes a file that is made piece by piece, and keeps it until it is sent. */
export type Spool = (pieces: AsyncIterable<Uint8Array>) => Promise<Spooled>;

const algorithm = 'aes-256-ctr';
const pieceBytes = 64 * 1024;

/**
 * Opens a spool in a folder, for files that are too large for memory. What is read from the database is complete here before anything
 * leaves: its entry can be written first, a broken sending is noticed by its length, and a slow receiver holds no transaction.
 *
 * A file is encrypted under a key that only this process has, for this file, and has no name from the moment on at which it is open: a crash
 * leaves nothing.
 */
export function openSpool(folder: string): Spool {
  return async (pieces) => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, randomBytes(16).toString('hex'));
    const file = await open(path, 'wx+', 0o600);
    try {
      await rm(path);
      const [key, start] = [randomBytes(32), randomBytes(16)];
      const cipher = createCipheriv(algorithm, key, start);
      let size = 0;
      for await (const piece of pieces) {
        if (piece.length === 0) continue;
        await file.writeFile(cipher.update(piece));
        size += piece.length;
      }
      return {
        size,
        read: () => readFrom(file, createDecipheriv(algorithm, key, start)),
        close: () => file.close(),
      };
    } catch (error) {
      await file.close();
      throw error;
    }
  };
}

function readFrom(file: FileHandle, decipher: ReturnType<typeof createDecipheriv>): Readable {
  let position = 0;
  return new Readable({
    highWaterMark: pieceBytes,
    read() {
      file.read(Buffer.alloc(pieceBytes), 0, pieceBytes, position).then(
        ({ bytesRead, buffer }) => {
          position += bytesRead;
          this.push(bytesRead === 0 ? null : decipher.update(buffer.subarray(0, bytesRead)));
        },
        (error: Error) => this.destroy(error),
      );
    },
    destroy(error, done) {
      file.close().then(
        () => done(error),
        () => done(error),
      );
    },
  });
}
