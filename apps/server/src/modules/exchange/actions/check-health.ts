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
      if (state === 'dead')
        return [{ en: `${count} given up for ${toRole}`, zh: `发往 ${toRole} 的 ${count} 条已放弃` }];
      if (![...roles, ...peers.map(({ role }) => role)].includes(toRole))
        return [
          {
            en: `${count} waiting, no peer is entered for ${toRole}`,
            zh: `${count} 条等待中，尚未登记 ${toRole} 节点`,
          },
        ];
      const minutes = Math.floor((now.getTime() - new Date(oldest ?? now).getTime()) / 60_000);
      return minutes < deliveryRules.oldAfterMinutes
        ? []
        : [
            {
              en: `${count} waiting for ${toRole}, the oldest ${minutes} min`,
              zh: `发往 ${toRole} 的 ${count} 条等待中，最久 ${minutes} 分钟`,
            },
          ];
    });
    return joined(problems);
  });
}

async function checkInbox({ kernel }: ExchangeSetting): Promise<Words | undefined> {
  const channels = await withTransaction(kernel.database, systemViewer('exchange'), kernel.clock.now(), (transaction) =>
    channelStore(transaction).all(),
  );
  const gaps = channels
    .filter((channel) => channel.direction === 'in' && missing(channel) !== 0)
    .map((channel) => ({
      en: `${missing(channel)} missing from ${channel.peer} up to number ${channel.lastSequence}`,
      zh: `来自 ${channel.peer} 的消息至第 ${channel.lastSequence} 号缺 ${missing(channel)} 条`,
    }));
  return joined(gaps);
}

function joined(problems: readonly Words[]): Words | undefined {
  if (problems.length === 0) return undefined;
  return { en: problems.map(({ en }) => en).join('; '), zh: problems.map(({ zh }) => zh).join('；') };
}
