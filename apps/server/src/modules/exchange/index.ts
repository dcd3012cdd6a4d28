import { exchangeRoles } from '@gatehouse/contract';
import type { KeyRing } from '../../kernel/keys/index.js';
import type { MessageReceivers, Module } from '../../kernel/module.js';
import { exchangeHealth } from './actions/check-health.js';
import { handOverOf } from './actions/hand-over.js';
import { messageSender, type SendMessages } from './actions/send-message.js';
import { forgetLoop, openDelivery, standingLoop } from './events.js';
import { exchangeRoutes } from './routes.js';
import type { ExchangeSetting } from './setting.js';

export type { Outgoing, SendMessages } from './actions/send-message.js';

/** What the node decides for its exchange. */
export type ExchangeOptions = {
  /** The roles this node runs; those without an exchange are left out. */
  readonly roles: readonly string[];
  /** What takes messages, by type; asked at each message, so that it may be filled once all modules stand. */
  readonly receivers: () => MessageReceivers;
  /** Those of these journal entries that stand in a signed checkpoint; absent: all. Never asked inside a transaction. */
  readonly published?: (entryIds: readonly string[]) => Promise<ReadonlySet<string>>;
  /** How many days an acknowledged message is kept to be sent again. */
  readonly keptDays: number;
};

/** The exchange of a node: the door to send through, and the module that delivers and receives. */
export type Exchange = { readonly sendMessages: SendMessages; readonly module: Module };

/** Opens the exchange. Modules that send take `sendMessages` as a parameter; those that receive say so in `receives`. */
export function openExchange(keys: KeyRing, options: ExchangeOptions): Exchange {
  return {
    sendMessages: messageSender(keys),
    module: {
      name: 'exchange',
      queues: ['exchange.deliver'],
      parts: async (kernel) => {
        const setting: ExchangeSetting = {
          kernel,
          node: keys.describe().node,
          roles: exchangeRoles.filter((role) => options.roles.includes(role)),
          receivers: options.receivers,
          published: options.published ?? (async (entryIds) => new Set(entryIds)),
          keptDays: options.keptDays,
        };
        const delivery = openDelivery(setting, handOverOf(setting));
        return {
          routes: exchangeRoutes(setting),
          jobs: { 'exchange.deliver': () => delivery.run() },
          loops: [delivery.loop, standingLoop(setting), forgetLoop(setting)],
          health: exchangeHealth(setting),
        };
      },
    },
  };
}
