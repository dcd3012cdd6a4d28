import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@gatehouse/server';
import { type Databases, openDatabases } from './databases.js';
import { type Figure, median } from './figure.js';
import type { BenchResult } from './gate.js';
import { describeMachine, peakMemoryMb } from './machine.js';
import { type Alerts, timeAlerts } from './workforce/alerts.js';
import { type Country, openCountry, settleCountry } from './workforce/country.js';
import { liveThrough } from './workforce/days.js';
import { declareSources } from './workforce/feeds.js';
import { summary } from './workforce/ledger.js';
import { keepState, openState } from './workforce/state.js';
import { loadStrangers } from './workforce/strangers.js';
import type { CountrySize, WorkforceSize } from './workforce/sizes.js';

const engines = ['postgres', 'embedded'] as const;
type Engine = (typeof engines)[number];

/** What one country came to. */
type Lived = ReturnType<typeof summary> & {
  readonly engine: Engine;
  readonly people: number;
  readonly strangers: number;
  readonly feed: object;
  readonly seconds: object;
};

/** Seconds within which an alert has to stand on the desk. */
const aim = 60;

/**
 * A country in which everything that is planted has to be found, and how long an alert takes.
 * @param folder where each day is kept, so that a run that was killed goes on with the day it was at; removed by a run that ended
 */
export async function runWorkforce(
  size: WorkforceSize,
  folder: string | undefined,
  tell: (words: string) => void,
): Promise<BenchResult> {
  const begun = Date.now();
  const loop = performance.eventLoopUtilization();
  const kept = folder ?? (await mkdtemp(join(tmpdir(), 'gatehouse-bench-workforce-')));
  await mkdir(kept, { recursive: true });
  const databases = await openDatabases();
  try {
    const machine = describeMachine(databases.version);
    // Side by side: while one waits for its database the other works.
    const lived = await Promise.all(
      engines.map((engine) => {
        // Of a server that was started for this run nothing is there after a kill.
        const isKept = folder !== undefined && (engine === 'embedded' || databases.isGiven);
        const place = { databases, at: join(kept, `${engine}-country`), isKept, tell };
        return once(place, () => liveOn(engine, size[engine], place));
      }),
    );
    const alerts: { engine: Engine; alerts: Alerts }[] = [];
    for (const engine of engines) {
      const place = { databases, at: join(kept, `${engine}-alerts`), isKept: false, tell };
      alerts.push({ engine, alerts: await once(place, () => timeOn(engine, size, place)) });
    }
    const result = {
      name: 'workforce',
      machine,
      figures: figuresOf(alerts),
      findings: {
        ...findingsOf(lived, alerts, begun),
        // Of this run alone, where one was killed before it.
        processorSeconds: { node: ownProcessorSeconds(), database: databases.processorSeconds() },
        idleSeconds: Math.round(performance.eventLoopUtilization(loop).idle / 1000),
      },
    };
    await rm(kept, { recursive: true, force: true });
    return result;
  } finally {
    await databases.close();
  }
}

function ownProcessorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return Math.round((user + system) / 1e6);
}

type Place = {
  readonly databases: Databases;
  readonly at: string;
  /** Whether it has to be there after a kill. */
  readonly isKept: boolean;
  readonly tell: (words: string) => void;
};

/** Does a part of the run once: what it came to is kept, and its folder is gone. What cannot go on begins anew. */
async function once<T>({ at, isKept }: Place, work: () => Promise<T>): Promise<T> {
  const finished = await readFile(`${at}.json`, 'utf8').catch(() => undefined);
  if (finished !== undefined) return JSON.parse(finished) as T;
  if (!isKept) await rm(at, { recursive: true, force: true });
  await mkdir(at, { recursive: true });
  const result = await work();
  await writeFile(`${at}.json`, JSON.stringify(result));
  await rm(at, { recursive: true, force: true });
  return result;
}

