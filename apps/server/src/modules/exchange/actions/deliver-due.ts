import { type ExchangeEnvelope, exchangeWays } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { type Transaction, withTransaction } from '../../../kernel/database/transaction.js';
import { sealersFor } from '../../../kernel/sealing.js';
import { systemViewer } from '../../../kernel/viewer.js';
import { afterRefusal, deliveryRules, type HandOverResult, retryAfter } from '../rules/delivery.js';
import { envelopeBytes } from '../rules/envelope.js';
import type { Destination, ExchangeSetting } from '../setting.js';
import { type Channel, channelStore } from '../store/channel-store.js';
import { outboxStore } from '../store/outbox-store.js';
import { peerStore } from '../store/peer-store.js';
import type { HandOver } from './hand-over.js';

const viewer = systemViewer('exchange');

/** One message on its way, and how often it was refused before. */
type Parcel = { readonly envelope: ExchangeEnvelope; readonly attempts: number };
type Handed = Parcel & { readonly result: HandOverResult };

/**
 * Delivers everything that is due, to every node in turn, in the order of its numbers. Calls are made between transactions,
 * never inside one; a crash between a call and its note makes the message travel twice, which its receiver notices.
 * @returns whether something waits for nothing but a checkpoint
 */
export async function deliverDue(setting: ExchangeSetting, handOver: HandOver): Promise<{ beforeCheckpoint: boolean }> {
  let beforeCheckpoint = false;
  let ways = await dueWays(setting);
  for (const destination of ways.length === 0 ? [] : await destinationsOf(setting)) {
    if (!ways.some(({ fromRole, toRole }) => fromRole === destination.from && toRole === destination.role)) continue;
    for (let more = true; more;) {
      const { parcels, held } = await prepareParcels(setting, destination);
      beforeCheckpoint ||= held;
      const handed = await handOverInOrder(setting, destination, parcels, handOver);
      if (handed.length > 0) await settle(setting, destination, handed);
      more = handed.length > 0 && handed.every(({ result }) => result.kind !== 'unreachable');
    }
    // Whoever took something may have answered.
    ways = await dueWays(setting);
  }
  return { beforeCheckpoint };
}

function inTransaction<T>({ kernel }: ExchangeSetting, work: (transaction: Transaction) => Promise<T>): Promise<T> {
  return withTransaction(kernel.database, viewer, kernel.clock.now(), work);
}

function dueWays(setting: ExchangeSetting) {
  return inTransaction(setting, (transaction) => outboxStore(transaction).dueWays());
}

/** Every node messages can go to now, by who says them: this one for its own authorities, and its peers. */
async function destinationsOf(setting: ExchangeSetting): Promise<readonly Destination[]> {
  const { kernel, node, roles } = setting;
  const peers = await inTransaction(setting, (transaction) => peerStore(transaction).all());
  return exchangeWays.flatMap(({ from, to: role }) => {
    const elsewhere = peers.filter((peer) => peer.role === role);
    const inside = roles.includes(role);
    const here = { node, role, from, address: null, publicKey: kernel.keys.publicKey('exchange'), only: true };
    const there = elsewhere.map(({ node: name, address, publicKey }) => {
      return { node: name, role, from, address, publicKey, only: !inside && elsewhere.length === 1 };
    });
    return inside ? [here, ...there] : there;
  });
}

function channelTo({ node, role, from }: Destination): Channel {
  return { direction: 'out', peer: node, fromRole: from, toRole: role };
}

/** Takes up what is due and published, and gives numbers to what has none, under the lock of the channel. */
async function prepareParcels(
  setting: ExchangeSetting,
  destination: Destination,
): Promise<{ parcels: readonly Parcel[]; held: boolean }> {
  const due = await inTransaction(setting, (transaction) =>
    outboxStore(transaction).due(destination, deliveryRules.batch),
  );
  const published = await setting.published(due.flatMap(({ entryId }) => entryId ?? []));
  const ids = due.filter(({ entryId }) => entryId === null || published.has(entryId)).map(({ id }) => id);
  const held = ids.length < due.length;
  if (ids.length === 0) return { parcels: [], held };
  const parcels = await inTransaction(setting, (transaction) => numberAndOpen(setting, transaction, destination, ids));
  return { parcels, held };
}

