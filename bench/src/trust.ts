import { appendFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabases } from './databases.js';
import type { BenchResult } from './gate.js';
import { describeMachine } from './machine.js';
import { askAccessMatrix } from './trust/access.js';
import { type RoundFindings, type RoundPlan, runRound } from './trust/round.js';
import type { TrustSize } from './trust/sizes.js';

/** Rounds draw from seeds of their own, so that each can be run again as it was. */
const firstSeed = 1;

/**
 * Bad luck under load, and the access matrix of a node that serves.
 * @param folder where finished rounds are kept, so that an interrupted run goes on after them; removed by a run that ended
 */
export async function runTrust(
  size: TrustSize,
  folder: string | undefined,
  tell: (words: string) => void,
): Promise<BenchResult> {
  const begun = Date.now();
  const kept = folder ?? (await mkdtemp(join(tmpdir(), 'gatehouse-bench-trust-')));
  await mkdir(kept, { recursive: true });
  const databases = await openDatabases();
  try {
    const machine = describeMachine(databases.version);
    const rounds = await finishedRounds(kept);
    if (rounds.length > 0) tell(`${rounds.length} rounds were finished before`);
    for (const plan of plansOf(size)) {
      if (rounds.some(({ engine, seed }) => engine === plan.engine && seed === plan.seed)) continue;
      const found = await runRound(plan, databases, join(kept, `round-${plan.seed}`), tell);
      await appendFile(join(kept, finished), `${JSON.stringify(found)}\n`);
      rounds.push(found);
    }
    const access = await askAccessMatrix(join(kept, 'access'), tell);
    const result = { name: 'trust', machine, figures: {}, findings: findingsOf(rounds, access, begun) };
    await rm(kept, { recursive: true, force: true });
    return result;
  } finally {
    await databases.close();
  }
}

const finished = 'finished-rounds.jsonl';

async function finishedRounds(folder: string): Promise<RoundFindings[]> {
  const text = await readFile(join(folder, finished), 'utf8').catch(() => '');
  const whole = text.split('\n').slice(0, -1);
  return whole.map((line) => JSON.parse(line) as RoundFindings);
}

function plansOf({ rounds, killsInRound, dropsInRound }: TrustSize): RoundPlan[] {
  return Array.from({ length: rounds }, (_, round) => firstSeed + 2 * round).flatMap((seed): RoundPlan[] => [
    { engine: 'postgres', seed, kills: killsInRound, drops: dropsInRound },
    { engine: 'embedded', seed: seed + 1, kills: killsInRound, drops: 0 },
  ]);
}

function findingsOf(
  rounds: readonly RoundFindings[],
  access: Awaited<ReturnType<typeof askAccessMatrix>>,
  begun: number,
): BenchResult['findings'] {
  const sum = (of: (round: RoundFindings) => number): number => rounds.reduce((all, round) => all + of(round), 0);
  return {
    kills: sum(({ kills }) => kills),
    dropped: sum(({ drops }) => drops),
    acknowledgedLost: sum(({ kept }) => kept.lost.length),
    actsWithoutEntry: sum(({ kept }) => kept.withoutEntry.length),
    matrixSize: access.roleQuestions + access.placeQuestions,
    accessHoles: access.holes.length,
    killsWhileStarting: sum(({ killsWhileStarting }) => killsWhileStarting),
    connectionsEnded: sum(({ connectionsEnded }) => connectionsEnded),
    acknowledged: sum(({ acknowledged, signIns }) => acknowledged + signIns),
    entriesWithoutAct: sum(({ kept }) => kept.withoutAct.length),
    entriesWithoutPlace: sum(({ kept }) => kept.withoutPlace),
    checkpointsAhead: sum(({ checkpointsAhead, kept }) => checkpointsAhead + (kept.checkpointFits ? 0 : 1)),
    logsThatDoNotVerify: rounds.filter(({ kept }) => kept.log !== 'verified-and-pinned').length,
    endedByItself: sum(({ endedByItself }) => endedByItself),
    access,
    rounds,
    seconds: Math.round((Date.now() - begun) / 1000),
  };
}