async function liveOn(engine: Engine, size: CountrySize, { databases, at, isKept, tell }: Place): Promise<Lived> {
  const purpose = 'workforce';
  const url = engine === 'embedded' ? '' : await (isKept ? databases.keep(purpose) : databases.create(purpose));
  const state = await openState(at, size);
  const country = await openCountry(at, url, state, undefined);
  tell(`${engine}: ${size.days} days from ${state.day}`);
  try {
    await prepare(engine, country, at, tell);
    await liveThrough(country, at, (words) => tell(`${engine}: ${words}`));
  } finally {
    await country.node.close();
  }
  if (isKept && url !== '') await databases.drop(purpose);
  const { cut, back, silentAfterDays, answeredWhileSilent, notNow, answeredAgain } = state.feed;
  return {
    engine,
    people: state.lives.length + size.schools * size.quietAtSchool,
    strangers: size.strangers,
    ...summary(state.ledger),
    feed: { silentDays: back - cut, silentAfterDays, notNow, answeredAgain, answeredWhileSilent },
    seconds: state.seconds,
  };
}

/** What stands before the first day: authorities, schools, the registry, and people on record whom nobody employs. */
async function prepare(engine: Engine, country: Country, at: string, tell: (words: string) => void): Promise<void> {
  const { state } = country;
  if (state.day > 0) return;
  const begun = Date.now();
  if (state.units.length === 0) {
    await settleCountry(country);
    await keepState(at, state);
  }
  await declareSources(country);
  await loadStrangers(country, async (onRecord) => {
    tell(`${engine}: ${onRecord} of ${state.size.strangers} on record`);
    await keepState(at, state);
  });
  state.seconds.setUp = Math.round((Date.now() - begun) / 1000);
}

async function timeOn(
  engine: Engine,
  { alerts, serving }: WorkforceSize,
  { databases, at, tell }: Place,
): Promise<Alerts> {
  const url = engine === 'embedded' ? '' : await databases.create('alerts');
  const nobody = { days: 1, counties: 1, schools: 1, livesOfEachWay: 0, quietAtSchool: 0, strangers: 0 };
  const country = await openCountry(at, url, await openState(at, nobody), systemClock());
  tell(`${engine}: ${alerts} alerts in each direction`);
  try {
    await settleCountry(country);
    return await timeAlerts(country, alerts, serving);
  } finally {
    await country.node.close();
  }
}

function figuresOf(timed: readonly { engine: Engine; alerts: Alerts }[]): Record<string, Figure> {
  return Object.fromEntries(
    timed.flatMap(({ engine, alerts }) => [
      [`alert-record-${engine}`, against(alerts.record)],
      [`alert-new-staff-${engine}`, against(alerts.newStaff)],
    ]),
  );
}

function against(seconds: readonly number[]): Figure {
  const value = Number(median(seconds).toFixed(3));
  const baselineName = 'the aim, from commit to desk';
  const range = { min: Math.min(...seconds), max: Math.max(...seconds), runs: seconds.length };
  return { value, unit: 's', baseline: aim, baselineName, ratio: Number((value / aim).toFixed(4)), ...range };
}

function findingsOf(
  lived: readonly Lived[],
  timed: readonly { engine: Engine; alerts: Alerts }[],
  begun: number,
): BenchResult['findings'] {
  const sum = (of: (one: Lived) => number): number => lived.reduce((all, one) => all + of(one), 0);
  const all = timed.flatMap(({ alerts: { record, newStaff } }) => [...record, ...newStaff]);
  return {
    planted: sum(({ planted }) => planted),
    found: sum(({ found }) => found),
    falseFindings: sum(({ falseFindings }) => falseFindings),
    alertSecondsP50: quantile(all, 0.5),
    alertSecondsP99: quantile(all, 0.99),
    alerts: timed.map(({ engine, alerts: { record, newStaff } }) => ({
      engine,
      record: { p50: quantile(record, 0.5), p99: quantile(record, 0.99), count: record.length },
      newStaff: { p50: quantile(newStaff, 0.5), p99: quantile(newStaff, 0.99), count: newStaff.length },
    })),
    countries: lived,
    peakMemoryMb: peakMemoryMb(),
    seconds: Math.round((Date.now() - begun) / 1000),
  };
}

/** The smallest value that so many of all do not exceed. */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
