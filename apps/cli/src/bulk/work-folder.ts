import { mkdir, open, readdir, readFile, rename, rm, truncate } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { exitStatus, ScreenRefusal, say } from '../screen/refusal.js';
import { lockWork } from './work-lock.js';

/** What a run is about: only a run about the very same goes on with its work. */
export interface WorkIdentity {
  /** SHA-256 of the bytes of both files. */
  readonly registry: string;
  readonly people: string;
  readonly fields: readonly string[];
  readonly ruleVersion: string;
}

/** How far a run is. Whatever lies in a lane's file behind its length was not finished and does not count. */
export interface WorkState {
  readonly part: 'everybody' | 'crowded';
  /** Stretches of the part that are done. */
  readonly done: readonly number[];
  /** By the name of each lane's file, its length. */
  readonly lanes: Readonly<Record<string, number>>;
}

/** The folder beside a result in which its work is kept until it stands. */
export interface WorkFolder {
  readonly path: string;
  readonly state: WorkState;
  /** Whether an earlier run left something. */
  readonly resumed: boolean;
  /** Makes the lanes' files durable, then the state. */
  save(state: WorkState): Promise<void>;
  /** The work is of no more use: the result stands. */
  remove(): Promise<void>;
  /** Lets another process take the folder. */
  close(): Promise<void>;
}

const format = 1;
const cursorFile = 'cursor.json';
const nothing: WorkState = { part: 'everybody', done: [], lanes: {} };

/**
 * Takes the folder of work of a result, with what an earlier run about the same left there.
 * @throws ScreenRefusal when another process works on it, it cannot be written, or it holds work about something else (unless `anew`)
 */
export async function openWork(out: string, identity: WorkIdentity, anew: boolean): Promise<WorkFolder> {
  const path = `${out}.work`;
  const unlock = await lockWork(path);
  if (unlock === undefined) throw refusal('bulk-at-work', path);
  try {
    const state = await writing(path, () => takeUp(path, identity, anew));
    return {
      path,
      state: state ?? nothing,
      resumed: state !== undefined,
      save: (next) => writing(path, () => saveState(path, identity, next)),
      remove: () => rm(path, { recursive: true, force: true }),
      close: unlock,
    };
  } catch (error) {
    await unlock();
    throw error;
  }
}

/** Work that fails on the disk: what was done before is kept. */
export async function writing<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ScreenRefusal || (error as NodeJS.ErrnoException).code === undefined) throw error;
    throw refusal('bulk-work-failed', path);
  }
}

async function takeUp(path: string, identity: WorkIdentity, anew: boolean): Promise<WorkState | undefined> {
  if (anew) await rm(path, { recursive: true, force: true });
  await mkdir(path, { recursive: true, mode: 0o700 });
  const text = await readFile(join(path, cursorFile), 'utf8').catch(() => undefined);
  const kept = text === undefined ? undefined : (JSON.parse(text) as { about: unknown; state: WorkState });
  if (kept !== undefined && JSON.stringify(kept.about) !== about(identity)) throw refusal('bulk-other-work', path);
  const lanes = kept?.state.lanes ?? {};
  for (const name of await readdir(path)) {
    if (name === cursorFile) continue;
    const length = lanes[name];
    if (length === undefined) await rm(join(path, name));
    else await truncate(join(path, name), length);
  }
  return kept?.state;
}

async function saveState(path: string, identity: WorkIdentity, state: WorkState): Promise<void> {
  for (const name of Object.keys(state.lanes)) await durable(join(path, name), 'r+');
  const fresh = join(path, `${cursorFile}.new`);
  await durable(fresh, 'w', JSON.stringify({ about: JSON.parse(about(identity)), state }));
  await rename(fresh, join(path, cursorFile));
}

async function durable(path: string, flags: 'r+' | 'w', text?: string): Promise<void> {
  const file = await open(path, flags, 0o600);
  try {
    if (text !== undefined) await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

function about({ registry, people, fields, ruleVersion }: WorkIdentity): string {
  return JSON.stringify({ format, registry, people, fields: [...fields].sort(), ruleVersion });
}

function refusal(word: 'bulk-at-work' | 'bulk-other-work' | 'bulk-work-failed', path: string): ScreenRefusal {
  return new ScreenRefusal(exitStatus.failed, say(word, { folder: basename(path) }));
}
