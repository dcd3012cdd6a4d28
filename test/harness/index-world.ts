import type { RecordEntry } from '@gatehouse/contract';
import type { Matcher } from '../../apps/server/src/modules/registry/matcher/matcher.js';
import { callAs, inventedNumber, inventedRecord } from './registry-world.js';
import type { TestNode } from './test-node.js';

/** A person on record, and the number and name that a question about them states. */
export type OnRecord = { readonly recordId: string; readonly name: string; readonly number: string };

/** Every list that the tests' records can stand in. */
export const everyList = ['T1', 'T2', 'T3', 'qualification_revoked'].flatMap((label) => [
  `open/${label}`,
  `restricted/${label}`,
]);

/** Enters and verifies a record about a person of its own, by two people, through the routes. */
export async function putOnRecord(
  node: TestNode,
  serial: number,
  decision: Partial<RecordEntry['decision']> = {},
): Promise<OnRecord> {
  const person = { name: `虚构${String.fromCharCode(0x4e00 + serial)}`, number: inventedNumber('19800101', serial) };
  const [registrar, verifier] = [await callAs(node, 'registrar'), await callAs(node, 'verifier')];
  const entry = inventedRecord(person, decision, `(2019)虚02刑初${serial}号`);
  const entered = await registrar('POST', '/api/registry/records', entry);
  const recordId = String(entered.body['recordId']);
  const verified = await verifier('POST', '/api/registry/verifications', { items: [{ recordId, version: 1 }] });
  if (entered.status !== 201 || verified.status !== 200) throw new Error(JSON.stringify([entered.body, verified.body]));
  return { recordId, ...person };
}

/** Seals a record that was just put on record, by two people. */
export async function sealOnRecord(node: TestNode, { recordId }: OnRecord): Promise<void> {
  const [registrar, verifier] = [await callAs(node, 'registrar'), await callAs(node, 'verifier')];
  const order = { verb: 'seal', version: 2, reason: 'By order of the invented court.', validFrom: '2020-01-01' };
  const proposal = await registrar('POST', `/api/registry/records/${recordId}/proposals`, order);
  const url = `/api/registry/proposals/${String(proposal.body['proposalId'])}/decision`;
  const decided = await verifier('POST', url, { recordVersion: 2, decision: 'confirm', reason: 'Compared.' });
  if (decided.status !== 200) throw new Error(JSON.stringify([proposal.body, decided.body]));
}

/** Whom a matcher finds, list by list: the content of its index as far as anybody can ask for it. */
export async function contentOf(matcher: Matcher, people: readonly OnRecord[]): Promise<string[]> {
  const questions = people.flatMap(({ name, number }) =>
    everyList.map((list) => ({ person: { id: 'asked', name, documents: [{ docNumber: number }] }, lists: [list] })),
  );
  const screened = await matcher.screen(questions);
  return screened.flatMap(({ candidates }, at) =>
    candidates
      .filter(({ band }) => band !== 'none')
      .map(({ recordId, band }) => `${questions[at]?.lists[0]} ${recordId} ${band}`),
  );
}

/** Runs a statement as the owner of the tables, whom row security does not hold back. */
export async function asOwner<Row extends object>(node: TestNode, statement: string): Promise<Row[]> {
  return node.kernel.database.asOwner(async (client) => (await client.query<Row>(statement)).rows);
}

/** Forgets the kept index, so that the next matcher reads every record anew. */
export async function forgetKept(node: TestNode): Promise<void> {
  await asOwner(node, 'delete from registry.index_snapshot_part');
  await asOwner(node, 'delete from registry.index_snapshot');
}

/** How often an act stands in the journal. */
export async function timesDone(node: TestNode, name: string): Promise<number> {
  const [row] = await asOwner<{ count: number }>(
    node,
    `select count(*) as count from journal.entry where act = '${name}' and outcome = 'done'`,
  );
  return Number(row?.count);
}
