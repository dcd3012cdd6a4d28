import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openNode, readConfig } from '@gatehouse/server';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A data folder of a demonstration with a migrated embedded database, to be copied. */
    demonstrationTemplate: string;
  }
}

/** Makes the node that every journey gets a copy of: a database is made and migrated once, not once a file. */
export default async function prepareDemonstration(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-demonstration-'));
  const settings = { GATEHOUSE_DATA: folder, GATEHOUSE_MODE: 'demo', GATEHOUSE_LOG_LEVEL: 'silent' };
  const node = await openNode(readConfig(settings));
  await node.close();
  project.provide('demonstrationTemplate', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
