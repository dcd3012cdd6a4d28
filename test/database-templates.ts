import type { TestProject } from 'vitest/node';
import { startTestServer } from './harness/postgres.js';
import { makeTemplates } from './harness/templates.js';

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
  const server = await startTestServer();
  const { embedded, onServer, remove } = await makeTemplates(server, templateDatabase, 'office');
  project.provide('embeddedTemplate', embedded);
  project.provide('postgresServer', server.url);
  project.provide('postgresTemplateFolder', onServer);
  return () => {
    server.stop();
    remove();
  };
}
