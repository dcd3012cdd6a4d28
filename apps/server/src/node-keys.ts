import { access, rm } from 'node:fs/promises';
import type { Config } from './config.js';
import type { Clock } from './kernel/clock.js';
import { dataFolders } from './kernel/data-folder.js';
import { newId } from './kernel/ids.js';
import { refuse } from './kernel/errors.js';
import {
  createKeyFolder,
  cryptographyOf,
  type KeyProvider,
  type ModuleToken,
  openKeyFolder,
  openKeyValue,
  openModuleToken,
} from './kernel/keys/index.js';

/**
 * The key ring of a node that is known by name.
 * @throws DomainError those of opening keys, `keys-of-another-cryptography`
 */
export async function openNodeKeys(config: Config, node: string): Promise<KeyProvider> {
  return openKeys(config, { node });
}

async function openKeys(config: Config, options: { node?: string }): Promise<KeyProvider> {
  const keys =
    config.keysValue !== undefined
      ? openKeyValue(config.keysValue, options)
      : await openKeyFolder(keyFolderOf(config), { ...options, module: keyModuleOf(config) });
  const found = cryptographyOf(keys.describe());
  const expected = config.cryptography ?? found;
  if (found !== expected) refuse('keys-of-another-cryptography', { found, expected });
  return keys;
}

/**
 * Makes the keys of a new node, or takes the ones the operator supplied.
 * @returns the node's name, which its keys carry
 */
export async function makeNodeKeys(config: Config, clock: Clock): Promise<string> {
  if (config.keysValue !== undefined) return (await openKeys(config, {})).describe().node;
  const folder = keyFolderOf(config);
  // Keys in a data folder without a stamp were made by a start that did not live to use them.
  if (config.keys === '') await rm(folder, { recursive: true, force: true });
  else if (await exists(folder)) return (await openKeys(config, {})).describe().node;
  const node = `gatehouse-${newId().slice(0, 8)}`;
  const module = keyModuleOf(config);
  if (module !== undefined && config.cryptography === 'commercial') {
    const problem =
      'A module draws keys of international cryptography alone: leave GATEHOUSE_CRYPTOGRAPHY or GATEHOUSE_KEY_MODULE out.';
    refuse('configuration-invalid', { problem });
  }
  await createKeyFolder(folder, { node, now: clock.now, cryptography: config.cryptography, module });
  return node;
}

/** The folder of keys that can be added to while the node runs; undefined where they came as a value. */
export function renewableKeyFolder(config: Config): string | undefined {
  return config.keysValue === undefined ? keyFolderOf(config) : undefined;
}

/** The token of a hardware module that holds keys, or is to hold the next; undefined where none is configured. */
export function keyModuleOf({ keyModule }: Config): ModuleToken | undefined {
  return keyModule === undefined ? undefined : openModuleToken(keyModule);
}

function keyFolderOf(config: Config): string {
  return config.keys === '' ? dataFolders(config.dataFolder).keys : config.keys;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
