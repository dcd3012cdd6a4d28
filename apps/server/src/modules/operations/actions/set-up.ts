import type { operationsEndpoints, RequestOf } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { Viewer } from '../../../kernel/viewer.js';

/** Records who operates the node and who holds its keys. Said again, the newest word holds; the log keeps every one. */
export async function setUp(
  kernel: Kernel,
  viewer: Viewer,
  { operator, custodians }: RequestOf<typeof operationsEndpoints.setUp>['body'],
): Promise<void> {
  await act(kernel, viewer, 'operations.set-up', async (context) => {
    const settings = { 'operations.operator': operator, 'operations.key-custodians': custodians };
    for (const [name, value] of Object.entries(settings)) {
      const row = { value: JSON.stringify(value), changedAt: context.now };
      await context.sql
        .insertInto('kernel.setting')
        .values({ name, ...row })
        .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
        .execute();
    }
    await context.record({ details: { operator, custodians } });
  });
}
