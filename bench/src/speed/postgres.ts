import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import pg from 'pg';

const batch = 20_000;

/** Loads a list into PostgreSQL with trigrams on the name and an index on the birth date. */
export async function storeInPostgres(url: string, file: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('create extension if not exists pg_trgm');
  await client.query('create table record (id text, name text, birth_date text, number text)');
  let rows: string[][] = [];
  const store = async () => {
    const columns = [0, 1, 2, 4].map((column) => rows.map((row) => row[column] ?? ''));
    await client.query(
      'insert into record select * from unnest($1::text[], $2::text[], $3::text[], $4::text[])',
      columns,
    );
    rows = [];
  };
  for await (const line of createInterface({ input: createReadStream(file) })) {
    rows.push(line.split('\t'));
    if (rows.length === batch) await store();
  }
  await store();
  await client.query('create index on record using gin (name gin_trgm_ops)');
  await client.query('create index on record (birth_date)');
  await client.query('vacuum analyze record');
  await client.end();
}
