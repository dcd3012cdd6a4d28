import pg from 'pg';
import { serverProcessorSeconds } from './machine.js';
import { startTestServer } from '../../test/harness/postgres.js';

/** A PostgreSQL server for one run, with databases made for it and dropped after it. */
export type Databases = {
  readonly version: string;
  /** Whether DATABASE_URL names the server, so that what is kept on it is there after a kill. */
  readonly isGiven: boolean;
  /** Seconds of the processor that the server has used, where it runs on this machine. */
  readonly processorSeconds: () => number | undefined;
  readonly create: (name: string) => Promise<string>;
  /** A database that stays for the run that goes on after this one, on the server that DATABASE_URL names; made where it is missing. */
  readonly keep: (name: string) => Promise<string>;
  /** Drops what was kept. */
  readonly drop: (name: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Starts PostgreSQL, or takes the one that DATABASE_URL names. */
export async function openDatabases(): Promise<Databases> {
  const server = await startTestServer();
  process.once('exit', server.stop);
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  const made: string[] = [];
  const addressOf = (name: string): string => {
    const url = new URL(server.url);
    url.pathname = `/${name}`;
    return url.href;
  };
  const here = ['127.0.0.1', 'localhost', '::1', ''].includes(new URL(server.url).hostname);
  const backend = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  const shown = await client.query<{ server_version: string }>('show server_version');
  return {
    version: shown.rows[0]?.server_version ?? 'unknown',
    isGiven: (process.env['DATABASE_URL'] ?? '') !== '',
    processorSeconds: () => (here ? serverProcessorSeconds(backend.rows[0]?.pid ?? 0) : undefined),
    create: async (purpose) => {
      const name = `bench_${purpose}_${process.pid}`;
      await client.query(`create database ${name}`);
      made.push(name);
      return addressOf(name);
    },
    keep: async (purpose) => {
      const name = `bench_${purpose}_kept`;
      const known = await client.query('select 1 from pg_database where datname = $1', [name]);
      if (known.rowCount === 0) await client.query(`create database ${name}`);
      return addressOf(name);
    },
    drop: async (purpose) => {
      await client.query(`drop database if exists bench_${purpose}_kept with (force)`);
    },
    close: async () => {
      for (const name of made) await client.query(`drop database ${name} with (force)`);
      await client.end();
      process.off('exit', server.stop);
      server.stop();
    },
  };
}
