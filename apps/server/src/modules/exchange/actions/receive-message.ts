import {
  type ExchangeAcknowledgement,
  type ExchangeEnvelope,
  type ExchangeMessage,
  type ExchangeMessageType,
  exchangeDirections,
  exchangeMessages,
  isExchangeMessageType,
  type SignedEnvelope,
} from '@gatehouse/contract';
import { type ActContext, act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import type { MessageReceivers, ReceivedMessage } from '../../../kernel/module.js';
import { systemViewer } from '../../../kernel/viewer.js';
import { arrival } from '../rules/delivery.js';
import { acknowledgementBytes, envelopeBytes, isSignedBy } from '../rules/envelope.js';
import type { ExchangeSetting } from '../setting.js';
import { type Channel, channelStore, inboxStore } from '../store/channel-store.js';
import { peerStore } from '../store/peer-store.js';

/**
 * Takes one message, from another node or from this one. Signature, addressee, direction and form are checked, the message
 * is noted as received and handled, all in one act; the acknowledgement is made after its commit. A message that came before
 * is acknowledged again and not handled again.
 * @throws DomainError `exchange-…`, or what the receiving module refused with
 */
export async function receiveMessage(
  setting: ExchangeSetting,
  { envelope, signature }: SignedEnvelope,
): Promise<ExchangeAcknowledgement> {
  const { kernel, node } = setting;
  await act(kernel, systemViewer('exchange'), 'exchange.receive', async (context) => {
    await verifySender(setting, context, envelope, signature);
    const message = messageOf(setting, envelope);
    const known = await inboxStore(context).byId(envelope.from.node, envelope.id);
    if (known === undefined) await takeFirst(setting, context, envelope, message);
    else await context.record(entryOf(envelope), 'exchange.receive-again');
  });
  const receipt = await kernel.keys.sign('exchange', acknowledgementBytes(node, envelope));
  return { acknowledged: envelope.id, node, signature: Buffer.from(receipt).toString('base64') };
}

/** A message in its agreed form, paired with its type. */
type TypedMessage = { readonly type: ExchangeMessageType; readonly body: ExchangeMessage<ExchangeMessageType> };

async function verifySender(
  setting: ExchangeSetting,
  context: ActContext,
  envelope: ExchangeEnvelope,
  signature: string,
): Promise<void> {
  const { from, to } = envelope;
  const publicKey = await keyOf(setting, context, from);
  if (publicKey === undefined) refuse('exchange-peer-unknown');
  if (!isSignedBy(publicKey, envelopeBytes(envelope), signature)) refuse('exchange-signature-invalid');
  if (to.node !== setting.node || !setting.roles.includes(to.role)) refuse('exchange-not-addressed-here');
}

async function keyOf(
  { kernel, node, roles }: ExchangeSetting,
  context: ActContext,
  from: ExchangeEnvelope['from'],
): Promise<Uint8Array | undefined> {
  if (from.node === node) return roles.includes(from.role) ? kernel.keys.publicKey('exchange') : undefined;
  return (await peerStore(context).one(from.node, from.role))?.publicKey;
}

function messageOf(setting: ExchangeSetting, { type, from, to, body }: ExchangeEnvelope): TypedMessage {
  if (!isExchangeMessageType(type)) return refuse('exchange-type-not-received');
  const direction = exchangeDirections[type];
  if (direction.from !== from.role || direction.to !== to.role) refuse('exchange-not-addressed-here');
  if (setting.receivers()[type] === undefined) refuse('exchange-type-not-received');
  const checked = exchangeMessages[type].safeParse(body);
  return checked.success ? { type, body: checked.data } : refuse('exchange-message-invalid');
}

async function takeFirst(
  setting: ExchangeSetting,
  context: ActContext,
  envelope: ExchangeEnvelope,
  message: TypedMessage,
): Promise<void> {
  const { id, from, to, sequence, sentAt } = envelope;
  const channel: Channel = { direction: 'in', peer: from.node, fromRole: from.role, toRole: to.role };
  const before = await channelStore(context).locked(channel);
  if (!(await inboxStore(context).add(envelope))) {
    // Either the same message came by another call meanwhile, or its number belongs to another message.
    if ((await inboxStore(context).byId(from.node, id)) === undefined) refuse('exchange-sequence-reused');
    await context.record(entryOf(envelope), 'exchange.receive-again');
    return;
  }
  const { kind, state } = arrival(before, sequence);
  await channelStore(context).arrived(channel, state);
  await context.record({ ...entryOf(envelope), details: { ...entryOf(envelope).details, arrival: kind } });
  if (kind === 'ahead')
    await context.record(
      { ...entryOf(envelope), details: { node: from.node, expected: before.lastSequence + 1, sequence } },
      'exchange.notice-gap',
    );
  await handle(setting.receivers(), context, message.type, {
    id,
    from,
    sentAt: new Date(sentAt),
    body: message.body,
  });
}

async function handle<T extends ExchangeMessageType>(
  receivers: MessageReceivers,
  context: ActContext,
  type: T,
  message: ReceivedMessage<T>,
): Promise<void> {
  await receivers[type]?.(context, message);
}

/** The digest binds the entry to what was received; it is sealed with the entry and shown to nobody in clear. */
function entryOf(envelope: ExchangeEnvelope) {
  const digest = Buffer.from(acknowledgementBytes(envelope.to.node, envelope)).toString('utf8');
  return {
    object: { kind: 'exchange.message', id: envelope.id },
    details: { node: envelope.from.node, type: envelope.type, sequence: envelope.sequence, receipt: digest },
  };
}
