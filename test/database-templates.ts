import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openNode, readConfig } from '@gatehouse/server';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startTestServer } from './harness/postgres.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A data folder with a migrated embedded database, to be copied. */
    embeddedTemplate: string;
    /** The administrator's address of the PostgreSQL server of this run. */
    postgresServer: string;
    /** The data folder that belongs to the PostgreSQL template database. */
    postgresTemplateFolder: string;
  }
}

/** Name of the migrated database that every PostgreSQL test copies. */
export const templateDatabase = 'gatehouse_template';

/** Makes one migrated template per engine; every test gets a copy of its own. */
export default async function prepareTemplates(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-test-'));
  const server = await startTestServer();
  const embedded = join(folder, 'embedded');
  const onServer = join(folder, 'postgres');
  await migrateOnce({ GATEHOUSE_DATA: embedded, DATABASE_URL: '' });
  const administrator = new pg.Client({ connectionString: server.url });
  await administrator.connect();
  await administrator.query(`drop database if exists ${templateDatabase}`);
  await administrator.query(`create database ${templateDatabase}`);
  await administrator.end();
  const url = new URL(server.url);
  url.pathname = `/${templateDatabase}`;
  await migrateOnce({ GATEHOUSE_DATA: onServer, DATABASE_URL: url.href });
  project.provide('embeddedTemplate', embedded);
  project.provide('postgresServer', server.url);
  project.provide('postgresTemplateFolder', onServer);
  return () => {
    server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

async function migrateOnce(environment: Record<string, string>): Promise<void> {
  const node = await openNode(readConfig({ ...environment, GATEHOUSE_MODE: 'office', GATEHOUSE_LOG_LEVEL: 'silent' }));
  await node.close();
}
