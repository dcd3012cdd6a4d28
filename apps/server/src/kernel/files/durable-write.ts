import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
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
  await writeAndRename(path, bytes, options);
  await syncFolder(dirname(path));
}

/**
 * Puts many files under their paths side by side, each as `writeDurably` does; folders are made where missing, and each is
 * synced once, when all its files stand in it.
 * Errors: `storage-full`; some of the files may stand by then, each of them whole, and nothing is being written any more.
 */
export async function writeAllDurably(
  files: readonly { readonly path: string; readonly bytes: Uint8Array }[],
  options: { readonly openFile?: OpenFile } = {},
): Promise<void> {
  const folders = [...new Set(files.map(({ path }) => dirname(path)))];
  const made = await Promise.all(folders.map((folder) => mkdir(folder, { recursive: true, mode: 0o700 })));
  // All of them come to an end before a failure is told: a second try must not meet the first one still writing.
  const written = await Promise.allSettled(files.map(({ path, bytes }) => writeAndRename(path, bytes, options)));
  for (const file of written) if (file.status === 'rejected') throw file.reason;
  const parents = made.flatMap((first, at) => (first === undefined ? [] : foldersUpTo(folders[at] ?? first, first)));
  await Promise.all([...new Set([...folders, ...parents])].map(syncFolder));
}

/** The folders that hold a new folder and the new ones above it, up to the one that holds the first. */
function foldersUpTo(folder: string, first: string): string[] {
  const above = dirname(folder);
  return folder === first || above === folder ? [above] : [above, ...foldersUpTo(above, first)];
}

async function writeAndRename(
  path: string,
  bytes: Uint8Array,
  options: { readonly workFolder?: string; readonly openFile?: OpenFile },
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
  } catch (error) {
    await rm(unfinished, { force: true });
    throw isDiskFull(error) ? new DomainError('storage-full', {}, [], error) : error;
  }
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && diskFull.has(String(error.code));
}
