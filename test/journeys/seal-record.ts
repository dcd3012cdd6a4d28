import { callAs } from '../harness/registry-world.js';
import type { TestNode } from '../harness/test-node.js';
import type { Person } from './world.js';

type Page = { readonly items: readonly { readonly id: string; readonly recordVersion: number }[] };
type OnRecord = { readonly records: readonly { readonly id: string; readonly version: number }[] };

/** Has the record of a person sealed, as two people at the registry do it. */
export async function sealRecordOf(node: TestNode, { number }: Person): Promise<void> {
  const [registrar, verifier] = [await callAs(node, 'registrar'), await callAs(node, 'verifier')];
  const looked = { documentType: 'resident_id', number, purpose: 'sealing', reference: '虚构函2号' };
  const { personId } = (await registrar('POST', '/api/registry/person-searches', looked)).body;
  const person = (await registrar('GET', `/api/registry/persons/${String(personId)}`)).body as unknown as OnRecord;
  const [record] = person.records;
  const change = { verb: 'seal', version: record?.version, reason: '依法应当封存', validFrom: '2026-11-01' };
  await registrar('POST', `/api/registry/records/${String(record?.id)}/proposals`, change);
  const [proposal] = ((await verifier('GET', '/api/registry/proposals')).body as unknown as Page).items;
  const { status, body } = await verifier('POST', `/api/registry/proposals/${String(proposal?.id)}/decision`, {
    recordVersion: proposal?.recordVersion,
    decision: 'confirm',
    reason: '符合封存条件',
  });
  if (status !== 200) throw new Error(`the record was not sealed: ${JSON.stringify(body)}`);
}
