import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '../errors.js';
import {
  cryptographyOfDataKey,
  type DataKey,
  type DataKeyRecord,
  type KeyRing,
  openField,
  sealField,
} from '../keys/index.js';
import { type OpenFile, syncFolder, unfinishedPrefix, writeDurably } from './durable-write.js';

/** The largest object taken: a scanned letter of many pages. Objects are held in memory whole. */
export const largestFileBytes = 20 * 1024 * 1024;

/** An object just stored. The caller stores `dataKey` and `hash` in its transaction; without the record nothing opens. */
export type StoredFile = {
  /** Name of the object: 64 hexadecimal digits. */
  readonly hash: string;
  /** Size of the content in bytes. */
  readonly size: number;
  readonly dataKey: DataKeyRecord;
};

/** How an object is stored. */
export type PutOptions = { readonly kind: string; readonly boundTo?: string };

/** Encrypted objects in a folder. Which row names an object, and who may read it, is settled by the caller. */
export type FileStore = {
  /**
   * Stores content durably before it answers. `kind` is the record kind of its data key; `boundTo` says what the content rests on,
   * and is sealed in.
   * Errors: `request-too-large`, `storage-full`. After an error nothing of the object is left.
   */
  readonly put: (content: Uint8Array, options: PutOptions) => Promise<StoredFile>;
  /**
   * The content, checked against its name and against what it was bound to.
   * Errors: `stored-file-missing`, `stored-file-altered`, those of opening a data key.
   */
  readonly get: (hash: string, dataKey: DataKeyRecord, boundTo?: string) => Promise<Uint8Array>;
  /** Takes an object away; one that is gone already is no error. */
  readonly remove: (hash: string) => Promise<void>;
  /** Takes away every object but the named ones; for a folder whose objects all have one owner. Returns how many. */
  readonly keepOnly: (hashes: ReadonlySet<string>) => Promise<number>;
  /** Clears away what a crash left half written before `olderThan`. Returns how many. */
  readonly removeUnfinished: (olderThan: Date) => Promise<number>;
};

/**
 * Opens a file store under `<folder>/ab/cdef…`, made when absent (folders 0700, files 0600).
 *
 * The name is a keyed token of the content's hash (SHA-256, or SM3 under an SM4 data key) and of the data key's id. It proves the content to whoever holds the
 * ring; to whoever sees only the folder, equal content has different names, within a kind as across kinds. So every object
 * has one owner, and destroying its data key or removing it touches no other.
 */
export function openFileStore(folder: string, ring: KeyRing, options: { openFile?: OpenFile } = {}): FileStore {
  const workFolder = join(folder, 'unfinished');

  const put = async (content: Uint8Array, { kind, boundTo }: PutOptions): Promise<StoredFile> => {
    if (content.length > largestFileBytes) throw new DomainError('request-too-large', { limit: '20 MB' });
    const { record, key } = await ring.newDataKey(kind);
    const hash = Buffer.from(ring.token(purpose(kind), nameInput(key, content))).toString('hex');
    const sealed = sealField(key, placeOf(hash, boundTo), content);
    await makeFolders(folder, hash, workFolder);
    await writeDurably(pathOf(folder, hash), sealed, { ...options, workFolder });
    return { hash, size: content.length, dataKey: record };
  };

  const get = async (hash: string, record: DataKeyRecord, boundTo?: string): Promise<Uint8Array> => {
    const sealed = await readObject(pathOf(folder, hash), hash);
    const key = await ring.open(record);
    const content = openObject(key, hash, boundTo, sealed);
    const names = ring.tokens(purpose(record.kind), nameInput(key, content));
    if (!names.some((name) => Buffer.from(name).toString('hex') === hash)) throw altered(hash);
    return content;
  };

  return {
    put,
    get,
    remove: (hash) => removeObject(pathOf(folder, hash)),
    keepOnly: (hashes) => keepOnly(folder, hashes),
    removeUnfinished: (olderThan) => removeUnfinished(workFolder, olderThan),
  };
}

function purpose(kind: string): string {
  return `file.${kind}`;
}

function nameInput(key: DataKey, content: Uint8Array): Uint8Array {
  const isCommercial = cryptographyOfDataKey(key.secret.symmetricKeySize) === 'commercial';
  return createHash(isCommercial ? 'sm3' : 'sha256')
    .update(key.id)
    .update('\0')
    .update(content)
    .digest();
}

function placeOf(hash: string, boundTo = '') {
  return { table: 'kernel.stored_file', column: 'content', row: boundTo === '' ? hash : `${hash} ${boundTo}` };
}

/** Also keeps a name from leading out of the folder. */
function pathOf(folder: string, hash: string): string {
  if (!/^[0-9a-f]{64}$/.test(hash)) throw new DomainError('stored-file-missing', { name: 'unnamed' });
  return join(folder, hash.slice(0, 2), hash.slice(2));
}

async function makeFolders(folder: string, hash: string, workFolder: string): Promise<void> {
  await mkdir(workFolder, { recursive: true, mode: 0o700 });
  const made = await mkdir(join(folder, hash.slice(0, 2)), { recursive: true, mode: 0o700 });
  if (made !== undefined) await syncFolder(folder);
}

async function readObject(path: string, hash: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    if (!isNotThere(error)) throw error;
    throw new DomainError('stored-file-missing', { name: hash }, [], error);
  }
}

function openObject(key: DataKey, hash: string, boundTo: string | undefined, sealed: Uint8Array): Uint8Array {
  try {
    return openField(key, placeOf(hash, boundTo), sealed);
  } catch (error) {
    throw error instanceof DomainError ? altered(hash, error) : error;
  }
}

function altered(hash: string, cause?: DomainError): DomainError {
  return new DomainError('stored-file-altered', { name: hash }, [], cause);
}

async function removeObject(path: string): Promise<void> {
  await rm(path, { force: true });
}

async function keepOnly(folder: string, hashes: ReadonlySet<string>): Promise<number> {
  const shelves = (await namesIn(folder)).filter((name) => /^[0-9a-f]{2}$/.test(name));
  let removed = 0;
  for (const shelf of shelves) {
    const left = (await namesIn(join(folder, shelf))).filter((rest) => !hashes.has(`${shelf}${rest}`));
    for (const rest of left) await removeObject(join(folder, shelf, rest));
    removed += left.length;
  }
  return removed;
}

async function removeUnfinished(workFolder: string, olderThan: Date): Promise<number> {
  const names = await namesIn(workFolder);
  let removed = 0;
  for (const name of names.filter((known) => known.startsWith(unfinishedPrefix))) {
    const path = join(workFolder, name);
    const found = await stat(path).catch(() => undefined);
    if (found === undefined || found.mtime >= olderThan) continue;
    await rm(path, { force: true });
    removed += 1;
  }
  return removed;
}

function isNotThere(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** The names in a folder; none where it is not there. */
async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: unknown) => {
    if (isNotThere(error)) return [];
    throw error;
  });
}
