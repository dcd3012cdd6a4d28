import { access, rm } from 'node:fs/promises';
import type { Config } from './config.js';
import type { Clock } from './kernel/clock.js';
import { dataFolders } from './kernel/data-folder.js';
import { newId } from './kernel/ids.js';
import { createKeyFolder, type KeyProvider, openKeyFolder, openKeyValue } from './kernel/keys/index.js';

/** The key ring of a node that is known by name. */
export async function openNodeKeys(config: Config, node: string): Promise<KeyProvider> {
  if (config.keysValue !== undefined) return openKeyValue(config.keysValue, { node });
  return openKeyFolder(keyFolderOf(config), { node });
}

/**
 * Makes the keys of a new node, or takes the ones the operator supplied.
 * @returns the node's name, which its keys carry
 */
export async function makeNodeKeys(config: Config, clock: Clock): Promise<string> {
  if (config.keysValue !== undefined) return openKeyValue(config.keysValue).describe().node;
  const folder = keyFolderOf(config);
  // Keys in a data folder without a stamp were made by a start that did not live to use them.
  if (config.keys === '') await rm(folder, { recursive: true, force: true });
  else if (await exists(folder)) return (await openKeyFolder(folder)).describe().node;
  const node = `gatehouse-${newId().slice(0, 8)}`;
  await createKeyFolder(folder, { node, now: clock.now });
  return node;
}

/** The folder of keys that can be added to while the node runs; undefined where they came as a value. */
export function renewableKeyFolder(config: Config): string | undefined {
  return config.keysValue === undefined ? keyFolderOf(config) : undefined;
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
