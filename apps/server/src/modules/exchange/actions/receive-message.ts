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
import type { MessageReceivers } from '../../../kernel/module.js';
import { systemViewer } from '../../../kernel/viewer.js';
import { type ArrivalState, arrival } from '../rules/delivery.js';
import { acknowledgementBytes, envelopeBytes, isSignedBy } from '../rules/envelope.js';
import type { ExchangeSetting } from '../setting.js';
import { type Channel, channelStore, inboxStore } from '../store/channel-store.js';
import { peerStore } from '../store/peer-store.js';

/**
 * Takes one message, from another node or from this one; see `receiveMessages`.
 * @throws DomainError `exchange-…`, or what the receiving module refused with
 */
export async function receiveMessage(
  setting: ExchangeSetting,
  signed: SignedEnvelope,
): Promise<ExchangeAcknowledgement> {
  const [receipt] = await receiveMessages(setting, [signed]);
  return receipt ?? refuse('request-invalid');
}

/**
 * Takes messages of one channel. Signature, addressee, direction and form are checked of each, all are noted as received and
 * handled, all in one act; the acknowledgements are made after its commit. A message that came before is acknowledged again
 * and not handled again. One that is refused fails all: whoever hands over tries them one by one.
 * @throws DomainError `exchange-…`, or what the receiving module refused with
 */
export async function receiveMessages(
  setting: ExchangeSetting,
  signed: readonly SignedEnvelope[],
): Promise<readonly ExchangeAcknowledgement[]> {
  const { kernel, node } = setting;
  const [first] = signed;
  if (first === undefined) return [];
  await act(kernel, systemViewer('exchange'), 'exchange.receive', async (context) => {
    await verifySenders(setting, context, signed);
    const messages = signed.map(({ envelope }) => ({ envelope, ...messageOf(setting, envelope) }));
    const known = await inboxStore(context).known(
      first.envelope.from.node,
      signed.map(({ envelope }) => envelope.id),
    );
    for (const { envelope } of signed)
      if (known.has(envelope.id)) await context.record(entryOf(envelope), 'exchange.receive-again');
    const fresh = messages.filter(({ envelope }) => !known.has(envelope.id));
    if (fresh.length > 0) await takeFirst(setting, context, fresh);
  });
  return Promise.all(
    signed.map(async ({ envelope }) => {
      const receipt = await kernel.keys.sign('exchange', acknowledgementBytes(node, envelope));
      return { acknowledged: envelope.id, node, signature: Buffer.from(receipt).toString('base64') };
    }),
  );
}

/** A message in its agreed form, paired with its type. */
type TypedMessage = { readonly type: ExchangeMessageType; readonly body: ExchangeMessage<ExchangeMessageType> };
type Arriving = TypedMessage & { readonly envelope: ExchangeEnvelope };

async function verifySenders(
  setting: ExchangeSetting,
  context: ActContext,
  signed: readonly SignedEnvelope[],
): Promise<void> {
  const keys = new Map<string, Uint8Array | undefined>();
  for (const { envelope, signature } of signed) {
    const { from, to } = envelope;
    const sender = `${from.node} ${from.role}`;
    if (!keys.has(sender)) keys.set(sender, await keyOf(setting, context, from));
    const publicKey = keys.get(sender);
    if (publicKey === undefined) refuse('exchange-peer-unknown');
    if (!isSignedBy(publicKey, envelopeBytes(envelope), signature)) refuse('exchange-signature-invalid');
    if (to.node !== setting.node || !setting.roles.includes(to.role)) refuse('exchange-not-addressed-here');
  }
}

/** The key by which a node signs that speaks for an authority; undefined where it is no peer in force. */
export async function keyOf(
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

async function takeFirst(setting: ExchangeSetting, context: ActContext, messages: readonly Arriving[]): Promise<void> {
  const [first] = messages;
  if (first === undefined) return;
  const { from, to } = first.envelope;
  const channel: Channel = { direction: 'in', peer: from.node, fromRole: from.role, toRole: to.role };
  let state: ArrivalState = await channelStore(context).locked(channel);
  const added = await inboxStore(context).add(messages.map(({ envelope }) => envelope));
  const missing = messages.filter(({ envelope }) => !added.has(envelope.id));
  await recordAgain(context, from.node, missing);
  const taken = messages.filter(({ envelope }) => added.has(envelope.id));
  for (const { envelope } of taken) {
    const arrived = arrival(state, envelope.sequence);
    await context.record({
      ...entryOf(envelope),
      details: { ...entryOf(envelope).details, arrival: arrived.kind },
    });
    const details = { node: from.node, expected: state.lastSequence + 1, sequence: envelope.sequence };
    if (arrived.kind === 'ahead') await context.record({ ...entryOf(envelope), details }, 'exchange.notice-gap');
    state = arrived.state;
  }
  if (taken.length > 0) await channelStore(context).arrived(channel, state);
  for (const type of new Set(taken.map((message) => message.type)))
    await handle(
      setting.receivers(),
      context,
      type,
      taken.filter((message) => message.type === type),
    );
}

/** Either the same message came by another call meanwhile, or its number belongs to another message. */
async function recordAgain(context: ActContext, peer: string, messages: readonly Arriving[]): Promise<void> {
  if (messages.length === 0) return;
  const known = await inboxStore(context).known(
    peer,
    messages.map(({ envelope }) => envelope.id),
  );
  for (const { envelope } of messages) {
    if (!known.has(envelope.id)) refuse('exchange-sequence-reused');
    await context.record(entryOf(envelope), 'exchange.receive-again');
  }
}

async function handle<T extends ExchangeMessageType>(
  receivers: MessageReceivers,
  context: ActContext,
  type: T,
  messages: readonly Arriving[],
): Promise<void> {
  const received = messages.map(({ envelope: { id, from, sentAt }, body }) => ({
    ...{ id, from, sentAt: new Date(sentAt), body: body as ExchangeMessage<T> },
  }));
  await receivers[type]?.(context, received);
}

/** The digest binds the entry to what was received; it is sealed with the entry and shown to nobody in clear. */
function entryOf(envelope: ExchangeEnvelope) {
  const digest = Buffer.from(acknowledgementBytes(envelope.to.node, envelope)).toString('utf8');
  return {
    object: { kind: 'exchange.message', id: envelope.id },
    details: { node: envelope.from.node, type: envelope.type, sequence: envelope.sequence, receipt: digest },
  };
}
