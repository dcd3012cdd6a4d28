// Makes the TypeScript types of every table from a migrated, empty embedded database.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';

const migrations = new URL('../apps/server/migrations/', import.meta.url);

const types = {
  uuid: 'string',
  text: 'string',
  bpchar: 'string',
  bool: 'boolean',
  int2: 'number',
  int4: 'number',
  int8: 'number',
  float8: 'number',
  bytea: 'Buffer',
  date: 'string',
  timestamptz: 'Date',
  jsonb: 'Json',
};

const camel = (name) => name.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());
const pascal = (name) => camel(`_${name}`);

function columnType(column) {
  const array = column.udt_name.startsWith('_');
  const base = types[array ? column.udt_name.slice(1) : column.udt_name];
  if (base === undefined)
    throw new Error(
      `no type for ${column.table_schema}.${column.table_name}.${column.column_name}: ${column.udt_name}`,
    );
  const single = column.is_nullable === 'YES' ? `${base} | null` : base;
  const type = array ? `${base}[]${column.is_nullable === 'YES' ? ' | null' : ''}` : single;
  const generated = column.column_default !== null || column.is_identity === 'YES' || column.is_generated === 'ALWAYS';
  return generated ? `Generated<${type}>` : type;
}

async function apply(database, file) {
  try {
    await database.exec(readFileSync(new URL(file, migrations), 'utf8'));
  } catch (error) {
    throw new Error(`${file}: ${error.message}`);
  }
}

/** The text of `tables.generated.ts`, and of `schema.generated.json` with a fingerprint of every object the migrations make. */
export async function generateTables() {
  const order = JSON.parse(readFileSync(new URL('order.json', migrations), 'utf8')).filter((schema) =>
    existsSync(new URL(`${schema}/`, migrations)),
  );
  const database = new PGlite();
  await database.exec(readFileSync(new URL('foundation.sql', migrations), 'utf8'));
  for (const schema of order) {
    const folder = new URL(`${schema}/`, migrations);
    for (const name of readdirSync(folder)
      .filter((file) => file.endsWith('.sql'))
      .sort())
      await apply(database, `${schema}/${name}`);
  }
  const { rows } = await database.query(
    `select c.table_schema, c.table_name, c.column_name, c.udt_name, c.is_nullable, c.column_default, c.is_identity, c.is_generated
       from information_schema.columns c
       join information_schema.tables t using (table_schema, table_name)
      where c.table_schema = any ($1) and t.table_type in ('BASE TABLE', 'VIEW')
      order by c.table_schema, c.table_name, c.ordinal_position`,
    [order],
  );
  const fingerprints = await fingerprintsOf(database, order);
  await database.close();
  const tables = new Map();
  for (const row of rows) {
    const key = `${row.table_schema}.${row.table_name}`;
    tables.set(key, [...(tables.get(key) ?? []), `  ${camel(row.column_name)}: ${columnType(row)};`]);
  }
  const name = (key) => `${pascal(key.split('.')[0])}${pascal(key.split('.')[1])}Table`;
  const types = [
    '// Made by `npm run generate` from the migrations. Do not edit.',
    "import type { Generated } from 'kysely';",
    '',
    'export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };',
    '',
    ...[...tables].map(([key, columns]) => `export type ${name(key)} = {\n${columns.join('\n')}\n};\n`),
    'export type Tables = {',
    ...[...tables.keys()].map((key) => `  '${camel(key)}': ${name(key)};`),
    '};',
    '',
  ].join('\n');
  return { types, fingerprints };
}

async function fingerprintsOf(database, schemas) {
  const statement = readFileSync(new URL('fingerprint.sql', migrations), 'utf8');
  const { rows } = await database.query(statement, [schemas]);
  const found = Object.fromEntries(schemas.map((schema) => [schema, {}]));
  for (const { schema, object, definition } of rows.sort((one, other) => (one.object < other.object ? -1 : 1))) {
    found[schema][object] = createHash('sha256').update(definition).digest('hex').slice(0, 16);
  }
  return `${JSON.stringify(found, null, 2)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const { types, fingerprints } = await generateTables();
    const folder = new URL('../apps/server/src/kernel/database/', import.meta.url);
    writeFileSync(new URL('tables.generated.ts', folder), types);
    writeFileSync(new URL('schema.generated.json', folder), fingerprints);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
