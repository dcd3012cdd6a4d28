// Policies of a migrated database, and what they become when a line of them is missing.
import type pg from 'pg';

/** One policy as it stands in the database. */
export type Policy = {
  readonly table: string;
  readonly name: string;
  readonly command: 'ALL' | 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE';
  readonly roles: string;
  readonly using: string | null;
  readonly check: string | null;
};

/** A policy with something missing, and the statement that makes it so. */
export type Mutant = { readonly what: 'opened' | 'open to write' | 'taken away'; readonly statement: string };

/** Every policy of our schemas, in the order of their names. */
export async function policiesIn(owner: pg.ClientBase): Promise<Policy[]> {
  const { rows } = await owner.query<Policy>(
    `select schemaname || '.' || tablename as "table", policyname as name, cmd as command, array_to_string(roles, ',') as roles,
            qual as using, with_check as check
       from pg_policies where schemaname not like 'pg_%' order by 1, 2`,
  );
  return rows;
}

/** Whether a policy is written for the owner of the database alone, whose functions go through it; no viewer ever does. */
export function isForOwner({ roles }: Policy): boolean {
  return roles !== 'public' && roles !== 'gatehouse_application';
}

/** What becomes of a policy without its condition, without that of what is written, and without itself. */
export function mutantsOf({ table, name, using, check }: Policy): Mutant[] {
  const alter = `alter policy "${name}" on ${table}`;
  const opened: Mutant[] =
    using === null
      ? [{ what: 'opened', statement: `${alter} with check (true)` }]
      : [{ what: 'opened', statement: `${alter} using (true)${check === null ? '' : ' with check (true)'}` }];
  const toWrite: Mutant[] =
    using !== null && check !== null ? [{ what: 'open to write', statement: `${alter} with check (true)` }] : [];
  const away: Mutant = { what: 'taken away', statement: `drop policy "${name}" on ${table}` };
  return [...opened.filter(() => using !== 'true' && (using !== null || check !== 'true')), ...toWrite, away];
}
