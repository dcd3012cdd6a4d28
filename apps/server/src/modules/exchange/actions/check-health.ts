import { exchangeWays, type Words } from '@gatehouse/contract';
import { withTransaction } from '../../../kernel/database/transaction.js';
import type { HealthCheck } from '../../../kernel/module.js';
import { systemViewer } from '../../../kernel/viewer.js';
import { deliveryRules, missing } from '../rules/delivery.js';
import { type Arrived, untoldSince } from '../rules/standing.js';
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

async function checkInbox({ kernel, roles }: ExchangeSetting): Promise<Words | undefined> {
  const now = kernel.clock.now();
  return withTransaction(kernel.database, systemViewer('exchange'), now, async (transaction) => {
    const channels = (await channelStore(transaction).all()).filter(({ direction }) => direction === 'in');
    const peers = await peerStore(transaction).all();
    const untold = exchangeWays.flatMap(({ from, to }) =>
      peers
        .filter(({ role }) => role === from && roles.includes(to))
        .flatMap(({ node, role, changedAt }) => {
          const channel = channels.find((one) => one.peer === node && one.fromRole === role && one.toRole === to);
          const since = untoldSince(channel?.stoodAt ?? changedAt, now);
          return since === undefined ? [] : [untoldWords(node, since)];
        }),
    );
    return joined([...channels.flatMap(missingWords), ...untold]);
  });
}

/** What of a direction did not arrive: what its sender still has, and what it keeps no longer. */
function missingWords(channel: Arrived & { readonly peer: string }): readonly Words[] {
  const { peer, lastSequence, gone } = channel;
  const waited = missing(channel) - gone;
  return [
    ...(waited <= 0
      ? []
      : [
          {
            en: `${waited} missing from ${peer} up to number ${lastSequence}`,
            zh: `来自 ${peer} 的消息至第 ${lastSequence} 号缺 ${waited} 条`,
          },
        ]),
    ...(gone === 0
      ? []
      : [
          {
            en: `${gone} from ${peer} were lost with an older copy of the database, and are kept there no longer`,
            zh: `来自 ${peer} 的 ${gone} 条消息因数据库恢复为旧副本而丢失，对方已不再保存`,
          },
        ]),
  ];
}

function untoldWords(node: string, since: Date): Words {
  const day = since.toISOString().slice(0, 10);
  return {
    en: `${node} could not be told since ${day} how much of it arrived: something may be lost here`,
    zh: `自 ${day} 起无法与 ${node} 核对收报情况，可能有消息丢失`,
  };
}

function joined(problems: readonly Words[]): Words | undefined {
  if (problems.length === 0) return undefined;
  return { en: problems.map(({ en }) => en).join('; '), zh: problems.map(({ zh }) => zh).join('；') };
}
