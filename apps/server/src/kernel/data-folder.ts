import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { refuse } from './errors.js';

/** What is written into a data folder when it is made, and never changed. */
export type DataFolderStamp = { readonly mode: string; readonly node: string; readonly createdAt: string };

/** Folders inside a data folder. */
export function dataFolders(folder: string) {
  return {
    database: join(folder, 'database'),
    files: join(folder, 'files'),
    derived: join(folder, 'derived'),
    /** Files on their way out, without names: in no backup. */
    spool: join(folder, 'spool'),
    keys: join(folder, 'keys'),
    log: join(folder, 'log'),
    lastingActs: join(folder, 'lasting-acts'),
    outgoing: join(folder, 'outgoing'),
    lawPacks: join(folder, 'law-packs'),
    stamp: join(folder, 'gatehouse.json'),
    /** Stands while a backup is put back: what is there then is not a node. */
    unfinishedRestore: join(folder, 'restore-unfinished'),
  };
}

/**
 * The stamp of a data folder, made with `mode` when the folder is new.
 * @param mode the word configured; undefined takes the folder's own, and `demo` for a new one
 * @param makeKeys makes or finds the keys of a new node and answers its name; runs before the stamp is written, so that a
 * stamped folder whose keys are missing has lost them and is never given new ones
 * @throws DomainError `configuration-invalid` when the folder has another stamp, `restore-unfinished`
 */
export async function stampDataFolder(
  folder: string,
  mode: string | undefined,
  now: Date,
  makeKeys: () => Promise<string>,
): Promise<DataFolderStamp> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { stamp: path, unfinishedRestore } = dataFolders(folder);
  if (await isThere(unfinishedRestore)) refuse('restore-unfinished');
  const present = await readStamp(path);
  if (present !== undefined) {
    if (mode !== undefined && mode !== present.mode) {
      refuse('configuration-invalid', {
        problem: `This data folder was made for ${present.mode}; GATEHOUSE_MODE says ${mode}. Use another folder for another mode.`,
      });
    }
    return present;
  }
  const stamp = { mode: mode ?? 'demo', node: await makeKeys(), createdAt: now.toISOString() };
  await writeStamp(folder, stamp);
  return stamp;
}

/**
 * The stamp of a folder that holds a node.
 * @throws DomainError `configuration-invalid` when there is none, `restore-unfinished`
 */
export async function readDataFolderStamp(folder: string): Promise<DataFolderStamp> {
  const { stamp: path, unfinishedRestore } = dataFolders(folder);
  if (await isThere(unfinishedRestore)) refuse('restore-unfinished');
  const problem = `There is no node in ${folder}; set GATEHOUSE_DATA, or make one with gatehouse init.`;
  return (await readStamp(path)) ?? refuse('configuration-invalid', { problem });
}

/** Writes the stamp of a folder that has none yet. */
export async function writeStamp(folder: string, stamp: DataFolderStamp): Promise<void> {
  const path = dataFolders(folder).stamp;
  await writeFile(path, `${JSON.stringify(stamp, null, 2)}\n`, { flag: 'wx', mode: 0o600, flush: true });
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function readStamp(path: string): Promise<DataFolderStamp | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return JSON.parse(text) as DataFolderStamp;
  } catch {
    return refuse('configuration-invalid', { problem: `${path} cannot be read; restore it from the backup.` });
  }
}
