import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { builtInCalendar, builtInPacks, civilDateAt, loadPack } from '@gatehouse/law';
import type { ScreeningIndex } from '@gatehouse/matching';
import { keepIndex, type RegistryLaw, standOf } from '@gatehouse/server';
import { openBenchNode } from '../bench-node.js';
import { type Figure, figureOf, spread } from '../figure.js';

/** What a node that started told: seconds until it was open, and from there to the first answer; the most memory it held. */
export type NodeStarted = { readonly openSeconds: number; readonly seconds: number; readonly megabytes: number };

/** The law that the measured index is kept under. */
export function benchLaw(): RegistryLaw {
  const { pack, hash } = loadPack(builtInPacks.get('demonstration'), builtInPacks);
  const calendar = builtInCalendar(pack.calendar);
  if (calendar === undefined) throw new Error('the calendar of the pack is missing');
  return { pack, hash, settings: { choices: {} }, calendar };
}

/**
 * T8 as a node does it: a process opens the whole node on PostgreSQL, and its registry opens the index that was kept, looks for
 * changes, and answers one question. Timed from the open node; the memory is that of the whole process.
 */
export async function measureNodeStart(
  folder: string,
  databaseUrl: string,
  records: ScreeningIndex,
  rounds: number,
): Promise<{ figures: Record<string, Figure>; findings: object }> {
  const data = join(folder, 'node-start');
  const node = await openBenchNode(data, databaseUrl, 4);
  const bytes = records.toBytes((text) => createHash('sha256').update(text).digest());
  const nobodyTurns = new TextEncoder().encode('{}');
  const stand = standOf(benchLaw(), 0, civilDateAt(node.kernel.clock.now()));
  const kept = performance.now();
  await keepIndex(node.kernel, stand, [
    { list: 'open/T1', bytes },
    { list: null, bytes: nobodyTurns },
  ]);
  const keepSeconds = (performance.now() - kept) / 1000;
  await node.close();
  const started: NodeStarted[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const child = fork(new URL('./node-start-process.js', import.meta.url), { stdio: 'inherit' });
    child.send({ data, databaseUrl });
    const [told] = (await once(child, 'message')) as [NodeStarted];
    started.push(told);
    await once(child, 'exit');
  }
  const of = (read: (one: NodeStarted) => number) => started.map(read);
  return {
    figures: {
      'T8-node': figureOf(
        's',
        of(({ seconds }) => seconds),
        'the limit (a constant)',
        [10],
      ),
      'T8-node-memory': figureOf(
        'MB',
        of(({ megabytes }) => megabytes),
        'the limit (a constant)',
        [1024],
      ),
    },
    findings: {
      openNodeSeconds: spread(of(({ openSeconds }) => openSeconds)),
      keepSeconds,
      snapshotMb: bytes.length / 2 ** 20,
    },
  };
}
