import { chmod, cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { type Config, type Mode, refuseInsecure } from './config.js';
import { houseSchemas, originOf } from './house.js';
import { systemClock } from './kernel/clock.js';
import { dataFolders, writeStamp } from './kernel/data-folder.js';
import { openDatabase } from './kernel/database/database.js';
import { lockFolder } from './kernel/database/folder-lock.js';
import { migrate, readMigrations } from './kernel/database/migrate.js';
import { withTransaction } from './kernel/database/transaction.js';
import { refuse } from './kernel/errors.js';
import { prepareJobs } from './kernel/jobs.js';
import { createKeyRing } from './kernel/keys/index.js';
import { createLog } from './kernel/log.js';
import { systemViewer } from './kernel/viewer.js';
import { endSessionsOfBefore } from './modules/access/index.js';
import { copyLastingList, openJournal, republishFromFirst } from './modules/journal/index.js';
import { type BackupEnd, type BackupHeader, openBackup, putBack, readHeader } from './modules/operations/index.js';
import { locationOf } from './node.js';
import { openNodeKeys } from './node-keys.js';

/** What a node is restored from. */
export type RestoreSource = {
  /** The backup. */
  readonly file: string;
  /** File with one of the offline keys it was encrypted to (`AGE-SECRET-KEY-…`). */
  readonly identityFile: string;
  /** Folder with the node's own keys, copied into the data folder; undefined where GATEHOUSE_KEYS names them. */
  readonly keys: string | undefined;
  /** Folder of the newest published log that survived; undefined where the backup's is the newest. */
  readonly log?: string | undefined;
  /** List of lasting acts that survived; undefined where GATEHOUSE_LASTING_ACTS names it already. */
  readonly lasting?: string | undefined;
};

/** What was restored. */
export type Restored = {
  readonly node: string;
  readonly takenAt: string;
  readonly rows: number;
  readonly files: number;
};

type Lines = ReturnType<typeof openBackup>;

/**
 * Makes a node again from its backup, in an empty data folder and an empty database, or makes nothing: what fails on the way is
 * taken away again, and a folder in which the process died says so and is no node.
 * @throws DomainError `restore-folder-in-use`, `backup-unreadable`, `restore-version-unknown`, `restore-log-differs`,
 * `backup-needs-owner`, `keys-missing`, `keys-of-another-node`
 */
export async function restoreNode(config: Config, source: RestoreSource): Promise<Restored> {
  const folders = dataFolders(config.dataFolder);
  await mkdir(config.dataFolder, { recursive: true, mode: 0o700 });
  if ((await readdir(config.dataFolder)).length > 0) refuse('restore-folder-in-use');
  const lock = await lockFolder(config.dataFolder);
  try {
    await writeFile(folders.unfinishedRestore, '', { mode: 0o600, flush: true });
    const lines = openBackup(source.file, await readFile(source.identityFile, 'utf8'));
    const header = await readHeader(lines);
    const end = await restoreInto(config, source, header, lines);
    await writeStamp(config.dataFolder, { mode: header.mode, node: header.node, createdAt: header.createdAt });
    await rm(folders.unfinishedRestore);
    return { node: header.node, takenAt: header.takenAt, rows: end.rows, files: end.files };
  } catch (error) {
    for (const name of await readdir(config.dataFolder)) {
      if (name !== 'gatehouse.lock') await rm(join(config.dataFolder, name), { recursive: true, force: true });
    }
    throw error;
  } finally {
    await lock.release();
  }
}

async function restoreInto(
  config: Config,
  source: RestoreSource,
  header: BackupHeader,
  lines: Lines,
): Promise<BackupEnd> {
  const mode = header.mode as Mode;
  if (mode === 'production') refuseInsecure(config);
  const { applied, known } = await migrationsOf(header);
  await takeKeys(config, source);
  await takeLastingActs(config, source);
  const clock = systemClock();
  const keys = createKeyRing(await openNodeKeys(config, header.node), { now: clock.now });
  const origin = originOf(header.node, mode, config);
  let end: BackupEnd | undefined;
  const database = await openDatabase(locationOf(config), {
    maximumConnections: config.databaseConnections,
    loginPassword: async (name) => Buffer.from(keys.token('kernel.database-login', name)).toString('hex'),
    prepare: async (client) => {
      await refuseUsedDatabase(client);
      end = await orNothing(client, async () => {
        await migrate(client, applied);
        await prepareJobs(client, header.queues);
        const found = await inOneTransaction(client, () => putBack(client, houseSchemas, config.dataFolder, lines));
        // What the backup's version did not know yet is made of its rows as an upgrade of the node would have.
        await migrate(client, known);
        await inOneTransaction(client, () => republishFromFirst(client, origin));
        return found;
      });
    },
  });
  try {
    const log = createLog(config.logLevel);
    const folder = dataFolders(config.dataFolder).log;
    // What was published stays as it was: the node then refuses to write until the gap is declared.
    if (source.log !== undefined) await cp(source.log, folder, { recursive: true });
    const opened = await openJournal({ database, clock, log, keys, node: header.node, folder, origin });
    await withTransaction(database, systemViewer('restore'), clock.now(), async (transaction) => {
      const sessions = await endSessionsOfBefore(transaction);
      const details = { takenAt: header.takenAt, sessions };
      await opened.journal.append(transaction, [{ act: 'operations.restore', outcome: 'done', details }]);
    });
    if (source.log === undefined) await opened.sequencer.run();
  } finally {
    await database.close();
  }
  return end ?? refuse('backup-unreadable');
}

/**
 * The migrations that stood where the backup was made, each in this version's wording, and all that this version knows of its schemas.
 * @throws DomainError `restore-version-unknown` where the backup has one that this version lacks or words otherwise: it is of a later version
 */
async function migrationsOf(header: BackupHeader) {
  const there = new Map(header.migrations.map(({ name, hash }) => [name, hash]));
  const schemas = new Set([...there.keys()].map((name) => name.split('/')[0] ?? ''));
  const known = await readMigrations(houseSchemas.filter((schema) => schemas.has(schema)));
  const applied = known.filter(({ schema, name, hash }) => there.get(`${schema}/${name}`) === hash);
  if (applied.length !== there.size) refuse('restore-version-unknown');
  return { applied, known };
}

/** The list goes where the node keeps it; one that is there already is the newest. */
async function takeLastingActs(config: Config, { lasting }: RestoreSource): Promise<void> {
  if (lasting === undefined) return;
  const place = config.lastingActs || dataFolders(config.dataFolder).lastingActs;
  await copyLastingList(lasting, place);
}

async function takeKeys(config: Config, { keys }: RestoreSource): Promise<void> {
  if (keys === undefined) return;
  if (config.keys !== '') {
    refuse('configuration-invalid', {
      problem: 'Keys are named twice, by GATEHOUSE_KEYS and by --keys; leave one out.',
    });
  }
  const folder = dataFolders(config.dataFolder).keys;
  await cp(keys, folder, { recursive: true });
  await chmod(folder, 0o700);
}

async function refuseUsedDatabase(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ used: boolean; sees: boolean }>(
    `select exists (select from pg_namespace where nspname = any ($1)) as used,
            (select rolsuper or rolbypassrls from pg_roles where rolname = current_user) as sees`,
    [['kernel', 'jobs', ...houseSchemas]],
  );
  if (rows[0]?.used === true) refuse('restore-folder-in-use');
  if (rows[0]?.sees !== true) refuse('backup-needs-owner');
}

/** The database was empty: what fails leaves it so. */
async function orNothing<T>(client: pg.ClientBase, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    for (const schema of new Set(['jobs', ...houseSchemas, 'kernel'])) {
      await client.query(`drop schema if exists ${schema} cascade`);
    }
    throw error;
  }
}

async function inOneTransaction<T>(client: pg.ClientBase, work: () => Promise<T>): Promise<T> {
  await client.query('begin');
  try {
    const result = await work();
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}
