import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createIndex } from '@gatehouse/matching';
import pg from 'pg';
import { type Figure, figureOf, interleave, timed } from './figure.js';
import { inventedNumber, inventedRecords } from './invented.js';
import { pgbench } from './machine.js';
import type { Size } from './sizes.js';

/** Statements in one script of pgbench; it counts a run of the whole script as one transaction. */
const statementsInScript = 500;

/**
 * T2: exact document number in process, one thread, against PostgreSQL's indexed look-up of the same records by prepared
 * statements (pgbench, one process, two connections). Every second number asked for is not on record.
 */
export async function measureNumberLookup(
  url: string,
  size: Size,
): Promise<{ figure: Figure; buildSeconds: number; records: number }> {
  const records = inventedRecords(size.records);
  let index = createIndex([]);
  const buildMilliseconds = await timed(() => {
    index = createIndex(records);
  });
  const asked = Array.from({ length: Math.min(size.lookupsPerRound, 100_000) }, (_, at) =>
    inventedNumber((at * 7919) % (size.records * 2)),
  );
  await storeInPostgres(url, size.records);
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-bench-'));
  const script = join(folder, 'lookups.sql');
  const statements = asked.slice(0, statementsInScript);
  await writeFile(script, statements.map((number) => `select id from record where number = '${number}';\n`).join(''));
  let hits = 0;
  const { index: inProcess, postgres } = await interleave(size.rounds, {
    index: async () => {
      const milliseconds = await timed(() => {
        for (let done = 0; done < size.lookupsPerRound; done += 1) {
          hits += index.findByNumber(asked[done % asked.length] ?? '').length;
        }
      });
      return (size.lookupsPerRound / milliseconds) * 1000;
    },
    postgres: async () => {
      const words = ['-n', '-M', 'prepared', '-f', script, '-c', '2', '-j', '1', '-T', String(size.seconds)];
      return pgbench(url, words) * statements.length;
    },
  });
  await rm(folder, { recursive: true });
  if (hits === 0) throw new Error('the index found none of its own records');
  const figure = figureOf(
    'look-ups/s',
    inProcess,
    'PostgreSQL indexed look-up, prepared, one pgbench process',
    postgres,
  );
  return { figure, buildSeconds: Math.round(buildMilliseconds / 100) / 10, records: size.records };
}

async function storeInPostgres(url: string, count: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('create table record (number text not null, id text not null)');
  for (let from = 0; from < count; from += 20_000) {
    const places = Array.from({ length: Math.min(20_000, count - from) }, (_, offset) => from + offset);
    await client.query('insert into record select * from unnest($1::text[], $2::text[])', [
      places.map(inventedNumber),
      places.map((at) => `R${at}`),
    ]);
  }
  await client.query('create unique index on record (number)');
  await client.query('vacuum analyze record');
  await client.end();
}
