import { createHash } from 'node:crypto';
import { unlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Takes a folder of work for this process. The holder is alive while its local socket answers: a process that was killed holds nothing,
 * and its number could belong to anybody by now. The socket's name comes from the folder's, for its path may be no longer than 100 bytes.
 * @returns what gives the folder back; undefined where another process works on it
 */
export async function lockWork(folder: string): Promise<(() => Promise<void>) | undefined> {
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 32);
  const socket = join(tmpdir(), `gatehouse-bulk-${name}.sock`);
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const server = await listen(socket);
    if (server !== undefined) return () => new Promise((resolve) => void server.close(() => resolve()));
    if (await answers(socket)) return undefined;
    await unlink(socket).catch(() => undefined);
  }
  return undefined;
}

function listen(socket: string): Promise<Server | undefined> {
  const before = process.umask(0o177);
  const server = createServer((connection) => connection.destroy());
  return new Promise<Server | undefined>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen(socket, () => resolve(server.unref()));
  }).finally(() => process.umask(before));
}

function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = connect(socket);
    connection.once('connect', () => {
      connection.destroy();
      resolve(true);
    });
    connection.once('error', () => resolve(false));
  });
}
