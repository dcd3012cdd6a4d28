import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { DomainError } from '../errors.js';
import { syncFolder, writeDurably } from '../files/durable-write.js';
import { drawFirstKeys, drawKeyEntry, type KeyEntry, parseKeyEntry } from './key-entry.js';
import { everyScope, type KeyProvider } from './provider.js';
import { softwareKeyProvider } from './software-keys.js';

const keyFileEnding = '.key.json';

/**
 * Makes the keys of a new node in a folder that is not there yet or is empty: folder 0700, files 0600, all of them or none.
 * Errors: `keys-exist`. Keys that exist are never added to or replaced: what they sealed and the tokens they made would no
 * longer be found, and a look-up that misses reads like "no record".
 */
export async function createKeyFolder(folder: string, options: { node: string; now: () => Date }): Promise<void> {
  const target = resolve(folder);
  const unfinished = join(dirname(target), `.${basename(target)}-${randomBytes(6).toString('hex')}`);
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  await mkdir(unfinished, { mode: 0o700 });
  try {
    for (const entry of drawFirstKeys(options.node, options.now())) await writeKeyFile(unfinished, entry);
    await rename(unfinished, target);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw isOccupied(error) ? new DomainError('keys-exist', { place: folder }) : error;
  }
  await syncFolder(dirname(target));
}

function isOccupied(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes(String(error.code));
}

/**
 * Opens the keys of a node. With `node` it also refuses keys made for another node.
 * Errors: `keys-missing`, `keys-too-open` (folder wider than 0700, a file wider than 0600), `keys-invalid`,
 * `keys-of-another-node`.
 */
export async function openKeyFolder(folder: string, options: { node?: string } = {}): Promise<KeyProvider> {
  const read = async (): Promise<KeyProvider> => {
    const provider = softwareKeyProvider('folder', folder, await readKeyFolder(folder));
    refuseOtherNode(provider, options.node);
    return provider;
  };
  let current = await read();
  return {
    wrap: (kind, dataKey) => current.wrap(kind, dataKey),
    unwrap: (kind, keyId, wrapped) => current.unwrap(kind, keyId, wrapped),
    token: (purpose, input) => current.token(purpose, input),
    tokens: (purpose, input) => current.tokens(purpose, input),
    sign: (name, bytes) => current.sign(name, bytes),
    publicKey: (name) => current.publicKey(name),
    describe: () => current.describe(),
    reload: async () => {
      current = await read();
    },
  };
}

/** Refuses keys made for another node than the one that opens them. Errors: `keys-of-another-node`. */
export function refuseOtherNode(provider: KeyProvider, expected: string | undefined): void {
  const found = provider.describe().node;
  if (expected !== undefined && expected !== found) throw new DomainError('keys-of-another-node', { found, expected });
}

/**
 * Draws the next epoch for wrapping or tokens, staged: every process opens and searches with it once it has reloaded, none
 * wraps or makes tokens with it before `activateKeyEpoch`. Without that pause a process that does not know the epoch yet
 * would look up an old token only and miss the row. `scope` limits the epoch to one kind or purpose. Returns its id.
 */
export async function stageKeyEpoch(
  folder: string,
  epoch: { use: 'wrapping' | 'tokens'; scope?: string; now: () => Date },
): Promise<string> {
  const entries = await readKeyFolder(folder);
  const node = entries[0]?.node;
  if (node === undefined) throw new DomainError('keys-missing', { place: folder });
  const { use, scope = everyScope } = epoch;
  const used = entries.filter((entry) => entry.use === use).map((entry) => entry.sequence);
  const sequence = Math.max(0, ...used) + 1;
  const entry = drawKeyEntry({ node, use, scope, sequence, state: 'staged', now: epoch.now() });
  await writeKeyFile(folder, entry);
  return entry.id;
}

/** Makes a staged epoch the one that wraps or makes tokens, from each process's next reload. Errors: `key-unknown`. */
export async function activateKeyEpoch(folder: string, id: string): Promise<void> {
  const entry = (await readKeyFolder(folder)).find((known) => known.id === id);
  if (entry === undefined) throw new DomainError('key-unknown', { key: id });
  await writeKeyFile(folder, { ...entry, state: 'active' });
}

/**
 * Takes an epoch out of the ring: its file stays in the folder under another name, for the backups of its time. Whoever calls has made
 * sure that nothing is left under it. Errors: `key-unknown`.
 */
export async function retireKeyEpoch(folder: string, id: string): Promise<void> {
  const entry = (await readKeyFolder(folder)).find((known) => known.id === id);
  if (entry === undefined) throw new DomainError('key-unknown', { key: id });
  const path = join(folder, `${id}${keyFileEnding}`);
  await rename(path, `${path}.retired`);
  await syncFolder(folder);
}

/** Every key file of a folder, checked. Errors as of `openKeyFolder`. */
export async function readKeyFolder(folder: string): Promise<readonly KeyEntry[]> {
  const found = await stat(folder).catch(() => undefined);
  if (found === undefined || !found.isDirectory()) throw new DomainError('keys-missing', { place: folder });
  refuseWiderMode(found.mode, 0o700, folder);
  const names = (await readdir(folder)).filter((name) => name.endsWith(keyFileEnding) && !name.startsWith('.')).sort();
  const entries: KeyEntry[] = [];
  for (const name of names) entries.push(await readKeyFile(join(folder, name)));
  return entries;
}

async function readKeyFile(path: string): Promise<KeyEntry> {
  const file = await open(path, 'r');
  try {
    refuseWiderMode((await file.stat()).mode, 0o600, path);
    return parseKeyEntry(await file.readFile('utf8'), path);
  } finally {
    await file.close();
  }
}

function refuseWiderMode(mode: number, widest: number, place: string): void {
  const permissions = mode & 0o777;
  if ((permissions & ~widest) === 0) return;
  throw new DomainError('keys-too-open', { place, mode: permissions.toString(8), wanted: widest.toString(8) });
}

async function writeKeyFile(folder: string, entry: KeyEntry): Promise<void> {
  const path = join(folder, `${entry.id}${keyFileEnding}`);
  await writeDurably(path, Buffer.from(`${JSON.stringify(entry, null, 2)}\n`, 'utf8'));
}
