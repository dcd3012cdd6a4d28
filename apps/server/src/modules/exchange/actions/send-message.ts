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
import { newSealers } from '../../../kernel/sealing.js';
import { outboxStore } from '../store/outbox-store.js';

/** A message to send, and how. */
export type Outgoing<T extends ExchangeMessageType = ExchangeMessageType> = {
  readonly body: ExchangeMessage<T>;
  /** The act's journal entry, as `record` answered it: the message leaves once that stands in a signed checkpoint. */
  readonly entryId?: string;
  /** The node to send to: for an answer, the node that asked. Without it the only node that holds the role. */
  readonly peer?: string;
};

/**
 * Hands messages on to another authority, in the act's transaction: they leave if, and only if, the act commits. However many
 * they are, they cost the statements of one.
 * @throws DomainError `exchange-message-invalid` when a body or the direction is not the one agreed for the type
 */
export type SendMessages = <T extends ExchangeMessageType>(
  context: ActContext,
  to: ExchangeRole,
  type: T,
  messages: readonly Outgoing<T>[],
) => Promise<void>;

/** The door through which other modules send. */
export function messageSender(keys: KeyRing): SendMessages {
  return async (context, to, type, messages) => {
    if (messages.length === 0) return;
    const direction = exchangeDirections[type];
    if (direction.to !== to) refuse('exchange-message-invalid');
    const texts = messages.map(({ body }) => checkedText(type, body));
    const sealers = await newSealers(keys, context, 'exchange.message', 'exchange.outbox', messages.length);
    const rows = messages.flatMap(({ peer, entryId }, at) => {
      const [id, sealer] = [newId(), sealers[at]];
      if (sealer === undefined) return [];
      return {
        ...{ id, type, fromRole: direction.from, toRole: direction.to, peer: peer ?? null, entryId: entryId ?? null },
        dataKeyId: sealer.dataKeyId,
        body: sealer.seal('body', id, texts[at] ?? ''),
      };
    });
    await outboxStore(context).add(rows);
    await context.enqueue('exchange.deliver', {});
  };
}

function checkedText(type: ExchangeMessageType, body: unknown): string {
  const checked = exchangeMessages[type].safeParse(body);
  return checked.success ? JSON.stringify(checked.data) : refuse('exchange-message-invalid');
}
