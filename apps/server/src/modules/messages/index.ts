import { type DeliveryProvider, type LetterOptions, letterDelivery } from '../../kernel/delivery/index.js';
import { erasuresAgain } from '../../kernel/erasure.js';
import type { Kernel } from '../../kernel/kernel.js';
import type { KeyRing } from '../../kernel/keys/index.js';
import type { Module } from '../../kernel/module.js';
import { messageHealth } from './actions/check-health.js';
import { deliverMessage } from './actions/deliver-message.js';
import { keptMessages } from './actions/keep.js';
import { keepLetter } from './actions/print-letter.js';
import { messageQueuer, type QueueMessage } from './actions/queue-message.js';
import { messageRoutes } from './routes.js';
import type { DeliveryProviders, MessageSetting } from './setting.js';

export { eraseMessagesAbout } from './actions/keep.js';
export type { MessageToPerson, QueueMessage } from './actions/queue-message.js';
export { chooseProviders, type DeliveryConfiguration } from './providers.js';
export type { MessageTemplate } from './rules.js';
export type { DeliveryProviders } from './setting.js';

/** What the node decides for its messages to people. */
export type MessageOptions = {
  /** Shows texts with their links to the sending unit; for a demonstration, where there is no mail. */
  readonly demonstration: boolean;
  readonly providers: DeliveryProviders;
  /** Prints letters to postal addresses; made with the first letter, since fonts are large. Absent: they go as `providers` say. */
  readonly letters?: () => Omit<LetterOptions, 'keep'>;
};

/** The messages of a node: the door to queue through, and the module that lets them leave. */
export type Messages = { readonly queueMessage: QueueMessage; readonly module: Module };

/** Opens the messages. Modules that write to people take `queueMessage` as a parameter. */
export function openMessages(keys: KeyRing, options: MessageOptions): Messages {
  return {
    queueMessage: messageQueuer(keys),
    module: {
      name: 'messages',
      queues: ['messages.deliver'],
      parts: async (kernel) => {
        const setting: MessageSetting = {
          kernel,
          demonstration: options.demonstration,
          providers: waysOf(kernel, options),
        };
        return {
          routes: messageRoutes(setting),
          jobs: { 'messages.deliver': ({ data }) => deliverMessage(setting, String(data.messageId)) },
          health: [messageHealth(setting)],
          keeps: keptMessages(kernel),
          lasting: erasuresAgain(keptMessages(kernel)),
        };
      },
    },
  };
}

function waysOf(kernel: Kernel, { providers, letters }: MessageOptions): DeliveryProviders {
  if (letters === undefined) return providers;
  let printer: DeliveryProvider | undefined;
  const post: DeliveryProvider = {
    kind: 'letter',
    deliver: (message) => {
      printer ??= letterDelivery({ ...letters(), keep: (pdf) => keepLetter(kernel, pdf) });
      return printer.deliver(message);
    },
  };
  return { ...providers, post };
}
