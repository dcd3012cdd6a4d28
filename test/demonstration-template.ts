import type { TestProject } from 'vitest/node';
import { startTestServer } from './harness/postgres.js';
import { makeTemplates } from './harness/templates.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A data folder of a demonstration with a migrated embedded database, to be copied. */
    demonstrationTemplate: string;
    /** The migrated database of a demonstration on the PostgreSQL server of this run, to be copied, and the data folder that belongs to it. */
    demonstrationOnServer: { readonly database: string; readonly folder: string };
  }
}

/**
 * Makes the demonstration that every journey gets a copy of: a database is made and migrated once, not once a file. It is made on the
 * server of the project's databases where there is one, else on a server of its own.
 */
export default async function prepareDemonstration(project: TestProject): Promise<() => void> {
  const { postgresServer } = project.getProvidedContext();
  const server = await (postgresServer === undefined
    ? startTestServer()
    : { url: postgresServer, stop: () => undefined });
  // Two runs side by side may have been given one server.
  const database = `gatehouse_demonstration_${process.pid}`;
  const { embedded, onServer, remove } = await makeTemplates(server, database, 'demo');
  project.provide('postgresServer', server.url);
  project.provide('demonstrationTemplate', embedded);
  project.provide('demonstrationOnServer', { database, folder: onServer });
  return () => {
    server.stop();
    remove();
  };
}
