import { callAs } from '../harness/registry-world.js';
import type { TestNode } from '../harness/test-node.js';
import type { Person } from './world.js';

type OnRecord = { readonly records: readonly { readonly id: string; readonly version: number }[] };

/** Has the record of a person sealed, as two people at the registry do it. */
export function sealRecordOf(node: TestNode, person: Person): Promise<void> {
  return changeRecordOf(node, person, { verb: 'seal', purpose: 'sealing', reason: '依法应当封存' });
}

/** Has the record of a person withdrawn, as two people at the registry do it. */
export function withdrawRecordOf(node: TestNode, person: Person): Promise<void> {
  return changeRecordOf(node, person, { verb: 'withdraw', purpose: 'correction', reason: '误录为他人' });
}

async function changeRecordOf(
  node: TestNode,
  { number }: Person,
  { verb, purpose, reason }: { readonly verb: string; readonly purpose: string; readonly reason: string },
): Promise<void> {
  const [registrar, verifier] = [await callAs(node, 'registrar'), await callAs(node, 'verifier')];
  const looked = { documentType: 'resident_id', number, purpose, reference: '虚构函2号' };
  const { personId } = (await registrar('POST', '/api/registry/person-searches', looked)).body;
  const person = (await registrar('GET', `/api/registry/persons/${String(personId)}?purpose=${purpose}`))
    .body as unknown as OnRecord;
  const [record] = person.records;
  const change = { verb, version: record?.version, reason, validFrom: '2026-11-01' };
  const { proposalId } = (await registrar('POST', `/api/registry/records/${String(record?.id)}/proposals`, change))
    .body;
  const { status, body } = await verifier('POST', `/api/registry/proposals/${String(proposalId)}/decision`, {
    recordVersion: record?.version,
    decision: 'confirm',
    reason: '已与来源核对',
  });
  if (status !== 200) throw new Error(`the record was not changed: ${JSON.stringify(body)}`);
}
