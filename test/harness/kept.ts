import type { ExchangeMessage } from '@gatehouse/contract';
import { systemViewer, withTransaction } from '@gatehouse/server';
import { act } from '../../apps/server/src/kernel/act.js';
import { erasuresAgain } from '../../apps/server/src/kernel/erasure.js';
import type { KeptKind, ModuleParts } from '../../apps/server/src/kernel/module.js';
import { keptAtRegistry } from '../../apps/server/src/modules/registry/actions/keep.js';
import { askStore } from '../../apps/server/src/modules/registry/store/ask-store.js';
import type { Archive } from '../../apps/server/src/modules/retention/doors.js';
import { keptOrders } from '../../apps/server/src/modules/supervision/actions/keep.js';
import { erasedAgain, keptOnRosters } from '../../apps/server/src/modules/workforce/actions/keep.js';
import type { TestNode } from './test-node.js';
import { workplaceOf } from './workplace.js';

export { sweepRetention } from '../../apps/server/src/modules/retention/actions/sweep-retention.js';
export type { Archive } from '../../apps/server/src/modules/retention/doors.js';

/** The archive of these kinds alone; what its sweep would only log, and try again, it throws. */
export function archiveThatThrows(
  { kernel }: Pick<TestNode, 'kernel'>,
  law: Archive['doors']['law'],
  kinds: readonly KeptKind[],
): Archive {
  const error = ({ err }: { err: unknown }): never => {
    throw err;
  };
  return {
    kernel: { ...kernel, log: { ...kernel.log, error } as unknown as typeof kernel.log },
    doors: {
      law,
      documentTypes: [],
      kinds: () => kinds,
      checkDocument: (document) => ({ document, problems: [] }),
    },
  };
}

/** What the modules beside the inquiries keep of persons, as the node wires them. */
export function keptElsewhere(node: Pick<TestNode, 'kernel'>): readonly KeptKind[] {
  const { kernel } = node;
  return [...keptOnRosters(workplaceOf(node)), ...keptAtRegistry(kernel), ...keptOrders(kernel)];
}

/** How each of them erases again what an older copy has brought back. */
export function lastingElsewhere(node: Pick<TestNode, 'kernel'>): NonNullable<ModuleParts['lasting']> {
  const { kernel } = node;
  return { ...erasedAgain(workplaceOf(node)), ...erasuresAgain([...keptAtRegistry(kernel), ...keptOrders(kernel)]) };
}

/** Has the registry keep a question as it came over the exchange, and its answer. */
export async function answeredAtRegistry(
  { kernel }: TestNode,
  ask: ExchangeMessage<'inquiry.ask'>,
  outcome: 'no_record' | 'record_found',
): Promise<void> {
  await act(kernel, systemViewer('exchange'), 'registry.receive-ask', async (context) => {
    const asks = askStore(kernel.keys, context);
    await asks.insert([{ askedBy: 'platform', ask }]);
    await asks.answered([ask.askId], outcome, { id: 'pack', version: '1', hash: 'hash', ruleVersion: '1' });
    await context.record({ object: { kind: 'registry.ask', id: ask.askId } });
  });
}

/** What stands of a question at the registry, of the key that opens it, and of the tokens that lead to it. */
export async function questionRow({ kernel, clock }: TestNode, id: string) {
  return withTransaction(kernel.database, systemViewer('retention'), clock.now(), async ({ sql }) => {
    const tokens = await sql.selectFrom('registry.askDocument').select('token').where('askId', '=', id).execute();
    const row = await sql
      .selectFrom('registry.ask')
      .innerJoin('kernel.dataKey as key', 'key.id', 'registry.ask.dataKeyId')
      .select(['personSealed', 'outcome', 'wrapped'])
      .where('registry.ask.id', '=', id)
      .executeTakeFirstOrThrow();
    return { ...row, tokens: tokens.length };
  });
}

/** What stands of a file that brought staff, of its key and its rows, and of the stored bytes. */
export async function rosterFileRow({ kernel, clock }: TestNode, id: string) {
  return withTransaction(kernel.database, systemViewer('retention'), clock.now(), async ({ sql }) => {
    const rows = await sql.selectFrom('workforce.rosterRow').select('id').where('loadId', '=', id).execute();
    const load = await sql
      .selectFrom('workforce.rosterLoad as load')
      .innerJoin('kernel.dataKey as key', 'key.id', 'load.dataKeyId')
      .innerJoin('kernel.storedFile as file', 'file.id', 'load.fileId')
      .innerJoin('kernel.dataKey as fileKey', 'fileKey.id', 'file.dataKeyId')
      .select([
        'load.state',
        'load.erasedAt',
        'key.wrapped',
        'file.name',
        'file.removedAt',
        'fileKey.wrapped as fileKey',
      ])
      .where('load.id', '=', id)
      .executeTakeFirstOrThrow();
    return { ...load, rows: rows.length };
  });
}

/** An order of prohibition about an invented person, whose sentence has ended. */
export function orderAbout(number: string) {
  return {
    person: { name: '孙乙', documents: [{ type: 'resident_id', number }] },
    ...{ regime: 'judicial', orderedBy: '甲县人民法院', caseNumber: '（2026）刑初9号', offence: '猥亵儿童罪' },
    ...{ department: '甲县教育局', effectiveOn: '2026-11-20', sentence: 'fixed_term', sentenceEndsOn: '2026-11-22' },
    ...{ years: 3, exposesChild: false },
  };
}

/** Ends an order as the watch does when its last day has passed. */
export async function endOrder({ kernel, clock }: TestNode, id: string): Promise<void> {
  await withTransaction(kernel.database, systemViewer('supervision'), clock.now(), async ({ sql, now }) => {
    await sql
      .updateTable('supervision.prohibition')
      .set({ state: 'EXPIRED', changedAt: now })
      .where('id', '=', id)
      .execute();
  });
}
