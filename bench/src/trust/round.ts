import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TreeHead } from '@gatehouse/merkle';
import { openNode, readConfig } from '@gatehouse/server';
import { makeWorld } from '../../../test/harness/invented-world.js';
import { begin, served, type Serving, sessionAt } from '../../../test/harness/served-node.js';
import type { Databases } from '../databases.js';
import { type Random, seeded } from '../population/random.js';
import { type Backends, watchBackends } from './backends.js';
import { examineKept, type KeptState, publishedHead } from './kept-state.js';
import { confirm, emptyLedger, type Ledger } from './ledger.js';
import { type Sessions, work } from './load.js';

/** What one round is to do. */
export type RoundPlan = {
  readonly engine: 'embedded' | 'postgres';
  readonly seed: number;
  readonly kills: number;
  readonly drops: number;
};

/** What one round met and found. */
export type RoundFindings = Omit<RoundPlan, 'drops'> & {
  /** Times that a connection at work, or all of them, were ended; and the connections ended. */
  readonly drops: number;
  readonly connectionsEnded: number;
  /** Kills that met the node before it served again. */
  readonly killsWhileStarting: number;
  readonly acknowledged: number;
  readonly signIns: number;
  readonly unexpected: readonly string[];
  /** Times that the published log was ahead of the database when the node was killed. */
  readonly checkpointsAhead: number;
  /** Times that the node ended by itself. */
  readonly endedByItself: number;
  readonly kept: KeptState;
  readonly seconds: number;
};

/** How long after the work began the node is killed, in milliseconds. */
const [soonest, latest] = [20, 1500];
const startIsKilledToo = 0.2;
const latestInStart = 2500;

type Round = {
  readonly environment: Record<string, string>;
  readonly random: Random;
  readonly ledger: Ledger;
  readonly heads: TreeHead[];
  readonly lost: string[];
  readonly next: () => number;
  readonly backends: Backends | undefined;
  serving: Serving;
  sessions: Sessions;
  found: { kills: number; drops: number; ended: number; inStart: number; ahead: number; byItself: number };
};

/** One node on one fresh data folder: killed again and again under load, then looked through. */
export async function runRound(
  plan: RoundPlan,
  databases: Databases,
  folder: string,
  tell: (words: string) => void,
): Promise<RoundFindings> {
  const begun = Date.now();
  // What an interrupted run has left of this round: a data folder without the database it belongs to.
  await rm(folder, { recursive: true, force: true });
  const round = await openRound(plan, databases, folder);
  try {
    while (round.found.kills < plan.kills) {
      await killUnderLoad(round);
      tell(`${plan.engine}: ${round.found.kills} of ${plan.kills} kills, ${round.ledger.sent.length} acts`);
    }
    while (round.found.drops < plan.drops) {
      await dropUnderLoad(round);
      tell(`${plan.engine}: ${round.found.drops} of ${plan.drops} connections dropped`);
    }
    const ended = once(round.serving.child, 'exit');
    round.serving.child.kill('SIGTERM');
    await ended;
    const kept = await examineKept(round.environment, round.ledger, round.heads);
    return findingsOf(plan, round, { ...kept, lost: [...round.lost, ...kept.lost] }, begun);
  } finally {
    round.serving.child.kill('SIGKILL');
    await round.backends?.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function openRound(plan: RoundPlan, databases: Databases, folder: string): Promise<Round> {
  const url = plan.engine === 'postgres' ? await databases.create(`trust_${plan.seed}`) : '';
  const environment = {
    GATEHOUSE_DATA: join(folder, 'data'),
    GATEHOUSE_MODE: 'office',
    DATABASE_URL: url,
    GATEHOUSE_LOG_LEVEL: 'error',
    GATEHOUSE_REQUESTS_PER_MINUTE: '10000000',
  };
  const node = await openNode(readConfig(environment));
  await makeWorld(node);
  await node.close();
  const serving = await served(environment);
  let number = plan.seed * 100_000;
  return {
    environment,
    random: seeded(plan.seed),
    ledger: emptyLedger(),
    heads: [],
    lost: [],
    next: () => (number += 1),
    backends: url === '' ? undefined : await watchBackends(url),
    serving,
    sessions: await sessionsAt(serving.address),
    found: { kills: 0, drops: 0, ended: 0, inStart: 0, ahead: 0, byItself: 0 },
  };
}

/** The people who work sign in, and the source that records come from is declared. */
async function sessionsAt(address: string): Promise<Sessions> {
  const admin = await sessionAt(address, 'admin');
  const declared = await fetch(`${address}/api/registry/sources`, {
    method: 'POST',
    headers: { ...admin, 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ code: 'court-a', nameEn: 'court-a (invented)', nameZh: 'court-a（虚构）', kind: 'court' },
      ...{ querySource: 'sexual_offence_registry', freshHours: 24 },
    }),
  });
  if (!declared.ok) throw new Error(`the source was refused: ${declared.status} ${await declared.text()}`);
  return { clerk: await sessionAt(address, 'clerk'), registrar: await sessionAt(address, 'registrar') };
}

