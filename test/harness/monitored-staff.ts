import type { ExchangeMessage, ExchangeMessageType } from '@gatehouse/contract';
import { systemViewer, withTransaction } from '@gatehouse/server';
import { sql as rawSql } from 'kysely';
import { act } from '../../apps/server/src/kernel/act.js';
import type { Kernel } from '../../apps/server/src/kernel/kernel.js';
import type { MessageReceivers, Module } from '../../apps/server/src/kernel/module.js';
import { newSealer } from '../../apps/server/src/kernel/sealing.js';
import { organisationsCalled } from '../../apps/server/src/modules/access/index.js';
import { findServing, stillTold } from '../../apps/server/src/modules/inquiry/index.js';
import { type WorkforceDoors, workforceModule } from '../../apps/server/src/modules/workforce/index.js';
import { type InquiryTestModule, recallFrom } from './inquiry-world.js';
import type { RegistryWorld } from './registry-world.js';
import type { TestNode } from './test-node.js';

type Staff = {
  readonly unitId: string;
  readonly name: string;
  readonly number: string;
  readonly postClass?: string;
  readonly fromDate?: string;
};

/** Staff of units beside a registry, with a wire between the two that carries what was said when the test asks for it. */
export function monitoredStaff(inquiry: InquiryTestModule, registry: RegistryWorld) {
  let said: { readonly type: ExchangeMessageType; readonly body: unknown }[] = [];
  const receivers = new Map<Kernel, MessageReceivers>();
  const doors: WorkforceDoors = {
    law: inquiry.doors.law,
    publicAddress: inquiry.doors.publicAddress,
    organisation: async () => undefined,
    called: organisationsCalled,
    organisationsByCode: async () => [],
    unitsBelow: async () => [],
    closedUnitsBelow: async () => [],
    unitsAfter: async () => [],
    suppliers: async () => [],
    supplierOf: async () => undefined,
    authoritiesThatMay: async () => [],
    checksOf: async () => new Map(),
    whomChecksAreAbout: async () => [],
    draftChecks: () => Promise.reject(new Error('nobody drafts a check here')),
    draftCheck: () => Promise.reject(new Error('nobody drafts a check here')),
    authorityOf: async () => ({ reviewerId: null, superiorId: null }),
    checkPerson: ({ documents }) => ({ problems: [], notes: [], documents }),
    sendToRegistry: async (context, type, bodies) =>
      context.afterCommit(() => void said.push(...bodies.map((body) => ({ type, body })))),
    stillTold,
    findServing: (kernel, context, found) => findServing({ kernel, doors: inquiry.doors }, context, found),
  };
  const opened = workforceModule(doors);
  const module: Module = {
    ...opened,
    parts: async (kernel) => {
      const parts = await opened.parts(kernel);
      said = [];
      receivers.set(kernel, parts.receives ?? {});
      return parts;
    },
  };
  const receive = async (
    node: TestNode,
    { type, body }: { readonly type: ExchangeMessageType; readonly body: unknown },
  ): Promise<void> => {
    const door = receivers.get(node.kernel)?.[type] as
      ((context: unknown, messages: readonly object[]) => Promise<void>) | undefined;
    if (door === undefined) throw new Error(`nobody takes ${type}`);
    const from = { node: 'registry', role: 'registry' };
    await act(node.kernel, systemViewer('exchange'), 'exchange.receive', async (context) => {
      await context.record({});
      await door(context, [{ id: crypto.randomUUID(), from, sentAt: node.clock.now(), body }]);
    });
  };
  let told = 0;
  let recalled = 0;

  return {
    module,
    workplace: ({ kernel }: TestNode) => ({ kernel, doors }),
    /** Carries everything said so far over the wire, twice each, the findings or the recalls first, and lets all that follows happen. */
    carry: async (node: TestNode, first: 'finding' | 'recall' = 'finding'): Promise<void> => {
      const recall = async () => {
        for (const { askId } of registry.recalled().slice(recalled)) await recallFrom(node, inquiry.module, [askId]);
        recalled = registry.recalled().length;
      };
      await node.kernel.jobs.drain();
      for (const { type, body } of said.splice(0).flatMap((one) => [one, one])) {
        if (type === 'enrolment.enrol') await registry.enrol(node, body as ExchangeMessage<'enrolment.enrol'>);
        else if (type === 'enrolment.count') await registry.count(node, body as ExchangeMessage<'enrolment.count'>);
        else await registry.leave(node, (body as ExchangeMessage<'enrolment.leave'>).enrolmentId);
      }
      await node.kernel.jobs.drain();
      if (first === 'recall') await recall();
      for (const one of registry
        .enrolled()
        .slice(told)
        .flatMap((message) => [message, message]))
        await receive(node, one);
      told = registry.enrolled().length;
      for (const one of registry
        .counted()
        .splice(0)
        .flatMap((message) => [message, message]))
        await receive(node, one);
      await recall();
      await node.kernel.jobs.drain();
    },
    /** Forgets how far the wire of an earlier node came. */
    begin: () => {
      told = 0;
      recalled = 0;
    },
    employ: (node: TestNode, staff: Staff) => employ(node, staff),
    /** The last day of an employment is so; what follows from it is handed on as by whoever ends one. */
    lastDay: async (node: TestNode, employmentId: string, untilDate: string): Promise<void> => {
      await withTransaction(node.kernel.database, systemViewer('monitoring'), node.clock.now(), async (transaction) => {
        await transaction.sql
          .updateTable('workforce.employment')
          .set({ untilDate })
          .where('id', '=', employmentId)
          .execute();
        await node.kernel.jobs.enqueue(transaction, [
          { queue: 'workforce.enrol', data: { employmentIds: [employmentId] } },
        ]);
      });
    },
    /** How monitoring stands of an employment, latest first. */
    statesOf: (node: TestNode, employmentId: string): Promise<string[]> =>
      withTransaction(node.kernel.database, systemViewer('monitoring'), node.clock.now(), async ({ sql }) =>
        (
          await sql
            .selectFrom('workforce.enrolment')
            .select('state')
            .where('employmentId', '=', employmentId)
            .orderBy('sentAt', 'desc')
            .execute()
        ).map(({ state }) => state),
      ),
  };
}

