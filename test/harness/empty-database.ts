import pg from 'pg';
import { inject } from 'vitest';

/** Does one thing as the administrator of the tests' PostgreSQL. */
export async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgresServer') });
  await client.connect();
  await client.query(statement);
  await client.end();
}

/** A database of the tests' PostgreSQL in which there is nothing yet. */
export async function emptyDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `empty_${Math.random().toString(36).slice(2, 12)}`;
  await administer(`create database ${name}`);
  const url = new URL(inject('postgresServer'));
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => administer(`drop database ${name} with (force)`) };
}
