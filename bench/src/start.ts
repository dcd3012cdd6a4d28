import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabases } from './databases.js';
import type { BenchResult } from './gate.js';
import { describeMachine } from './machine.js';
import { measureColdStart } from './speed/cold-start.js';
import { measureNodeStart } from './speed/node-start.js';
import { makeRosters } from './speed/rosters.js';
import type { SpeedSize } from './speed/sizes.js';
import { measureThreads } from './speed/threads.js';

/** T8 by itself, and beside it what more threads over one index would bring. */
export async function runStart(size: SpeedSize, tell: (words: string) => void): Promise<BenchResult> {
  const begun = Date.now();
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-bench-'));
  const databases = await openDatabases();
  try {
    const machine = describeMachine(databases.version);
    tell('inventing the registry');
    const { records, sample } = await makeRosters(folder, size.asked * 20, size.records, 500);
    tell('T8: the index in a process');
    const coldStart = await measureColdStart(folder, records, size);
    tell('T8: the registry at the start of a node');
    const nodeStart = await measureNodeStart(folder, await databases.create('start'), records, size.rounds);
    tell('threads over one index');
    const threads = await measureThreads(records, sample.slice(0, size.asked), size.rounds);
    return {
      name: 'start',
      machine,
      figures: { ...coldStart.figures, ...nodeStart.figures },
      findings: {
        ...coldStart.findings,
        ...nodeStart.findings,
        threads,
        seconds: Math.round((Date.now() - begun) / 1000),
      },
    };
  } finally {
    await databases.close();
    await rm(folder, { recursive: true, force: true });
  }
}
