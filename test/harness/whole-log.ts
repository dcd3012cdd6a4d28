import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { noteVerifier, parseVerifierKey, verifyWholeLog } from '@gatehouse/merkle';
import { openJournal } from '../../apps/server/src/modules/journal/index.js';
import type { TestNode } from './test-node.js';

/** Verifies the published log of a data folder from its first entry on, as a stranger would. */
export async function verifyLogOf(dataFolder: string) {
  const log = join(dataFolder, 'log');
  const key = parseVerifierKey(await readFile(join(log, 'vkey'), 'utf8'));
  if (!key.ok) throw new Error(key.problem.code);
  const read = (path: string) => readFile(join(log, path)).catch(() => undefined);
  return verifyWholeLog({ readFile: read, trust: { logKeys: [noteVerifier(key.value)] } });
}

/** The journal of a test node opened once more, with the sequencer in the test's hand. */
export async function reopenJournal({ kernel, folder }: Pick<TestNode, 'kernel' | 'folder'>) {
  const { clock, database, log, keys } = kernel;
  const vkey = await readFile(join(folder, 'log', 'vkey'), 'utf8');
  const origin = vkey.split('+')[0] ?? '';
  return openJournal({ database, clock, log, keys, node: 'test', folder: join(folder, 'log'), origin });
}
