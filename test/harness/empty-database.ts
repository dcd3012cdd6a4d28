import pg from 'pg';
import { inject } from 'vitest';

/** Does one thing as the administrator of the tests' PostgreSQL, in one of its databases. */
export async function administer(statement: string, database?: string): Promise<void> {
  const address = new URL(inject('postgresServer'));
  if (database !== undefined) address.pathname = `/${database}`;
  const client = new pg.Client({ connectionString: address.href });
  await client.connect();
  await client.query(statement);
  await client.end();
}

/** The connections that are open to a database of the tests' PostgreSQL, by the statement each was at last. */
export async function connectionsTo(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: inject('postgresServer') });
  await client.connect();
  const name = new URL(url).pathname.slice(1);
  const { rows } = await client.query<{ query: string }>(
    `select query from pg_stat_activity where datname = $1 and backend_type = 'client backend'`,
    [name],
  );
  await client.end();
  return rows.map(({ query }) => query);
}

/** A database of a test on the tests' PostgreSQL. */
export type TestDatabase = { readonly url: string; readonly drop: () => Promise<void> };

/** A database of the tests' PostgreSQL in which there is nothing yet. */
export function emptyDatabase(): Promise<TestDatabase> {
  return makeDatabase('');
}

/** A copy of a database of the tests' PostgreSQL. */
export function copiedDatabase(template: string): Promise<TestDatabase> {
  return makeDatabase(`template ${template}`);
}

async function makeDatabase(from: string): Promise<TestDatabase> {
  const name = `test_${Math.random().toString(36).slice(2, 12)}`;
  await administer(`create database ${name} ${from}`);
  const url = new URL(inject('postgresServer'));
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => administer(`drop database ${name} with (force)`) };
}
