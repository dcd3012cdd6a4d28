import { fork } from 'node:child_process';
import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createIndex, type ScreeningIndex } from '@gatehouse/matching';
import { type Figure, figureOf } from '../figure.js';
import { inventedNumber } from '../invented.js';
import type { Started } from './start-process.js';
import type { SpeedSize } from './sizes.js';

/** T8: a process of its own reads the encrypted snapshot, decrypts, opens it, and screens once. */
export async function measureColdStart(
  folder: string,
  records: ScreeningIndex,
  size: SpeedSize,
): Promise<{ figures: Record<string, Figure>; findings: object }> {
  const whole = await startOften(folder, records, size.rounds);
  const numbers = createIndex([], size.records);
  for (let at = 0; at < size.records; at += 1)
    numbers.add({ id: `R${at}`, documents: [{ docNumber: inventedNumber(at) }] });
  const alone = await startOften(folder, numbers, size.rounds);
  const figure = (unit: string, values: readonly number[], limit: number) =>
    figureOf(unit, values, 'the limit (a constant)', [limit]);
  return {
    figures: {
      T8: figure(
        's',
        whole.map(({ seconds }) => seconds),
        10,
      ),
      'T8-memory': figure(
        'MB',
        whole.map(({ megabytes }) => megabytes),
        1024,
      ),
      'T8-numbers': figure(
        's',
        alone.map(({ seconds }) => seconds),
        2,
      ),
      'T8-numbers-memory': figure(
        'MB',
        alone.map(({ megabytes }) => megabytes),
        200,
      ),
    },
    findings: { records: records.size },
  };
}

async function startOften(folder: string, index: ScreeningIndex, rounds: number): Promise<readonly Started[]> {
  const file = join(folder, 'snapshot.bin');
  const [key, nonce] = [randomBytes(32), randomBytes(12)];
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const bytes = index.toBytes((text) => createHash('sha256').update(text).digest());
  writeFileSync(file, Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]));
  const started: Started[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const child = fork(new URL('./start-process.js', import.meta.url), { stdio: 'inherit' });
    child.send({ file, key: key.toString('hex'), nonce: nonce.toString('hex') });
    const [told] = (await once(child, 'message')) as [Started];
    started.push(told);
    await once(child, 'exit');
  }
  return started;
}
