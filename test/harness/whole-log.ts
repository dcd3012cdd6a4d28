import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { noteVerifier, parseVerifierKey, verifyWholeLog } from '@gatehouse/merkle';

/** Verifies the published log of a data folder from its first entry on, as a stranger would. */
export async function verifyLogOf(dataFolder: string) {
  const log = join(dataFolder, 'log');
  const key = parseVerifierKey(await readFile(join(log, 'vkey'), 'utf8'));
  if (!key.ok) throw new Error(key.problem.code);
  const read = (path: string) => readFile(join(log, path)).catch(() => undefined);
  return verifyWholeLog({ readFile: read, trust: { logKeys: [noteVerifier(key.value)] } });
}
