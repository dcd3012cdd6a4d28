import { exchangeRoles } from '@gatehouse/contract';
import type { KeyRing } from '../../kernel/keys/index.js';
import type { MessageReceivers, Module } from '../../kernel/module.js';
import { exchangeHealth } from './actions/check-health.js';
import { handOverOf } from './actions/hand-over.js';
import { messageSender, type SendMessage } from './actions/send-message.js';
import { openDelivery } from './events.js';
import { exchangeRoutes } from './routes.js';
import type { ExchangeSetting } from './setting.js';

export type { SendMessage, SendOptions } from './actions/send-message.js';

/** What the node decides for its exchange. */
export type ExchangeOptions = {
  /** The roles this node runs; those without an exchange are left out. */
  readonly roles: readonly string[];
  /** What takes messages, by type; asked at each message, so that it may be filled once all modules stand. */
  readonly receivers: () => MessageReceivers;
  /** Whether a journal entry stands in a signed checkpoint; absent: taken as yes. Never asked inside a transaction. */
  readonly isPublished?: (entryId: string) => Promise<boolean>;
};

/** The exchange of a node: the door to send through, and the module that delivers and receives. */
export type Exchange = { readonly sendMessage: SendMessage; readonly module: Module };

/** Opens the exchange. Modules that send take `sendMessage` as a parameter; those that receive say so in `receives`. */
export function openExchange(keys: KeyRing, options: ExchangeOptions): Exchange {
  return {
    sendMessage: messageSender(keys),
    module: {
      name: 'exchange',
      queues: ['exchange.deliver'],
      parts: async (kernel) => {
        const setting: ExchangeSetting = {
          kernel,
          node: keys.describe().node,
          roles: exchangeRoles.filter((role) => options.roles.includes(role)),
          receivers: options.receivers,
          isPublished: options.isPublished ?? (async () => true),
        };
        const delivery = openDelivery(setting, handOverOf(setting));
        return {
          routes: exchangeRoutes(setting),
          jobs: { 'exchange.deliver': () => delivery.run() },
          loops: [delivery.loop],
          health: exchangeHealth(setting),
        };
      },
    },
  };
}
