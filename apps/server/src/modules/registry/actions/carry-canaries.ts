import { silentWaySince } from '@gatehouse/law';
import { act, type ActContext } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { systemViewer } from '../../../kernel/viewer.js';
import type { Registry } from '../registry.js';
import type { CanaryWayRow } from '../rules/canary.js';
import { type Ask, askStore } from '../store/ask-store.js';
import { canaryStore, makeCanary } from '../store/canary-store.js';
import { comparisonStore } from '../store/comparison-store.js';
import { enrolmentStore } from '../store/enrolment-store.js';
import { indexStore } from '../store/index-store.js';
import { handOnLeft } from './destroy-left.js';

const viewer = systemViewer('matcher');

/** Makes sure that there is a canary on record, in the index like any record; where two begin at once one of them tries again. */
export async function ensureCanary({ kernel }: Registry): Promise<void> {
  const standing = await withTransaction(kernel.database, viewer, kernel.clock.now(), (transaction) =>
    canaryStore(transaction).onRecord(),
  );
  if (standing !== undefined) return;
  await act(kernel, viewer, 'registry.make-canary', async (context) => {
    const recordId = await makeCanary(kernel.keys, context);
    await context.record({ object: { kind: 'registry.record', id: recordId } });
    await indexStore(context).announce([recordId]);
  });
}

/**
 * Takes a canary off the desk, once the act that put it there has committed: it has arrived, nobody's time is spent on it, and no way is
 * silent on which one arrives. Repeats safely: one that was taken off is left alone.
 */
export async function takeOffCanary(registry: Registry, askId: string): Promise<void> {
  const { kernel, sendMessages } = registry;
  await act(kernel, viewer, 'registry.take-off-canary', async (context) => {
    const entryId = await context.record({ object: { kind: 'registry.ask', id: askId } });
    const asks = askStore(kernel.keys, context);
    const ask = await asks.lock(askId);
    if (ask?.canary !== true || ask.state !== 'comparing') return;
    const comparisons = comparisonStore(context);
    const onDesk = (await comparisons.ofAsk(askId)).filter(({ state }) => state === 'first');
    if (onDesk.length === 0) return;
    for (const comparison of onDesk) await comparisons.end(comparison, null);
    await asks.move([askId], 'cancelled');
    const arrived = await arriving(registry, context, ask);
    await speakAgain(context, ask);
    const arrivedAt = context.now.toISOString();
    await sendMessages(
      context,
      'platform',
      'canary.arrived',
      arrived.map((canaryId) => ({ body: { canaryId, arrivedAt }, peer: ask.askedBy, entryId })),
    );
  });
}

/** What arrived: the question itself, or those enrolled for whom it spoke, who leave again. */
async function arriving(registry: Registry, context: ActContext, ask: Ask): Promise<string[]> {
  if (!ask.monitoring) return [ask.id];
  const enrolments = enrolmentStore(registry.kernel.keys, context);
  const enrolled = await enrolments.toldBy(ask.id);
  const dataKeyIds = await enrolments.leave(enrolled);
  await handOnLeft(registry, context, { enrolmentIds: enrolled, dataKeyIds });
  await indexStore(context).announceEnrolled(enrolled);
  return enrolled;
}

/** Questions that waited for the way are looked at again. */
async function speakAgain(context: ActContext, { askedBy, monitoring }: Ask): Promise<void> {
  const path = monitoring ? 'monitoring' : 'inquiry';
  const since = await canaryStore(context).arrived(askedBy, path);
  if (since === null) return;
  await context.record({ details: { path, silentSince: since.toISOString() } }, 'registry.way-speaks');
  await context.enqueue('registry.retry-asks', {});
}

/** Says of each way that fell silent, once, since when it is. */
export async function tellSilentWays({ kernel, law }: Registry): Promise<void> {
  const silent = async (ways: readonly CanaryWayRow[], now: Date) =>
    ways.flatMap((way) => {
      const since = way.silentSince === null ? silentWaySince(law.pack, way, now) : null;
      return since === null ? [] : [{ way, since }];
    });
  const found = await withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) =>
    silent(await canaryStore(transaction).ways(), transaction.now),
  );
  for (const { way, since } of found)
    await act(kernel, viewer, 'registry.way-silent', async (context) => {
      const isFirst = await canaryStore(context).fellSilent(way, since);
      await context.record({ details: { path: way.path, silentSince: since.toISOString(), again: !isFirst } });
    });
}