async function employ(node: TestNode, { unitId, name, number, ...post }: Staff): Promise<string> {
  const id = crypto.randomUUID();
  const { kernel, clock } = node;
  const now = clock.now();
  await withTransaction(kernel.database, systemViewer('roster-reader'), now, async (transaction) => {
    const { sql } = transaction;
    const unit = await sql.selectFrom('access.organisation').selectAll().where('id', '=', unitId).executeTakeFirst();
    const sealer = await newSealer(kernel.keys, transaction, 'workforce.employment', 'workforce.employment');
    const person = { name, formerNames: [], documents: [{ type: 'resident_id', number }] };
    const token = Buffer.from(kernel.keys.token('workforce.document', `resident_id:${number}`));
    const { rows } = await rawSql<{ personOf: string }>`
      select workforce.person_of(${[token]}::bytea[], ${[token]}::bytea[], ${crypto.randomUUID()}::uuid, ${now})`.execute(
      sql,
    );
    await sql
      .insertInto('workforce.employment')
      .values({
        ...{ id, unitId, unitType: unit?.unitType ?? '', divisionCode: unit?.divisionCode ?? '' },
        personId: rows[0]?.personOf ?? '',
        dataKeyId: sealer.dataKeyId,
        person: sealer.seal('person', id, JSON.stringify(person)),
        ...{ postClass: post.postClass ?? 'teacher', employmentForm: 'contract' },
        ...{ fromDate: post.fromDate ?? '2020-09-01', createdAt: now, changedAt: now },
      })
      .execute();
    await kernel.jobs.enqueue(transaction, [{ queue: 'workforce.enrol', data: { employmentIds: [id] } }]);
  });
  return id;
}
