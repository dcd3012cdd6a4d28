import type pg from 'pg';

/** Tables that are not part of what a node knows: made anew where it is restored. */
const leftOut = new Set(['kernel.migration', 'kernel.viewer_secret']);

/** Every table of the house with rows worth keeping, those that others point to first. */
export async function tablesInOrder(client: pg.ClientBase, schemas: readonly string[]): Promise<string[]> {
  const { rows: tables } = await client.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = any ($1) and c.relkind = 'r' order by 1`,
    [schemas],
  );
  const { rows: references } = await client.query<{ source: string; referenced: string }>(
    `select sn.nspname || '.' || s.relname as source, tn.nspname || '.' || t.relname as referenced
       from pg_constraint k
       join pg_class s on s.oid = k.conrelid join pg_namespace sn on sn.oid = s.relnamespace
       join pg_class t on t.oid = k.confrelid join pg_namespace tn on tn.oid = t.relnamespace
      where k.contype = 'f' and sn.nspname = any ($1)`,
    [schemas],
  );
  const names = tables.map((table) => table.name).filter((name) => !leftOut.has(name));
  // Jobs that wait are part of what a node owes; their other tables are the library's own.
  return [...sortedByReference(names, references), 'jobs.job'];
}

/** Referenced tables before those that refer to them; what refers to itself or in a circle keeps its place. */
export function sortedByReference(
  names: readonly string[],
  references: readonly { readonly source: string; readonly referenced: string }[],
): string[] {
  const sorted: string[] = [];
  const underway = new Set<string>();
  const visit = (name: string): void => {
    if (underway.has(name)) return;
    underway.add(name);
    for (const { source, referenced } of references)
      if (source === name && names.includes(referenced)) visit(referenced);
    sorted.push(name);
  };
  for (const name of names) visit(name);
  return sorted;
}

/** The rows of a table as JSON, in batches, read inside the caller's snapshot. */
export async function* rowsOf(
  client: pg.ClientBase,
  table: string,
  batch: number,
): AsyncGenerator<Record<string, unknown>[]> {
  await client.query(`declare backup_rows no scroll cursor for select to_jsonb(t) as row from ${quoted(table)} t`);
  try {
    for (;;) {
      const { rows } = await client.query<{ row: Record<string, unknown> }>(`fetch ${batch} from backup_rows`);
      if (rows.length === 0) return;
      yield rows.map((entry) => entry.row);
    }
  } finally {
    await client.query('close backup_rows');
  }
}

/** Takes away the rows that a migration began a table with: those of the backup come in their place. */
export async function emptyTable(client: pg.ClientBase, table: string): Promise<void> {
  await client.query(`delete from ${quoted(table)}`);
}

/** Puts rows back into a table. */
export async function insertRows(
  client: pg.ClientBase,
  table: string,
  rows: readonly Record<string, unknown>[],
): Promise<void> {
  const name = quoted(table);
  await client.query(
    `insert into ${name} overriding system value select * from jsonb_populate_recordset(null::${name}, $1::jsonb)`,
    [JSON.stringify(rows)],
  );
}

/** Foreign keys, dropped while rows are put back and added again afterwards, which checks them all. */
export async function withoutForeignKeys(
  client: pg.ClientBase,
  schemas: readonly string[],
  work: () => Promise<void>,
): Promise<void> {
  const { rows } = await client.query<{ table: string; name: string; definition: string }>(
    `select k.conrelid::regclass::text as table, k.conname as name, pg_get_constraintdef(k.oid) as definition
       from pg_constraint k join pg_namespace n on n.oid = k.connamespace
      where k.contype = 'f' and n.nspname = any ($1)`,
    [schemas],
  );
  for (const key of rows) await client.query(`alter table ${key.table} drop constraint "${key.name}"`);
  await work();
  for (const key of rows) await client.query(`alter table ${key.table} add constraint "${key.name}" ${key.definition}`);
}

/**
 * Triggers of the house, silent while rows are put back: what they would write stands in the backup as well, and what they would change stood
 * as it stood.
 */
export async function withoutTriggers(
  client: pg.ClientBase,
  schemas: readonly string[],
  work: () => Promise<void>,
): Promise<void> {
  const { rows } = await client.query<{ table: string }>(
    `select distinct t.tgrelid::regclass::text as table
       from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
      where not t.tgisinternal and n.nspname = any ($1)`,
    [schemas],
  );
  for (const { table } of rows) await client.query(`alter table ${table} disable trigger user`);
  await work();
  for (const { table } of rows) await client.query(`alter table ${table} enable trigger user`);
}

/** Lets counters that number rows go on after the highest number put back. */
export async function continueCounters(client: pg.ClientBase, schemas: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string }>(
    `select table_schema || '.' || table_name as table, column_name as column
       from information_schema.columns where is_identity = 'YES' and table_schema = any ($1)`,
    [schemas],
  );
  for (const { table, column } of rows) {
    await client.query(
      `select setval(pg_get_serial_sequence($1, $2), max("${column}")) from ${quoted(table)} having max("${column}") > 0`,
      [table, column],
    );
  }
}

function quoted(table: string): string {
  return table
    .split('.')
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join('.');
}
