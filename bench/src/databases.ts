import pg from 'pg';
import { startTestServer } from '../../test/harness/postgres.js';

/** A PostgreSQL server for one run, with databases made for it and dropped after it. */
export type Databases = {
  readonly version: string;
  readonly create: (name: string) => Promise<string>;
  readonly close: () => Promise<void>;
};

/** Starts PostgreSQL, or takes the one that DATABASE_URL names. */
export async function openDatabases(): Promise<Databases> {
  const server = await startTestServer();
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  const made: string[] = [];
  const shown = await client.query<{ server_version: string }>('show server_version');
  return {
    version: shown.rows[0]?.server_version ?? 'unknown',
    create: async (purpose) => {
      const name = `bench_${purpose}_${process.pid}`;
      await client.query(`create database ${name}`);
      made.push(name);
      const url = new URL(server.url);
      url.pathname = `/${name}`;
      return url.href;
    },
    close: async () => {
      for (const name of made) await client.query(`drop database ${name} with (force)`);
      await client.end();
      server.stop();
    },
  };
}
