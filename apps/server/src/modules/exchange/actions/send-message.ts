import {
  type ExchangeMessage,
  type ExchangeMessageType,
  type ExchangeRole,
  exchangeDirections,
  exchangeMessages,
} from '@gatehouse/contract';
import type { ActContext } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { newId } from '../../../kernel/ids.js';
import type { KeyRing } from '../../../kernel/keys/index.js';
import { newSealer } from '../../../kernel/sealing.js';
import { outboxStore } from '../store/outbox-store.js';

/** How a message is sent. */
export type SendOptions = {
  /** The act's journal entry, as `record` answered it: the message leaves once that stands in a signed checkpoint. */
  readonly entryId?: string;
  /** The node to send to: for an answer, the node that asked. Without it the only node that holds the role. */
  readonly peer?: string;
};

/**
 * Hands a message on to another authority, in the act's transaction: it leaves if, and only if, the act commits.
 * @throws DomainError `exchange-message-invalid` when body or direction is not the one agreed for the type
 */
export type SendMessage = <T extends ExchangeMessageType>(
  context: ActContext,
  to: ExchangeRole,
  type: T,
  body: ExchangeMessage<T>,
  options?: SendOptions,
) => Promise<void>;

/** The door through which other modules send. */
export function messageSender(keys: KeyRing): SendMessage {
  return async (context, to, type, body, options = {}) => {
    const direction = exchangeDirections[type];
    const checked = exchangeMessages[type].safeParse(body);
    if (!checked.success || direction.to !== to) refuse('exchange-message-invalid');
    const id = newId();
    const sealer = await newSealer(keys, context, 'exchange.message', 'exchange.outbox');
    await outboxStore(context).add({
      id,
      type,
      fromRole: direction.from,
      toRole: direction.to,
      peer: options.peer ?? null,
      entryId: options.entryId ?? null,
      dataKeyId: sealer.dataKeyId,
      body: sealer.seal('body', id, JSON.stringify(checked.data)),
    });
    await context.enqueue('exchange.deliver', {});
  };
}
