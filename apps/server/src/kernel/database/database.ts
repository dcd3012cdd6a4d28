import { AsyncLocalStorage } from 'node:async_hooks';
import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { bindTransaction, type Sending, type TransactionConnection } from './connection.js';
import { startEmbeddedDatabase } from './pglite-bridge.js';
import type { Tables } from './tables.generated.js';
import { openTurns } from './turns.js';

// Counts stay numbers: no table of this house comes near 2^53 rows.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
// A date is a day, not an instant: it stays 'YYYY-MM-DD' whatever zone the process runs in.
pg.types.setTypeParser(pg.types.builtins.DATE, String);

/** Where the database is: a folder of the embedded one (null: in memory), or a PostgreSQL server. */
export type DatabaseLocation =
  | { readonly engine: 'embedded'; readonly folder: string | null }
  | { readonly engine: 'postgres'; readonly url: string; readonly ownerUrl: string | null };

/** The name under which the application works; holds no right to change the schema. */
export const applicationRole = 'gatehouse_application';

/** The one pool of the process, and what is needed to work in it. */
export type Database = {
  readonly engine: DatabaseLocation['engine'];
  readonly pool: pg.Pool;
  readonly sql: Kysely<Tables>;
  /**
   * A connection for one transaction. `release` gives it back; with an error it is closed, since nobody knows its state.
   * Whoever goes first passes everybody who waits for one.
   */
  readonly connect: (
    goesFirst?: boolean,
  ) => Promise<TransactionConnection & { readonly release: (error?: unknown) => void }>;
  /** Marks the running transaction, so that a second one inside it is noticed on both engines. */
  readonly inTransaction: AsyncLocalStorage<true>;
  /** Runs work as the schema's owner: backup, and nothing that serves a request. */
  readonly asOwner: <T>(work: OwnerWork<T>) => Promise<T>;
  readonly close: () => Promise<void>;
};

/** Work that only the owner of the schema may do: migrations and the check for drift. */
export type OwnerWork<T> = (client: pg.ClientBase) => Promise<T>;

/** What `openDatabase` needs beside the location. */
export type OpenOptions = {
  /** Runs as owner before the application is let in. */
  readonly prepare: OwnerWork<void>;
  /** The application login's password on PostgreSQL when Gatehouse makes that login itself. */
  readonly loginPassword: (databaseName: string) => Promise<string>;
  readonly maximumConnections?: number;
};

/**
 * Opens the database: first as owner for `prepare`, then as the application for everything else.
 * @throws what the engine says when it cannot be reached; nothing of it names a password
 */
export async function openDatabase(location: DatabaseLocation, options: OpenOptions): Promise<Database> {
  return location.engine === 'embedded' ? openEmbedded(location.folder, options) : openPostgres(location, options);
}

/** How long a connection and the plans it keeps are used, in seconds. */
const connectionLifetime = 1800;

/** `pipeline`: statements are sent without waiting for the answer to the one before (node-postgres 8.23). */
type PipelinedPool = pg.PoolConfig & { readonly pipeline: true };

async function openEmbedded(folder: string | null, options: OpenOptions): Promise<Database> {
  const embedded = await startEmbeddedDatabase(folder);
  const owner = new pg.Pool({ ...embedded.poolConfiguration, max: 1 });
  try {
    await withClient(owner, options.prepare);
  } catch (error) {
    await owner.end();
    await embedded.close();
    throw error;
  }
  await owner.end();
  const pool = new pg.Pool({ ...embedded.poolConfiguration, max: 1, idleTimeoutMillis: 0 });
  // PGlite knows one login. Taking the application's role makes row security apply; it is a test aid there, not a boundary.
  // The engine is one session, and the adapter one connection, for all its clients: plans kept by name outlive a client.
  pool.on('connect', (client) => void client.query(`set role ${applicationRole}`));
  return database('embedded', pool, embedded.close, (work) => withOwnersRole(pool, work));
}

