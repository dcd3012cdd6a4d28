import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestNode } from './test-node.js';
import { administer } from './empty-database.js';

/**
 * An older copy of a node's database, which can be put back under it, as often as wanted; the node is stopped for both.
 * @param databaseUrl where its database is; empty: in its folder
 */
export async function copyOfDatabase(
  { engine, folder }: Pick<TestNode, 'engine' | 'folder'>,
  databaseUrl: string,
  name: string,
): Promise<() => Promise<void>> {
  if (engine === 'embedded') {
    const [live, copy] = [join(folder, 'database'), join(folder, `database-${name}`)];
    await cp(live, copy, { recursive: true });
    return async () => {
      await rm(live, { recursive: true });
      await cp(copy, live, { recursive: true });
    };
  }
  const live = new URL(databaseUrl).pathname.slice(1);
  await administer(`create database ${live}_${name} template ${live}`);
  return async () => {
    await administer(`drop database ${live} with (force)`);
    await administer(`create database ${live} template ${live}_${name}`);
  };
}
