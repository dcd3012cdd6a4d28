import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openNode, readConfig } from '@gatehouse/server';
import pg from 'pg';
import type { TestServer } from './postgres.js';

/** A node made and migrated once per engine, closed again: every test gets a copy of one. */
export type Templates = {
  /** A data folder with its embedded database. */
  readonly embedded: string;
  /** A data folder that belongs to a database of a PostgreSQL server. */
  readonly onServer: string;
  readonly remove: () => void;
};

/**
 * Makes the templates of one kind of node, on both engines side by side.
 * @param database the database that is made on the server; one that is there is made anew
 */
export async function makeTemplates(server: TestServer, database: string, mode: 'office' | 'demo'): Promise<Templates> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-template-'));
  const [embedded, onServer] = [join(folder, 'embedded'), join(folder, 'postgres')];
  const administrator = new pg.Client({ connectionString: server.url });
  await administrator.connect();
  await administrator.query(`drop database if exists ${database}`);
  await administrator.query(`create database ${database}`);
  await administrator.end();
  const url = new URL(server.url);
  url.pathname = `/${database}`;
  const make = async (environment: Record<string, string>): Promise<void> => {
    const settings = { ...environment, GATEHOUSE_MODE: mode, GATEHOUSE_LOG_LEVEL: 'silent' };
    await (await openNode(readConfig(settings))).close();
  };
  await Promise.all([
    make({ GATEHOUSE_DATA: embedded, DATABASE_URL: '' }),
    make({ GATEHOUSE_DATA: onServer, DATABASE_URL: url.href }),
  ]);
  return { embedded, onServer, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
