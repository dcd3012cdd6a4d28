import {
  type CompiledQuery,
  type DatabaseConnection,
  DefaultQueryExecutor,
  Kysely,
  type KyselyPlugin,
  PostgresAdapter,
  PostgresDialect,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import type pg from 'pg';
import { statementName } from './statement-names.js';
import type { Tables } from './tables.generated.js';

/** How statements go to an engine: `together` sends those asked for at once in one write; `in-turn` one after the other. */
export type Sending = 'together' | 'in-turn';

/** The connection of one transaction. After `end` nothing more passes: it belongs to somebody else by then. */
export type TransactionConnection = {
  readonly sql: Kysely<Tables>;
  /** Sends a text of several statements without parameters. */
  readonly send: (text: string) => Promise<void>;
  /** Commits; false where the database rolled back instead, which it does without a word after any statement that failed. */
  readonly commit: () => Promise<boolean>;
  readonly end: () => void;
};

/**
 * Binds a client of the pool to one transaction. Statements are sent in the order in which they are asked for and may be
 * asked for together (`Promise.all`): on PostgreSQL they then share one crossing of the network. The embedded engine takes them
 * one by one. Both keep the plans of those that come again by name.
 */
export function bindTransaction(
  pool: pg.Pool,
  client: pg.ClientBase,
  sending: Sending,
  plugins: KyselyPlugin[],
): TransactionConnection {
  let over = false;
  let last: Promise<unknown> = Promise.resolve();
  const query = (question: pg.QueryConfig): Promise<pg.QueryResult> => {
    if (over) return Promise.reject(new Error('a statement was asked for after its transaction had ended'));
    if (sending === 'together') {
      gather(client);
      return client.query(question);
    }
    const answer = last.then(() => client.query(question));
    last = answer.catch(() => undefined);
    return answer;
  };
  const connection: DatabaseConnection = {
    executeQuery: async <Row>({ sql: text, parameters }: CompiledQuery): Promise<QueryResult<Row>> => {
      const name = statementName(text);
      const { command, rowCount, rows } = await query({
        text,
        values: [...parameters],
        ...(name === undefined ? {} : { name }),
      });
      return command === 'SELECT' ? { rows } : { rows, numAffectedRows: BigInt(rowCount ?? 0) };
    },
    streamQuery: () => {
      throw new Error('statements are not streamed');
    },
  };
  return {
    sql: kyselyOver(pool, connection, plugins),
    send: async (text) => {
      await query({ text });
    },
    commit: async () => {
      const { command } = await query({ text: 'commit' });
      return command === 'COMMIT';
    },
    end: () => {
      over = true;
    },
  };
}

const adapter = new PostgresAdapter();
const compiler = new PostgresQueryCompiler();

/** Kysely's own transaction would make statements wait for each other. */
function kyselyOver(pool: pg.Pool, connection: DatabaseConnection, plugins: KyselyPlugin[]): Kysely<Tables> {
  const dialect = new PostgresDialect({ pool });
  const executor = new DefaultQueryExecutor(
    compiler,
    adapter,
    { provideConnection: (consumer) => consumer(connection) },
    plugins,
  );
  return new Kysely<Tables>({ config: { dialect, plugins }, dialect, driver: dialect.createDriver(), executor });
}

const gathering = new WeakSet<object>();

/** Holds what is written to a connection until everything asked for at this moment is there, and writes it at once. */
function gather(client: pg.ClientBase): void {
  const { stream } = (client as unknown as { connection: { stream: { cork: () => void; uncork: () => void } } })
    .connection;
  if (gathering.has(stream)) return;
  gathering.add(stream);
  stream.cork();
  setImmediate(() => {
    gathering.delete(stream);
    stream.uncork();
  });
}
