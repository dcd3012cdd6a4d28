import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { DomainError } from '../errors.js';
import { syncFolder, writeDurably } from '../files/durable-write.js';
import { drawFirstKeys, drawKeyEntry, isHeld, type KeptKey, parseKeyEntry } from './key-entry.js';
import { refuseWiderMode } from './key-files.js';
import { drawFirstHeldKeys, drawHeldEpoch, openHeldKeys } from './module-keys.js';
import type { ModuleToken } from './pkcs11-tool.js';
import { cryptographyOf, everyScope, type KeyProvider } from './provider.js';
import { softwareKeyProvider } from './software-keys.js';
import type { Cryptography } from './suites.js';

const keyFileEnding = '.key.json';

/**
 * Makes the keys of a new node in a folder that is not there yet or is empty: folder 0700, files 0600, all of them or none.
 * Errors: `keys-exist`. Keys that exist are never added to or replaced: what they sealed and the tokens they made would no
 * longer be found, and a look-up that misses reads like "no record".
 */
export async function createKeyFolder(
  folder: string,
  options: {
    node: string;
    now: () => Date;
    cryptography?: Cryptography | undefined;
    module?: ModuleToken | undefined;
  },
): Promise<void> {
  const target = resolve(folder);
  const unfinished = join(dirname(target), `.${basename(target)}-${randomBytes(6).toString('hex')}`);
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  await mkdir(unfinished, { mode: 0o700 });
  try {
    const { node, now, cryptography, module } = options;
    const drawn =
      module === undefined ? drawFirstKeys(node, now(), cryptography) : await drawFirstHeldKeys(node, now(), module);
    for (const entry of drawn) await writeKeyFile(unfinished, entry);
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
 * `keys-of-another-node`, `keys-need-module` (a hardware module holds some of them, and none is given), `key-module-fails`.
 */
export async function openKeyFolder(
  folder: string,
  options: { node?: string; module?: ModuleToken | undefined } = {},
): Promise<KeyProvider> {
  const read = async (): Promise<KeyProvider> => {
    const provider = await providerOf(folder, await readKeyFolder(folder), options.module);
    refuseOtherNode(provider, options.node);
    return provider;
  };
  let current = await read();
  return {
    cryptography: (kind) => current.cryptography(kind),
    wrap: (kind, dataKey) => current.wrap(kind, dataKey),
    unwrap: (kind, keyId, wrapped) => current.unwrap(kind, keyId, wrapped),
    token: (purpose, input) => current.token(purpose, input),
    tokens: (purpose, input) => current.tokens(purpose, input),
    laterTokens: (stored) => current.laterTokens(stored),
    sign: (name, bytes) => current.sign(name, bytes),
    publicKey: (name) => current.publicKey(name),
    sm2: () => current.sm2(),
    describe: () => current.describe(),
    probe: () => current.probe(),
    reload: async () => {
      current = await read();
    },
  };
}

/** The ring of a folder; keys that a module holds are asked of it. */
async function providerOf(
  folder: string,
  entries: readonly KeptKey[],
  module: ModuleToken | undefined,
): Promise<KeyProvider> {
  if (!entries.some(isHeld)) return softwareKeyProvider('folder', folder, entries);
  if (module === undefined) throw new DomainError('keys-need-module', { place: folder });
  const opened = await openHeldKeys(entries, module);
  const provider = softwareKeyProvider('module', folder, opened.entries, opened.held);
  // As they are kept: what was derived for tokens is no key of the folder.
  const suiteOf = new Map(entries.map(({ id, suite }) => [id, suite]));
  const describe = () => {
    const described = provider.describe();
    return { ...described, keys: described.keys.map((key) => ({ ...key, suite: suiteOf.get(key.id) ?? key.suite })) };
  };
  return { ...provider, describe };
}

/** Refuses keys made for another node than the one that opens them. Errors: `keys-of-another-node`. */
export function refuseOtherNode(provider: KeyProvider, expected: string | undefined): void {
  const found = provider.describe().node;
  if (expected !== undefined && expected !== found) throw new DomainError('keys-of-another-node', { found, expected });
}

/**
 * Draws the next epoch for wrapping or tokens, staged: every process opens and searches with it once it has reloaded, none
 * wraps or makes tokens with it before `activateKeyEpoch`. Without that pause a process that does not know the epoch yet
 * would look up an old token only and miss the row. `cryptography` is the ring's own unless it is given. With `module` it is drawn there. Returns its id.
 */
export async function stageKeyEpoch(
  folder: string,
  epoch: {
    use: 'wrapping' | 'tokens';
    now: () => Date;
    cryptography?: Cryptography;
    module?: ModuleToken | undefined;
  },
): Promise<string> {
  const entries = await readKeyFolder(folder);
  const node = entries[0]?.node;
  if (node === undefined) throw new DomainError('keys-missing', { place: folder });
  const { use } = epoch;
  const used = entries.filter((entry) => entry.use === use).map((entry) => entry.sequence);
  const sequence = Math.max(0, ...used) + 1;
  const cryptography = epoch.cryptography ?? cryptographyOf({ keys: entries });
  const next = { node, use, scope: everyScope, sequence, state: 'staged', now: epoch.now(), cryptography } as const;
  const entry = epoch.module === undefined ? drawKeyEntry(next) : await drawHeldEpoch(next, epoch.module);
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
export async function readKeyFolder(folder: string): Promise<readonly KeptKey[]> {
  const found = await stat(folder).catch(() => undefined);
  if (found === undefined || !found.isDirectory()) throw new DomainError('keys-missing', { place: folder });
  refuseWiderMode(found.mode, 0o700, folder);
  const names = (await readdir(folder)).filter((name) => name.endsWith(keyFileEnding) && !name.startsWith('.')).sort();
  const entries: KeptKey[] = [];
  for (const name of names) entries.push(await readKeyFile(join(folder, name)));
  return entries;
}

async function readKeyFile(path: string): Promise<KeptKey> {
  const file = await open(path, 'r');
  try {
    refuseWiderMode((await file.stat()).mode, 0o600, path);
    return parseKeyEntry(await file.readFile('utf8'), path);
  } finally {
    await file.close();
  }
}

async function writeKeyFile(folder: string, entry: KeptKey): Promise<void> {
  const path = join(folder, `${entry.id}${keyFileEnding}`);
  await writeDurably(path, Buffer.from(`${JSON.stringify(entry, null, 2)}\n`, 'utf8'));
}