/** A random moment of the work, the power gone, and everything asked again once the node is back. */
async function killUnderLoad(round: Round): Promise<void> {
  const { random, ledger, found } = round;
  const load = work(round.serving.address, round.sessions, ledger, round.next);
  await pause(soonest + random.below(latest - soonest));
  await kill(round);
  load.stop();
  await load.over;
  if (found.kills > 0 && random.chance(startIsKilledToo)) await killWhileStarting(round);
  round.serving = await served(round.environment);
  round.lost.push(...(await confirm(round.serving.address, ledger)));
}

async function kill(round: Round): Promise<void> {
  const { child } = round.serving;
  if (child.exitCode !== null) round.found.byItself += 1;
  else {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }
  round.found.kills += 1;
  // What is published now stands in the database now: nothing later can have put it there.
  const head = await publishedHead(round.environment['GATEHOUSE_DATA'] ?? '');
  round.heads.push(head);
  if (round.backends !== undefined && (await round.backends.placed()) < head.size) round.found.ahead += 1;
}

async function killWhileStarting(round: Round): Promise<void> {
  const child = begin(round.environment);
  const ended = once(child, 'exit');
  await pause(round.random.below(latestInStart));
  child.kill('SIGKILL');
  await ended;
  round.found.kills += 1;
  round.found.inStart += 1;
}

/** A random moment of the work, connections gone, and everything asked again of the same node. */
async function dropUnderLoad(round: Round): Promise<void> {
  const { random, ledger, found, backends } = round;
  if (backends === undefined) throw new Error('connections are dropped on PostgreSQL alone');
  const load = work(round.serving.address, round.sessions, ledger, round.next);
  await pause(soonest + random.below(latest - soonest));
  found.ended += await backends.drop(random);
  found.drops += 1;
  await pause(soonest + random.below(latest - soonest));
  load.stop();
  await load.over;
  if (round.serving.child.exitCode !== null) {
    found.byItself += 1;
    round.serving = await served(round.environment);
  }
  round.lost.push(...(await confirm(round.serving.address, ledger)));
}

function findingsOf(
  { engine, seed }: RoundPlan,
  { found, ledger }: Round,
  kept: KeptState,
  begun: number,
): RoundFindings {
  return {
    engine,
    seed,
    kills: found.kills,
    killsWhileStarting: found.inStart,
    drops: found.drops,
    connectionsEnded: found.ended,
    acknowledged: ledger.sent.length,
    signIns: ledger.sessions.length,
    unexpected: ledger.unexpected,
    checkpointsAhead: found.ahead,
    endedByItself: found.byItself,
    kept,
    seconds: Math.round((Date.now() - begun) / 1000),
  };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
