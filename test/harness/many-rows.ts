import { expectedCheckCharacter } from '@gatehouse/matching/identity-number';
import { systemViewer, withTransaction } from '@gatehouse/server';
import { act } from '../../apps/server/src/kernel/act.js';
import type { Platform } from '../../apps/server/src/modules/inquiry/doors.js';
import type { caller } from './inquiry-world.js';
import type { TestNode } from './test-node.js';

type Call = ReturnType<typeof caller>;

/** An invented person of a list. */
export type ListedPerson = { readonly name: string; readonly number: string; readonly purpose: 'hire' | 'annual' };

/** Invented people; the first `candidates` of them are to be hired, the others serve already. */
export function listedPeople(count: number, candidates: number, year = 1980): ListedPerson[] {
  return Array.from({ length: count }, (_, at) => {
    const body = `100101${year}${String((at % 12) + 1).padStart(2, '0')}01${String(Math.floor(at / 12) + 1).padStart(3, '0')}`;
    return {
      name: `李丙${at}`,
      number: `${body}${expectedCheckCharacter(body)}`,
      purpose: at < candidates ? 'hire' : 'annual',
    };
  });
}

/** The people as a file; row 2 is the first of them. */
export function fileOf(people: readonly ListedPerson[], startDate = '2027-02-01'): Uint8Array {
  const titles = 'No.,Name,Document type,Document number,Post class,Employment form,Intended start,Purpose';
  const rows = people.map(({ name, number, purpose }, at) =>
    [at + 1, name, 'resident_id', number, 'teacher', 'contract', startDate, purpose].join(','),
  );
  return new TextEncoder().encode(`${[titles, ...rows].join('\r\n')}\r\n`);
}

/** Every item of a paged list. */
export async function everyItem<Item>(call: Call, url: string): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: unknown;
  do {
    const at = cursor === undefined ? '' : `&cursor=${encodeURIComponent(String(cursor))}`;
    const { body } = await call('GET', `${url}${url.includes('?') ? '&' : '?'}limit=200${at}`);
    items.push(...(body.items as Item[]));
    cursor = body.next;
  } while (cursor !== undefined);
  return items;
}

/** The platform on a disk that is full from the nth entry of the journal on, for once; what was written before stays. */
export function withFullDisk({ kernel, doors }: Platform, nth: number): Platform {
  let left = nth;
  const append: typeof kernel.journal.append = async (transaction, entries) => {
    left -= entries.length;
    if (left <= 0) throw Object.assign(new Error('no space left on the device'), { code: 'ENOSPC' });
    return kernel.journal.append(transaction, entries);
  };
  return { kernel: { ...kernel, journal: { ...kernel.journal, append } }, doors };
}

/** How often each verb was done to each inquiry of a list, as `verb: most, inquiries`. */
export async function timesDone(node: TestNode, listId: string): Promise<Record<string, [number, number]>> {
  const rows = await withTransaction(node.kernel.database, systemViewer('sweep'), node.clock.now(), ({ sql }) =>
    sql
      .selectFrom('inquiry.applicationAction as action')
      .innerJoin('inquiry.application as asked', 'asked.id', 'action.applicationId')
      .select(['asked.id', 'action.verb'])
      .where('asked.batchId', '=', listId)
      .execute(),
  );
  const times = new Map<string, Map<string, number>>();
  for (const { id, verb } of rows) {
    const one = times.get(verb) ?? new Map<string, number>();
    times.set(verb, one.set(id, (one.get(id) ?? 0) + 1));
  }
  return Object.fromEntries([...times].map(([verb, each]) => [verb, [Math.max(...each.values()), each.size]]));
}

/** What is kept of contacts and letters of a deed. */
export async function keptOf(node: TestNode, deedId: string): Promise<(Buffer | null)[]> {
  const rows = await withTransaction(node.kernel.database, systemViewer('sweep'), node.clock.now(), ({ sql }) =>
    sql.selectFrom('inquiry.bulkRow').select(['contact', 'letter']).where('deedId', '=', deedId).execute(),
  );
  return rows.flatMap(({ contact, letter }) => [contact, letter]).filter((kept) => kept !== null);
}

/** Changes the kept answer to a question as a broken disk would. @returns puts it back */
export async function damagedAnswer(node: TestNode, askId: string): Promise<() => Promise<void>> {
  const turn = () =>
    node.kernel.database.asOwner(async (client) => {
      await client.query(
        'update inquiry.answer set body = set_byte(body, length(body) - 1, 255 - get_byte(body, length(body) - 1)) where ask_id = $1',
        [askId],
      );
    });
  await turn();
  return turn;
}

/** A second account with a colleague's role, in the same organisation. */
export async function colleagueOf(node: TestNode, login: string, accountId: string): Promise<string> {
  const id = crypto.randomUUID();
  const now = node.clock.now();
  await withTransaction(node.kernel.database, systemViewer('demonstration'), now, async ({ sql }) => {
    const first = await sql
      .selectFrom('access.account')
      .selectAll()
      .where('id', '=', accountId)
      .executeTakeFirstOrThrow();
    const grant = await sql
      .selectFrom('access.roleGrant')
      .select('role')
      .where('accountId', '=', accountId)
      .executeTakeFirstOrThrow();
    await sql
      .insertInto('access.account')
      .values({
        id,
        login,
        displayName: `${login} (invented)`,
        organisationId: first.organisationId,
        passwordHash: first.passwordHash,
        createdAt: now,
      })
      .execute();
    await sql
      .insertInto('access.roleGrant')
      .values({ id: crypto.randomUUID(), accountId: id, role: grant.role, proposedAt: now, inForceFrom: now })
      .execute();
  });
  return id;
}

/** Entries of an act by who did it. */
export async function entriesOf(node: TestNode, name: string): Promise<string[]> {
  const rows = await withTransaction(
    node.kernel.database,
    { kind: 'operator', name: 'invented' },
    node.clock.now(),
    ({ sql }) => sql.selectFrom('journal.entry').select('actor').where('act', '=', name).execute(),
  );
  return rows.map(({ actor }) => actor);
}

/** Changes rows as the node's own work would, with its entry. */
export async function arrange(node: TestNode, change: Parameters<typeof act<void>>[3]): Promise<void> {
  await act(node.kernel, systemViewer('sweep'), 'test.arrange', async (context) => {
    await change(context);
    await context.record({});
  });
}
