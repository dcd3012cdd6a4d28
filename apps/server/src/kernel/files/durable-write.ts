import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { DomainError } from '../errors.js';

/** Opens a file for writing; the default is the file system's own. A test hands in a disk that is full. */
export type OpenFile = (path: string, flags: string, mode: number) => Promise<FileHandle>;

const diskFull = new Set(['ENOSPC', 'EDQUOT']);

/** Prefix of a file that is still being written; such a file is never read. */
export const unfinishedPrefix = '.unfinished-';

/** Makes the names inside a folder durable. Without it a crash can undo a rename that was already acknowledged. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Puts bytes under a path so that a crash leaves the old content or the new, never half: temporary file (mode 0600) in
 * `workFolder`, fsync, rename, fsync of the target's folder. `workFolder` has to lie on the same file system.
 * Errors: `storage-full`; whatever else the file system says is thrown as it is.
 */
export async function writeDurably(
  path: string,
  bytes: Uint8Array,
  options: { readonly workFolder?: string; readonly openFile?: OpenFile } = {},
): Promise<void> {
  const { workFolder = dirname(path), openFile = open } = options;
  const unfinished = join(workFolder, `${unfinishedPrefix}${basename(path)}-${randomBytes(6).toString('hex')}`);
  try {
    const handle = await openFile(unfinished, 'wx', 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(unfinished, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(unfinished, { force: true });
    throw isDiskFull(error) ? new DomainError('storage-full', {}, [], error) : error;
  }
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && diskFull.has(String(error.code));
}
