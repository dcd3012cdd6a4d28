import { newId } from '../../apps/server/src/kernel/ids.js';
import { act } from '../../apps/server/src/kernel/act.js';
import { systemViewer } from '@gatehouse/server';
import { asOwner } from './index-world.js';
import { uploadTo } from './inquiry-world.js';
import { answeredAtRegistry, keptElsewhere, orderAbout } from './kept.js';
import { callerWith, signInAs } from './people.js';
import { inventedNumber } from './registry-world.js';
import { jointStaffFile, staffFile, type StaffMember, staffMembers } from './staff-file.js';
import type { TestNode } from './test-node.js';

/** By rule of retention: where its documents lie, and what leads to their persons beside them. */
const places = {
  roster_file: { table: 'workforce.roster_load', leads: 'select 1 from workforce.roster_row where load_id = one.id' },
  joint_file: {
    table: 'workforce.joint_file',
    leads: `select 1 from workforce.roster_load part left join workforce.roster_row line on line.load_id = part.id
             where part.joint_file_id = one.id and (line.id is not null or part.erased_at is null)`,
  },
  question_no_record: { table: 'registry.ask', leads: 'select 1 from registry.ask_document where ask_id = one.id' },
  question_record_found: { table: 'registry.ask', leads: 'select 1 from registry.ask_document where ask_id = one.id' },
  prohibition_order: { table: 'supervision.prohibition', leads: `select 1 where one.tokens <> '{}'` },
  prohibition_told: {
    table: 'workforce.prohibition',
    leads: 'select 1 from workforce.prohibition_token where prohibition_id = one.id',
  },
} as const;
type Rule = keyof typeof places;
export type KeptByRule = Readonly<Record<Rule, string>>;

/** One document of each rule, at the end of its course. */
export async function keepByRule(node: TestNode): Promise<KeptByRule> {
  const [one, two] = staffMembers(2, 1973) as [StaffMember, StaffMember];
  const clerk = await signInAs(node, 'clerk');
  const load = await uploadTo(node, clerk, '/api/roster-loads', staffFile([one]), '名单.csv');
  const rows = [{ ...two, unit: '甲县第一小学（虚构）' }];
  const reviewer = await signInAs(node, 'reviewer');
  const joint = await uploadTo(node, reviewer, '/api/joint-files', jointStaffFile(rows), '汇总.csv');
  const [none, found] = [await answered(node, 'no_record', 31), await answered(node, 'record_found', 32)];
  const order = await liftedOrder(node);
  const [told] = await asOwner<{ id: string }>(node, 'select id from workforce.prohibition where ended_at is not null');
  if (told === undefined) throw new Error('the platform has not heard of the end of the order');
  return {
    roster_file: load.json<{ id: string }>().id,
    joint_file: joint.json<{ id: string }>().id,
    ...{ question_no_record: none, question_record_found: found },
    ...{ prohibition_order: order, prohibition_told: told.id },
  };
}

async function answered(node: TestNode, outcome: 'no_record' | 'record_found', order: number): Promise<string> {
  const askId = newId();
  const documents = [{ type: 'resident_id' as const, number: inventedNumber('19800303', order) }];
  await answeredAtRegistry(
    node,
    {
      askId,
      ...{ purpose: 'hire', personClass: 'candidate', postClass: 'teacher', unitType: 'primary_school' },
      ...{ divisionCode: '100101', legalBases: ['A'], urgent: false, identityProof: 'original_seen' },
      person: { name: '问过人', formerNames: [], documents },
      askedAt: node.clock.now().toISOString(),
    },
    outcome,
  );
  return askId;
}

/** An order that two procurators verified and lifted; the platform was told of both. */
async function liftedOrder(node: TestNode): Promise<string> {
  const [first, second] = [
    callerWith(node, await signInAs(node, 'procurator')),
    callerWith(node, await signInAs(node, 'procurator-second')),
  ];
  const number = inventedNumber('19790303', 33);
  const entered = await first('POST', '/api/prohibitions', orderAbout(number));
  const id = String(entered.json().id);
  const step = async (who: typeof first, deed: string, body: object) => {
    const { version } = (await first('GET', `/api/prohibitions/${id}`)).json();
    const answer = await who('POST', `/api/prohibitions/${id}/${deed}`, { version, ...body });
    if (answer.statusCode !== 200) throw new Error(`${deed}: ${String(answer.code)}`);
  };
  await step(second, 'verify', { documentNumber: number });
  await node.turn();
  await step(first, 'changes', { kind: 'lift', endsOn: '2026-11-22', reason: '再审改判' });
  await step(second, 'changes/decide', { decision: 'accept', reason: '属实' });
  await node.turn();
  return id;
}

/** Erases one document of each rule as the sweep does, without the years that it waits for. */
export async function eraseByRule(node: TestNode, documents: KeptByRule): Promise<void> {
  for (const { rule, objectKind, erase } of keptElsewhere(node)) {
    const id = documents[rule as Rule] as string | undefined;
    if (id === undefined) continue;
    await act(node.kernel, systemViewer('retention'), 'retention.erase', async (context) => {
      await erase(context, [id]);
      await context.record({ object: { kind: objectKind, id }, lasts: 'erased', details: { rule } });
    });
  }
}

/** Of each rule whether nothing of its document leads to anybody: the key is gone, with the file and whatever stands beside it. */
export async function isErasedByRule(node: TestNode, documents: KeptByRule): Promise<Record<string, boolean>> {
  const erased: Record<string, boolean> = {};
  for (const [rule, { table, leads }] of Object.entries(places)) {
    const [row] = await asOwner<{ erased: boolean }>(
      node,
      `select one.erased_at is not null and not exists (${leads})
              and not exists (select 1 from kernel.data_key key where key.wrapped is not null and key.id::text = to_jsonb(one)->>'data_key_id')
              and not exists (select 1 from kernel.stored_file file where file.removed_at is null
                                 and file.id::text in (to_jsonb(one)->>'file_id', to_jsonb(one)->>'certificate_file_id')) as erased
         from ${table} one where one.id = '${documents[rule as Rule]}'`,
    );
    erased[rule] = row?.erased ?? false;
  }
  return erased;
}
