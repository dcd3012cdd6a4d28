import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBenchNode } from './bench-node.js';
import { openDatabases } from './databases.js';
import type { Figure } from './figure.js';
import { measureIdentityTokens } from './identity-tokens.js';
import { describeMachine, type Machine, peakMemoryMb } from './machine.js';
import { measureNumberLookup } from './number-lookup.js';
import { measureSequencer } from './sequencer.js';
import { measureHttp } from './served-http.js';
import type { Size } from './sizes.js';

/** What one run of a named benchmark says. */
export type BenchResult = {
  readonly name: string;
  readonly machine: Machine;
  readonly figures: Readonly<Record<string, Figure>>;
  readonly findings: Readonly<Record<string, unknown>>;
};

/** The workloads that every node does all day: T2, T3, T13 and T14. */
export async function runGate(size: Size, tell: (words: string) => void): Promise<BenchResult> {
  const begun = Date.now();
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-bench-'));
  const databases = await openDatabases();
  try {
    const machine = describeMachine(databases.version);
    tell('T3: reads and writes over HTTP');
    const http = await measureHttp(databases, folder, size);
    tell('T13 and T14: identity tokens and the sequencer');
    const postgres = await openBenchNode(join(folder, 'node-postgres'), await databases.create('sequencer'), 4);
    const embedded = await openBenchNode(join(folder, 'node-embedded'), '', 4);
    const tokens = await measureIdentityTokens(postgres, size);
    const sequencer = await measureSequencer(postgres, embedded, folder, size);
    await postgres.close();
    await embedded.close();
    tell('T2: exact look-up by number');
    const lookup = await measureNumberLookup(await databases.create('lookup'), size);
    const { figure: T2, ...lookupFindings } = lookup;
    return {
      name: 'gate',
      machine,
      figures: { T2, ...http.figures, T13: tokens, ...sequencer.figures },
      findings: {
        T2: lookupFindings,
        T3: http.findings,
        T14: sequencer.findings,
        peakMemoryMb: peakMemoryMb(),
        seconds: Math.round((Date.now() - begun) / 1000),
      },
    };
  } finally {
    await databases.close();
    await rm(folder, { recursive: true, force: true });
  }
}
