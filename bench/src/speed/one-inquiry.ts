import type { PersonEvidence, ScreeningIndex } from '@gatehouse/matching';
import pg from 'pg';
import { type Figure, figureOf, interleave, spread } from '../figure.js';
import { storeInPostgres } from './postgres.js';
import type { SpeedSize } from './sizes.js';

/**
 * T1: one inquiry with all evidence, in process, on one thread, against PostgreSQL's trigrams (GIN on the name, btree on the birth
 * date, two connections): whoever has a similar name or the same birth date, the nearest first. Half of those asked about come
 * without a number, as PostgreSQL is always asked.
 */
export async function measureOneInquiry(
  url: string,
  records: ScreeningIndex,
  file: string,
  sample: readonly PersonEvidence[],
  size: SpeedSize,
): Promise<{ figures: Record<string, Figure>; findings: object }> {
  await storeInPostgres(url, file);
  const asked = cycled(sample, size.asked).map((person, place) =>
    place % 2 === 0 ? person : { ...person, documents: [] },
  );
  const ownP99: number[] = [];
  const postgresP99: number[] = [];
  const { own, postgres } = await interleave(size.rounds, {
    own: async () =>
      keepP99(
        ownP99,
        times(asked, (person) => records.screen(person)),
      ),
    postgres: async () => keepP99(postgresP99, await askPostgres(url, cycled(sample, size.askedOfPostgres)), 2),
  });
  const name = 'PostgreSQL pg_trgm, name or birth date, two connections';
  return {
    figures: {
      T1: figureOf(
        'inquiries/s per thread',
        own,
        name,
        postgres.map((perSecond) => perSecond / 2),
      ),
      'T1-p99': figureOf('ms', ownP99.slice(1), name, postgresP99.slice(1)),
    },
    findings: {
      postgresPerSecondOnTwo: spread(postgres),
      ownProcessorMs: middleAndTail(processorTimes(asked, (person) => records.screen(person))),
    },
  };
}

/** The asked ones over and over until there are so many. */
export function cycled<T>(all: readonly T[], count: number): T[] {
  const step = Math.max(1, Math.floor(all.length / count));
  return Array.from({ length: count }, (_, place) => all[(place * step) % all.length] as T);
}

/** Milliseconds of each. */
export function times<T>(all: readonly T[], work: (one: T) => unknown): number[] {
  return all.map((one) => {
    const start = performance.now();
    work(one);
    return performance.now() - start;
  });
}

/** Milliseconds that the processor worked on each (all threads of the process), whoever else it worked for meanwhile. */
export function processorTimes<T>(all: readonly T[], work: (one: T) => unknown): number[] {
  return all.map((one) => {
    const start = process.cpuUsage();
    work(one);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  });
}

/** The value below which so great a share lies. */
export function quantile(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;
}

/** The median and the 99th percentile. */
export function middleAndTail(milliseconds: readonly number[]): { p50: number; p99: number } {
  return { p50: quantile(milliseconds, 0.5), p99: quantile(milliseconds, 0.99) };
}

/** Keeps the 99th percentile and answers the rate on one thread. */
function keepP99(kept: number[], milliseconds: readonly number[], lanes = 1): number {
  kept.push(quantile(milliseconds, 0.99));
  return (lanes * milliseconds.length * 1000) / milliseconds.reduce((sum, one) => sum + one, 0);
}

/** Milliseconds of each query. */
async function askPostgres(url: string, asked: readonly PersonEvidence[]): Promise<number[]> {
  const clients = [new pg.Client({ connectionString: url }), new pg.Client({ connectionString: url })];
  await Promise.all(clients.map((client) => client.connect()));
  const text = `select id from record where name % $1 or birth_date = $2
    order by similarity(name, $1) + (birth_date = $2)::int desc limit 10`;
  const taken: number[] = [];
  await Promise.all(
    clients.map(async (client, lane) => {
      for (const { name, birthDate } of asked.filter((_, place) => place % 2 === lane)) {
        const start = performance.now();
        await client.query({ name: 'near', text, values: [name, birthDate] });
        taken.push(performance.now() - start);
      }
      await client.end();
    }),
  );
  return taken;
}
