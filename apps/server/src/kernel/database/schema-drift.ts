import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type pg from 'pg';
import reference from './schema.generated.json' with { type: 'json' };

/** One difference between the live schema and what the migrations make. */
export type SchemaDifference = {
  readonly kind: 'missing' | 'unexpected' | 'changed';
  /** What it is and where: `policy own_keys on kernel.idempotency_key`. */
  readonly object: string;
};

type Fingerprints = Readonly<Record<string, Readonly<Record<string, string>>>>;
const expected: Fingerprints = reference;

/**
 * Compares the live schema with what the migrations of this version make: tables, columns, constraints, indexes, policies,
 * forced row security, triggers, functions and grants. Only schemas that are there are compared: a node of fewer roles leaves
 * the others out.
 * @param client the schema's owner
 */
export async function findSchemaDrift(client: pg.ClientBase): Promise<SchemaDifference[]> {
  const statement = await readFile(new URL('../../../migrations/fingerprint.sql', import.meta.url), 'utf8');
  const { rows } = await client.query<{ schema: string; object: string; definition: string }>(statement, [
    Object.keys(expected),
  ]);
  const live = new Map(rows.map(({ object, definition }) => [object, fingerprint(definition)]));
  const present = new Set(rows.map(({ schema }) => schema));
  const wanted = new Map(
    Object.entries(expected).flatMap(([schema, objects]) => (present.has(schema) ? Object.entries(objects) : [])),
  );
  const differences: SchemaDifference[] = [];
  for (const [object, hash] of wanted) {
    const found = live.get(object);
    if (found !== hash) differences.push({ kind: found === undefined ? 'missing' : 'changed', object });
  }
  for (const object of live.keys()) if (!wanted.has(object)) differences.push({ kind: 'unexpected', object });
  return differences.sort((one, other) => one.object.localeCompare(other.object));
}

/** The first few differences in one line, for a message; the rest by their number. */
export function describeDrift(differences: readonly SchemaDifference[]): string {
  const named = differences.slice(0, 5).map(({ kind, object }) => `${kind} ${object}`);
  const rest = differences.length - named.length;
  return [...named, ...(rest > 0 ? [`+${rest}`] : [])].join('; ');
}

function fingerprint(definition: string): string {
  return createHash('sha256').update(definition).digest('hex').slice(0, 16);
}
