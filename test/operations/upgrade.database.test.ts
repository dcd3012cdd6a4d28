import { readFile } from 'node:fs/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { openDatabase, type OwnerWork } from '../../apps/server/src/kernel/database/database.js';
import { type Migration, migrate, readMigrations } from '../../apps/server/src/kernel/database/migrate.js';
import { findSchemaDrift } from '../../apps/server/src/kernel/database/schema-drift.js';
import { emptyDatabase } from '../harness/empty-database.js';
import { engines } from '../harness/test-node.js';

/**
 * What a demonstration of the first version had written: two rows of every table that it filled and all they point to. What is
 * sealed in them stays so, since the keys are not here: what a new node makes of old values is seen by starting one on an old folder.
 */
const [head = '', ...lines] = (await readFile(new URL('first-version.jsonl', import.meta.url), 'utf8'))
  .trimEnd()
  .split('\n');
const first = JSON.parse(head) as { migrations: Record<string, string> };
const written = lines.map((line) => JSON.parse(line) as { table: string; row: Record<string, unknown> });
type Row = Record<string, unknown>;

function without(row: Row, columns: readonly string[]): Row {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !columns.includes(name)));
}

const tables = [...new Set(written.map(({ table }) => table))];
const all = await readMigrations(['kernel', 'access', 'journal', 'messages', 'exchange', 'registry', 'inquiry']);
const nameOf = ({ schema, name }: Migration): string => `${schema}/${name}`;

/** Columns that a later migration took to another table, and the rows that they are there. */
const moved: Readonly<
  Record<string, { columns: readonly string[]; table: string; rowOf: (row: Row) => object | undefined }>
> = {
  'journal.entry': {
    columns: ['leaf_index', 'log', 'staged_at'],
    table: 'journal.place',
    rowOf: ({ id, commitment, leaf_index }) =>
      leaf_index === null ? undefined : { entry_id: id, log: 1, leaf_index, commitment },
  },
};

/** Columns that a later migration took away because nothing about a person is to be kept in them. */
const forgotten: Readonly<Record<string, readonly string[]>> = { 'access.session': ['address'] };

describe.each(engines)('a database of the first version (%s)', (engine) => {
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });
  const asOwner = async (work: OwnerWork<void>): Promise<void> => {
    const server = engine === 'postgres' ? await emptyDatabase() : undefined;
    if (server !== undefined) closing.push(server.drop);
    const database = await openDatabase(
      server === undefined
        ? { engine: 'embedded', folder: null }
        : { engine: 'postgres', url: server.url, ownerUrl: null },
      { prepare: work, loginPassword: async () => 'invented' },
    );
    closing.push(database.close);
  };

  it('is brought to the schema of a new one, and keeps every row as it was', async () => {
    expect.assertions(tables.length + Object.keys(moved).length + 2);
    await asOwner(async (client) => {
      await migrate(
        client,
        all.filter((migration) => first.migrations[nameOf(migration)] !== undefined),
      );
      await client.query(`set time zone 'UTC'; set session_replication_role = replica`);
      // Some begin with a row that their migration puts in.
      for (const table of tables) await client.query(`delete from ${table}`);
      for (const { table, row } of written) {
        const values = `select * from jsonb_populate_record(null::${table}, $1)`;
        await client.query(`insert into ${table} overriding system value ${values}`, [JSON.stringify(row)]);
      }
      await client.query('set session_replication_role = origin');

      const later = all.filter((migration) => first.migrations[nameOf(migration)] === undefined).map(nameOf);
      expect(await migrate(client, all)).toEqual(later);
      expect(await findSchemaDrift(client)).toEqual([]);
      const rowsOf = async (table: string) =>
        (await client.query<{ row: object }>(`select to_jsonb(present) as row from ${table} as present`)).rows.map(
          ({ row }) => row,
        );
      const writtenIn = (table: string) => written.filter((one) => one.table === table).map(({ row }) => row);
      for (const table of tables) {
        const gone = [...(moved[table]?.columns ?? []), ...(forgotten[table] ?? [])];
        const kept = writtenIn(table).map((row) => expect.objectContaining(without(row, gone)));
        expect(await rowsOf(table)).toEqual(expect.arrayContaining(kept));
      }
      for (const [table, { table: other, rowOf }] of Object.entries(moved)) {
        const kept = writtenIn(table).flatMap((row) => rowOf(row) ?? []);
        expect([kept.length > 0, await rowsOf(other)]).toEqual([true, expect.arrayContaining(kept)]);
      }
    });
  });
});

it('no migration that went out was worded anew', () => {
  const now = Object.fromEntries(all.map((migration) => [nameOf(migration), migration.hash]));
  for (const [name, hash] of Object.entries(first.migrations)) expect([name, now[name]]).toEqual([name, hash]);
});
