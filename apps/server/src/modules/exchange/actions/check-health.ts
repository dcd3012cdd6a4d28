import type { Words } from '@gatehouse/contract';
import { withTransaction } from '../../../kernel/database/transaction.js';
import type { HealthCheck } from '../../../kernel/module.js';
import { systemViewer } from '../../../kernel/viewer.js';
import { deliveryRules, missing } from '../rules/delivery.js';
import type { ExchangeSetting } from '../setting.js';
import { channelStore } from '../store/channel-store.js';
import { outboxStore } from '../store/outbox-store.js';
import { peerStore } from '../store/peer-store.js';

/** What can be wrong with the exchange: nobody to send to, nobody answering, messages given up, messages missing. */
export function exchangeHealth(setting: ExchangeSetting): readonly HealthCheck[] {
  return [
    { name: 'exchange.outbox', check: () => checkOutbox(setting) },
    { name: 'exchange.inbox', check: () => checkInbox(setting) },
  ];
}

async function checkOutbox({ kernel, roles }: ExchangeSetting): Promise<Words | undefined> {
  const now = kernel.clock.now();
  return withTransaction(kernel.database, systemViewer('exchange'), now, async (transaction) => {
    const peers = await peerStore(transaction).all();
    const problems = (await outboxStore(transaction).undelivered()).flatMap(({ toRole, state, count, oldest }) => {
      if (state === 'dead') return [`${count} dead for ${toRole}`];
      if (![...roles, ...peers.map(({ role }) => role)].includes(toRole))
        return [`${count} waiting, no peer is entered for ${toRole}`];
      const minutes = Math.floor((now.getTime() - new Date(oldest ?? now).getTime()) / 60_000);
      return minutes < deliveryRules.oldAfterMinutes
        ? []
        : [`${count} waiting for ${toRole}, the oldest ${minutes} min`];
    });
    return inWords(problems);
  });
}

async function checkInbox({ kernel }: ExchangeSetting): Promise<Words | undefined> {
  const channels = await withTransaction(kernel.database, systemViewer('exchange'), kernel.clock.now(), (transaction) =>
    channelStore(transaction).all(),
  );
  const gaps = channels
    .filter((channel) => channel.direction === 'in' && missing(channel) !== 0)
    .map((channel) => `${missing(channel)} missing from ${channel.peer} up to number ${channel.lastSequence}`);
  return inWords(gaps);
}

function inWords(problems: readonly string[]): Words | undefined {
  const text = problems.join('; ');
  return problems.length === 0 ? undefined : { en: text, zh: text };
}
