import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type pg from 'pg';
import { refuse } from '../errors.js';

/** One forward-only migration: SQL with a `-- Why:` header, applied once, in order, by the owner. */
export type Migration = { readonly schema: string; readonly name: string; readonly sql: string; readonly hash: string };

const migrationsFolder = new URL('../../../migrations/', import.meta.url);

/**
 * The migrations of the named schemas, in the order given and by number within each.
 * @throws Error when one lacks its `-- Why:` header
 */
export async function readMigrations(schemas: readonly string[]): Promise<Migration[]> {
  const migrations: Migration[] = [];
  for (const schema of schemas) {
    const folder = new URL(`${schema}/`, migrationsFolder);
    // A module without tables of its own has no folder.
    const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.sql')).sort();
    for (const name of names) {
      const sql = await readFile(new URL(name, folder), 'utf8');
      if (!sql.startsWith('-- Why:')) throw new Error(`migration ${schema}/${name} does not begin with "-- Why:"`);
      migrations.push({ schema, name, sql, hash: createHash('sha256').update(sql).digest('hex') });
    }
  }
  return migrations;
}

/**
 * Brings the schema up to date, each migration in a transaction of its own, one node at a time.
 * @throws DomainError `database-schema-unknown` when an applied migration differs from its file or is not known here
 */
export async function migrate(client: pg.ClientBase, migrations: readonly Migration[]): Promise<string[]> {
  await client.query(await readFile(new URL('foundation.sql', migrationsFolder), 'utf8'));
  // Two nodes that start at once must not both apply: the second waits here and then finds nothing to do.
  await client.query(`select pg_advisory_lock(hashtext('gatehouse.migrate'))`);
  try {
    const applied = await appliedMigrations(client);
    refuseUnknown(applied, migrations);
    const done: string[] = [];
    for (const migration of migrations) {
      const key = `${migration.schema}/${migration.name}`;
      if (applied.has(key)) continue;
      await client.query('begin');
      try {
        await client.query(migration.sql);
        await client.query('insert into kernel.migration (name, hash) values ($1, $2)', [key, migration.hash]);
        await client.query('commit');
      } catch (error) {
        await client.query('rollback');
        throw new Error(`migration ${key} failed: ${error instanceof Error ? error.message : String(error)}`, {
          cause: error,
        });
      }
      done.push(key);
    }
    return done;
  } finally {
    await client.query(`select pg_advisory_unlock(hashtext('gatehouse.migrate'))`);
  }
}

async function appliedMigrations(client: pg.ClientBase): Promise<Map<string, string>> {
  const { rows } = await client.query<{ name: string; hash: string }>('select name, hash from kernel.migration');
  return new Map(rows.map((row) => [row.name, row.hash]));
}

function refuseUnknown(applied: Map<string, string>, migrations: readonly Migration[]): void {
  const known = new Map(migrations.map((migration) => [`${migration.schema}/${migration.name}`, migration.hash]));
  for (const [name, hash] of applied) {
    const expected = known.get(name);
    if (expected === undefined && known.size > 0 && isOwnSchema(name, migrations)) {
      refuse('database-schema-unknown', { problem: `It holds migration ${name}, which this version does not know.` });
    }
    if (expected !== undefined && expected !== hash) {
      refuse('database-schema-unknown', { problem: `Migration ${name} was applied in another wording.` });
    }
  }
}

/** A node with fewer roles does not load every schema: those it leaves alone are not unknown to it. */
function isOwnSchema(name: string, migrations: readonly Migration[]): boolean {
  const schema = name.split('/')[0];
  return migrations.some((migration) => migration.schema === schema);
}
