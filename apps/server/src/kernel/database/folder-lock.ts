import { link, open, readFile, rename, unlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { refuse } from '../errors.js';
import { newId } from '../ids.js';

/** What the lock file says: who holds the folder, and the socket on which it answers. */
export type LockHolder = { readonly process: number; readonly socket: string };

/** A data folder held by this process. */
export type FolderLock = {
  /** Local socket, mode 0600, on which the holder answers; whoever can connect proves that it lives. */
  readonly socket: string;
  readonly server: Server;
  readonly release: () => Promise<void>;
};

const lockFile = 'gatehouse.lock';

/**
 * Takes a data folder for this process alone. The embedded database has no lock of its own, and two processes in one folder
 * would destroy it. A holder is alive while its socket answers; a process number could belong to anybody by now.
 * @throws DomainError `data-folder-locked` naming the holder's process
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const path = join(folder, lockFile);
  // A socket's path may have about 100 bytes: data folders can be deeper, so it lies in the folder for temporary files.
  const socket = join(tmpdir(), `gatehouse-${newId()}.sock`);
  const server = await listen(socket);
  try {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      if (await writeExclusive(path, { process: process.pid, socket })) {
        return { socket, server, release: () => release(path, socket, server) };
      }
      const holder = await readHolder(path);
      if (holder !== undefined && (await answers(holder.socket)))
        refuse('data-folder-locked', { process: holder.process });
      await moveAway(path, holder?.socket);
    }
    return refuse('data-folder-locked', { process: 0 });
  } catch (error) {
    server.close();
    throw error;
  }
}

/** The holder of a folder, if a living one holds it: the command line talks to it instead of opening the folder. */
export async function folderHolder(folder: string): Promise<LockHolder | undefined> {
  const holder = await readHolder(join(folder, lockFile));
  return holder !== undefined && (await answers(holder.socket)) ? holder : undefined;
}

async function listen(socket: string): Promise<Server> {
  const before = process.umask(0o177);
  try {
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(socket, resolve);
    });
    server.unref();
    return server;
  } finally {
    process.umask(before);
  }
}

async function writeExclusive(path: string, holder: LockHolder): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(JSON.stringify(holder));
    await file.sync();
    await file.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function readHolder(path: string): Promise<LockHolder | undefined> {
  try {
    const holder = JSON.parse(await readFile(path, 'utf8')) as Partial<LockHolder>;
    return typeof holder.socket === 'string' && typeof holder.process === 'number'
      ? { process: holder.process, socket: holder.socket }
      : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Moves a dead holder's file out of the way. Of several that find it dead only one moves it; one that comes late may have
 * moved the file of a new holder, and puts it back.
 */
async function moveAway(path: string, deadSocket: string | undefined): Promise<void> {
  const aside = `${path}.${newId()}.dead`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  const moved = await readHolder(aside);
  if (moved?.socket !== deadSocket) await link(aside, path).catch(() => undefined);
  await unlink(aside);
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

async function release(path: string, socket: string, server: Server): Promise<void> {
  await new Promise<void>((resolve) => server.close(() => resolve()));
  await unlink(socket).catch(() => undefined);
  const holder = await readHolder(path);
  if (holder?.socket === socket) await unlink(path);
}
