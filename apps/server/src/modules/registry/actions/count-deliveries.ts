import type { SourceView } from '@gatehouse/contract';
import { act, type ActContext } from '../../../kernel/act.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Registry } from '../registry.js';
import { incompleteness } from '../rules/deliveries.js';
import { deliveryStore } from '../store/delivery-store.js';
import { type Source, sourceStore } from '../store/source-store.js';
import { type DeliveryStandings, sourceView } from '../views/source-view.js';

/** What a source said of its deliveries from one number to another. */
export type StatedCount = {
  readonly code: string;
  readonly firstNumber: number;
  readonly lastNumber: number;
  readonly rows: number;
  readonly reference: string;
};

/**
 * Takes down how many rows a source says that it sent, and compares. Where something is missing the source no longer counts as heard of;
 * asks that waited are looked at again.
 * @throws DomainError `registry-source-unknown`, `registry-source-not-numbered`
 */
export async function stateCounts(
  { kernel, law }: Registry,
  viewer: Viewer,
  { code, ...counted }: StatedCount,
): Promise<SourceView> {
  return act(kernel, viewer, 'registry.state-counts', async (context) => {
    const source = await sourceStore(context).byCode(code);
    if (source === undefined) refuse('registry-source-unknown');
    if (!source.isNumbered) refuse('registry-source-not-numbered');
    await deliveryStore(context).state(source.id, counted);
    await sourceStore(context).counted(source.id, counted.reference);
    await compareDeliveries(context, source);
    await context.enqueue('registry.retry-asks', {});
    await context.record({ object: { kind: 'registry.source', id: source.id }, details: { code, ...counted } });
    const after = (await sourceStore(context).byCode(code)) ?? source;
    return sourceView(law.pack, after, context.now, await deliveryStandings(context));
  });
}

/** What the deliveries that are here say of each source. */
export async function deliveryStandings(transaction: Transaction): Promise<DeliveryStandings> {
  const { lastNumbers, uncountedSince } = deliveryStore(transaction);
  return { lastNumbers: await lastNumbers(), uncountedSince: await uncountedSince() };
}

/**
 * Refuses a delivery of a numbered source without a number, one with a number of a source that has none, and a number that is here; holds the
 * numbers of the source until the act ends.
 * @throws DomainError `registry-delivery-number-missing`, `registry-source-not-numbered`, `registry-delivery-known`
 */
export async function checkDeliveryNumber(
  context: ActContext,
  source: Source,
  number: number | undefined,
): Promise<void> {
  if (source.isNumbered && number === undefined) refuse('registry-delivery-number-missing');
  if (!source.isNumbered && number !== undefined) refuse('registry-source-not-numbered');
  if (number === undefined) return;
  const deliveries = deliveryStore(context);
  await deliveries.lockNumbers(source.id);
  if (await deliveries.has(source.id, number)) refuse('registry-delivery-known');
}

/** A delivery arrived whole: its number is here from now on. */
export async function receiveDelivery(
  context: ActContext,
  source: Source,
  number: number | null,
  rows: number,
): Promise<void> {
  if (number === null) return;
  await deliveryStore(context).receive(source.id, number, rows);
  await compareDeliveries(context, source);
}

async function compareDeliveries(context: ActContext, { id, declaredAt }: Source): Promise<void> {
  await sourceStore(context).lock(id);
  const { deliveries, statements } = deliveryStore(context);
  const found = incompleteness(await deliveries(id), await statements(id));
  const since = found?.wholeUntil ?? declaredAt;
  await sourceStore(context).setCompleteness(id, found && { since, why: found.why, missing: found.missing });
}