async function numberAndOpen(
  { kernel, node }: ExchangeSetting,
  transaction: Transaction,
  destination: Destination,
  ids: readonly string[],
): Promise<readonly Parcel[]> {
  const channel = channelTo(destination);
  const { lastSequence, retryAt } = await channelStore(transaction).locked(channel);
  if (retryAt !== null && retryAt > transaction.now) return [];
  const outbox = outboxStore(transaction);
  const rows = await outbox.take(destination, ids);
  const sealers = await sealersFor(
    kernel.keys,
    transaction,
    rows.map((row) => row.dataKeyId),
    'exchange.outbox',
  );
  let last = lastSequence;
  const numbered: { id: string; sequence: number }[] = [];
  const parcels: Parcel[] = [];
  for (const row of rows) {
    const body = row.body === null ? undefined : sealers.get(row.dataKeyId)?.open('body', row.id, row.body);
    if (body === undefined) continue;
    if (row.sequence === null) numbered.push({ id: row.id, sequence: ++last });
    parcels.push({
      attempts: row.attempts,
      envelope: {
        id: row.id,
        from: { node, role: channel.fromRole },
        to: { node: destination.node, role: destination.role },
        type: row.type,
        sequence: row.sequence ?? last,
        sentAt: (row.sentAt ?? transaction.now).toISOString(),
        body: JSON.parse(body) as ExchangeEnvelope['body'],
      },
    });
  }
  if (numbered.length > 0) {
    await outbox.number(destination.node, numbered);
    await channelStore(transaction).numberedUpTo(channel, last);
  }
  return parcels.sort((one, other) => one.envelope.sequence - other.envelope.sequence);
}

/** Hands over in the order of the numbers; what comes after a message that could not be delivered waits with it. */
async function handOverInOrder(
  { kernel }: ExchangeSetting,
  destination: Destination,
  parcels: readonly Parcel[],
  handOver: HandOver,
): Promise<readonly Handed[]> {
  if (parcels.length === 0) return [];
  const signed = await Promise.all(
    parcels.map(async ({ envelope }) => {
      const signature = await kernel.keys.sign('exchange', envelopeBytes(envelope));
      return { envelope, signature: Buffer.from(signature).toString('base64') };
    }),
  );
  const results = await handOver(destination, signed);
  return parcels.flatMap((parcel, at) => {
    const result = results[at];
    return result === undefined ? [] : [{ ...parcel, result }];
  });
}

/** Notes how it ended. One journal entry for the batch, where anything left or was refused; a node out of reach is no act. */
async function settle(setting: ExchangeSetting, destination: Destination, handed: readonly Handed[]): Promise<void> {
  const { kernel } = setting;
  const settled = handed.filter(({ result }) => result.kind !== 'unreachable');
  if (settled.length === 0)
    return inTransaction(setting, (transaction) => noteResults(transaction, destination, handed));
  await act(kernel, viewer, 'exchange.deliver', async (context) => {
    await noteResults(context, destination, handed);
    const sequences = settled.map(({ envelope }) => envelope.sequence);
    await context.record({
      object: { kind: 'exchange.peer', id: destination.node },
      details: {
        role: destination.role,
        from: Math.min(...sequences),
        to: Math.max(...sequences),
        delivered: settled.filter(({ result }) => result.kind === 'acknowledged').length,
        refused: settled.filter(({ result }) => result.kind === 'refused').length,
      },
    });
  });
}

async function noteResults(
  transaction: Transaction,
  destination: Destination,
  handed: readonly Handed[],
): Promise<void> {
  const outbox = outboxStore(transaction);
  const channels = channelStore(transaction);
  const delivered = handed.filter(({ result }) => result.kind === 'acknowledged').map(({ envelope }) => envelope.id);
  if (delivered.length > 0) await outbox.delivered(delivered, destination.address !== null);
  for (const { envelope, attempts, result } of handed) {
    if (result.kind === 'refused')
      await outbox.refused(envelope.id, afterRefusal(result.problem, attempts, transaction.now));
  }
  const channel = channelTo(destination);
  const { failures } = await channels.locked(channel);
  const unreached = handed.some(({ result }) => result.kind === 'unreachable');
  if (unreached)
    await channels.reached(channel, { failures: failures + 1, retryAt: retryAfter(failures + 1, transaction.now) });
  else if (failures > 0) await channels.reached(channel, { failures: 0, retryAt: null });
}