async function openPostgres(
  location: Extract<DatabaseLocation, { engine: 'postgres' }>,
  options: OpenOptions,
): Promise<Database> {
  const application = location.ownerUrl === null ? await selfMadeLogin(location.url, options) : location.url;
  if (location.ownerUrl !== null) await asOwner(location.ownerUrl, options.prepare);
  const pool = new pg.Pool({
    connectionString: application,
    max: options.maximumConnections ?? 10,
    pipeline: true,
    maxLifetimeSeconds: connectionLifetime,
  } satisfies PipelinedPool);
  // A connection that the server drops is not an event for the process: whoever works on it hears it by the statement that
  // fails, and the next use opens another. The pool listens to idle ones alone.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const owner = location.ownerUrl ?? location.url;
  return database(
    'postgres',
    pool,
    async () => undefined,
    (work) => asOwner(owner, work),
  );
}

/** With one address only, its login owns the schema; the application gets a login of its own, which cannot become the owner. */
async function selfMadeLogin(url: string, options: OpenOptions): Promise<string> {
  return asOwner(url, async (client) => {
    await options.prepare(client);
    const { rows } = await client.query<{ name: string }>('select current_database() as name');
    const databaseName = rows[0]?.name ?? 'gatehouse';
    const login = `gatehouse_${databaseName}`.slice(0, 63);
    const password = await options.loginPassword(databaseName);
    const known = await client.query('select 1 from pg_roles where rolname = $1', [login]);
    const verb = known.rowCount === 0 ? 'create' : 'alter';
    await client.query(
      `${verb} role ${pg.escapeIdentifier(login)} login nosuperuser nocreatedb nocreaterole password ${pg.escapeLiteral(password)}`,
    );
    await client.query(`grant ${applicationRole} to ${pg.escapeIdentifier(login)}`);
    await client.query(
      `grant connect on database ${pg.escapeIdentifier(databaseName)} to ${pg.escapeIdentifier(login)}`,
    );
    const address = new URL(url);
    address.username = login;
    address.password = password;
    return address.href;
  });
}

/** Runs work as the owner on a connection of its own, closed afterwards. */
export async function asOwner<T>(url: string, work: OwnerWork<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function withClient<T>(pool: pg.Pool, work: OwnerWork<T>): Promise<T> {
  const client = await pool.connect();
  try {
    return await work(client);
  } finally {
    client.release();
  }
}

/** The embedded engine has one login: the owner is whoever has not taken the application's role. */
async function withOwnersRole<T>(pool: pg.Pool, work: OwnerWork<T>): Promise<T> {
  return withClient(pool, async (client) => {
    await client.query('reset role');
    try {
      return await work(client);
    } finally {
      await client.query(`set role ${applicationRole}`);
    }
  });
}

const sendingTo: Readonly<Record<Database['engine'], Sending>> = { postgres: 'together', embedded: 'in-turn' };

function database(
  engine: Database['engine'],
  pool: pg.Pool,
  closeEngine: () => Promise<void>,
  asOwnerOf: Database['asOwner'],
): Database {
  const plugins = [new CamelCasePlugin({ maintainNestedObjectKeys: true })];
  const sql = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }), plugins });
  const turns = openTurns(pool.options.max);
  return {
    engine,
    pool,
    sql,
    connect: async (goesFirst = false) => {
      const over = await turns.take(goesFirst);
      const client = await pool.connect().catch((error: unknown) => {
        over();
        throw error;
      });
      const release = (error?: unknown) => {
        client.release(error !== undefined);
        over();
      };
      return { ...bindTransaction(pool, client, sendingTo[engine], plugins), release };
    },
    inTransaction: new AsyncLocalStorage(),
    asOwner: asOwnerOf,
    close: async () => {
      // Not by Kysely, which leaves a pool open that it has not sent a statement through itself.
      await pool.end();
      await closeEngine();
    },
  };
}
