import { type ExchangeRole, type ExchangeStanding, exchangeWays } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { systemViewer } from '../../../kernel/viewer.js';
import { missing } from '../rules/delivery.js';
import { standingBytes } from '../rules/envelope.js';
import { isToldNow, standingRules } from '../rules/standing.js';
import type { ExchangeSetting } from '../setting.js';
import { type Channel, channelStore, inboxStore } from '../store/channel-store.js';
import { peerStore } from '../store/peer-store.js';
import { handOverStanding } from './hand-over-standing.js';

const viewer = systemViewer('exchange');

/** A direction in from another node, and where its sender is. */
type Incoming = {
  readonly channel: Channel;
  readonly address: string;
  readonly publicKey: Uint8Array;
};

/**
 * Tells every sender elsewhere how far what it sent arrived here, so that it sends again what a database that was put back lost. In one process both
 * sides are one database, and nothing is asked.
 * @param told when this process told each of them last; it is kept up to date
 */
export async function tellStandings(
  setting: ExchangeSetting,
  told: Map<string, Date>,
  goesOn: () => boolean,
): Promise<void> {
  for (const incoming of await incomingOf(setting)) {
    if (!goesOn()) return;
    await tellOne(setting, told, incoming);
  }
}

function inTransaction<T>({ kernel }: ExchangeSetting, work: Parameters<typeof withTransaction<T>>[3]): Promise<T> {
  return withTransaction(kernel.database, viewer, kernel.clock.now(), work);
}

async function incomingOf(setting: ExchangeSetting): Promise<readonly Incoming[]> {
  const peers = await inTransaction(setting, (transaction) => peerStore(transaction).all());
  return peers.flatMap(({ node, role, address, publicKey }) =>
    exchangeWays
      .filter(({ from, to }) => from === role && setting.roles.includes(to))
      .map(({ from, to }) => {
        const channel: Channel = { direction: 'in', peer: node, fromRole: from, toRole: to };
        return { channel, address, publicKey };
      }),
  );
}

async function tellOne(setting: ExchangeSetting, told: Map<string, Date>, incoming: Incoming): Promise<void> {
  const { channel } = incoming;
  const key = [channel.peer, channel.fromRole, channel.toRole].join(' ');
  const now = setting.kernel.clock.now();
  const standing = await inTransaction(setting, async (transaction) => {
    const arrived = await channelStore(transaction).arrivedSoFar(channel);
    if (!isToldNow(arrived, told.get(key), now)) return undefined;
    const stretches =
      missing(arrived) === 0
        ? []
        : await inboxStore(transaction).missing(channel, arrived.lastSequence, standingRules.mostStretches);
    return standingOf(setting.node, channel, arrived.lastSequence, stretches, now);
  });
  if (standing === undefined) return;
  const signed = await setting.kernel.keys.sign('exchange', standingBytes(standing));
  const answer = await handOverStanding(incoming, { standing, signature: Buffer.from(signed).toString('base64') });
  if (answer === undefined) return;
  told.set(key, now);
  if (answer.again + answer.gone === 0)
    return inTransaction(setting, (transaction) => channelStore(transaction).stood(channel, 0));
  await act(setting.kernel, viewer, 'exchange.ask-again', async (context) => {
    await channelStore(context).stood(channel, answer.gone);
    await context.record({
      object: { kind: 'exchange.peer', id: channel.peer },
      details: { role: channel.fromRole, upTo: standing.upTo, again: answer.again, gone: answer.gone },
    });
  });
}

function standingOf(
  node: string,
  { peer, fromRole, toRole }: { peer: string; fromRole: ExchangeRole; toRole: ExchangeRole },
  upTo: number,
  stretches: ExchangeStanding['missing'],
  now: Date,
): ExchangeStanding {
  return {
    from: { node, role: toRole },
    to: { node: peer, role: fromRole },
    upTo,
    missing: stretches,
    askedAt: now.toISOString(),
  };
}
