import { systemViewer, withTransaction } from '@gatehouse/server';
import { expect } from 'vitest';
import type { caller } from './inquiry-world.js';
import type { TestNode } from './test-node.js';

type Call = ReturnType<typeof caller>;
type Seen = { readonly clerk: Call; readonly reviewer: Call };

/** A hire stands on the roster as settled, says where it came from, to its unit from which inquiry, and has one entry of its own. */
export async function expectHired(
  { kernel, clock }: TestNode,
  { clerk, reviewer }: Seen,
  { id, state, settlement }: Readonly<Record<string, unknown>>,
  row: { readonly fromDate: string; readonly postTitle: string },
): Promise<void> {
  expect(state).toBe('SETTLED');
  const { employmentId } = settlement as { employmentId: string };
  const cameFrom = { en: 'Hired after a check' };
  const own = (await clerk('GET', `/api/employments/${employmentId}`)).body;
  expect(own).toMatchObject({ ...row, cameFrom, inquiryId: id, may: ['change', 'not-begin'] });
  const { inquiryId, ...seen } = (await reviewer('GET', `/api/employments/${employmentId}`)).body;
  expect([inquiryId, seen.cameFrom]).toEqual([undefined, expect.objectContaining(cameFrom)]);
  const acts = await withTransaction(kernel.database, systemViewer('sequencer'), clock.now(), ({ sql }) =>
    sql.selectFrom('journal.entry').select('act').where('objectId', '=', employmentId).execute(),
  );
  expect(acts.map(({ act }) => act).filter((act) => act === 'workforce.add-employment')).toHaveLength(1);
}

/** Puts the person of a draft on the roster by hand, in the post of the draft; answers the employment. */
export async function enterByHand(
  clerk: Call,
  {
    person,
    postClass,
    employmentForm,
  }: { readonly person: object; readonly postClass: string; readonly employmentForm: string },
): Promise<Readonly<Record<string, unknown>>> {
  const { postTitle: _, ...entered } = person as { postTitle?: string };
  const entry = { person: entered, postClass, employmentForm, fromDate: '2027-02-15' };
  const { status, body } = await clerk('POST', '/api/employments', entry);
  expect([status, body]).toMatchObject([201, { cameFrom: { en: 'Entered by hand' } }]);
  return body;
}
