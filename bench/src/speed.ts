import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabases } from './databases.js';
import type { BenchResult } from './gate.js';
import { describeMachine, peakMemoryMb } from './machine.js';
import { measureBulk, measureModel } from './speed/bulk.js';
import { measureColdStart } from './speed/cold-start.js';
import { measureInService } from './speed/in-service.js';
import { measureNameLibraries } from './speed/name-libraries.js';
import { measureOneInquiry } from './speed/one-inquiry.js';
import { makeRosters } from './speed/rosters.js';
import type { SpeedSize } from './speed/sizes.js';

/** The workloads of the matcher's index: T1 and T4 to T8. */
export async function runSpeed(size: SpeedSize, tell: (words: string) => void): Promise<BenchResult> {
  const begun = Date.now();
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-bench-'));
  const databases = await openDatabases();
  try {
    const machine = describeMachine(databases.version);
    tell('inventing the roster and the registry');
    const rosters = await makeRosters(folder, size.people, size.records, 500, tell);
    tell('T1: one inquiry');
    const inquiry = await measureOneInquiry(
      await databases.create('trigrams'),
      rosters.records,
      rosters.recordsFile,
      rosters.sample,
      size,
    );
    const libraries = await measureNameLibraries(rosters.sample.slice(0, size.names), size.rounds);
    tell('T4 and T6: the whole roster');
    const bulk = await measureBulk(folder, rosters, size, tell);
    tell('T5: against a model');
    const model = await measureModel(folder, size);
    tell('T7: a new record against the roster');
    const inService = await measureInService(rosters, size);
    tell('T8: cold start');
    const coldStart = await measureColdStart(folder, rosters.records, size);
    return {
      name: 'speed',
      machine,
      figures: {
        ...inquiry.figures,
        ...libraries,
        ...bulk.figures,
        ...model.figures,
        ...inService.figures,
        ...coldStart.figures,
      },
      findings: {
        T1: inquiry.findings,
        'T4-T6': bulk.findings,
        T5: model.findings,
        T7: inService.findings,
        T8: coldStart.findings,
        addMicroseconds: Math.round(rosters.addMicroseconds * 100) / 100,
        peakMemoryMb: peakMemoryMb(),
        seconds: Math.round((Date.now() - begun) / 1000),
      },
    };
  } finally {
    await databases.close();
    await rm(folder, { recursive: true, force: true });
  }
}
