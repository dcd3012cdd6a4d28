import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { exchangeRoles } from './exchange.js';
import { PageQuery, pageOf } from './paging.js';

/** Name of a node, as its keys carry it. */
const NodeName = z.string().min(1).max(100);
const Role = z.enum(exchangeRoles);

/** One end of the exchange: which node, speaking for which authority. */
export const ExchangePlace = z.strictObject({ node: NodeName, role: Role });
export type ExchangePlace = z.infer<typeof ExchangePlace>;

/**
 * What is signed. `sequence` counts from 1 without gaps per sending node, receiving node and direction, so that a loss is
 * noticed by the next message that arrives.
 */
export const ExchangeEnvelope = z.strictObject({
  id: z.uuid(),
  from: ExchangePlace,
  to: ExchangePlace,
  type: z.string().max(100),
  sequence: z.number().int().min(1),
  sentAt: z.iso.datetime(),
  body: z.record(z.string(), z.unknown()),
});
export type ExchangeEnvelope = z.infer<typeof ExchangeEnvelope>;

/** Ed25519 (RFC 8032), in base64. */
const Signature = z.base64().length(88);

/** An envelope with the sender's signature over its RFC 8785 canonical form in UTF-8. */
export const SignedEnvelope = z.strictObject({ envelope: ExchangeEnvelope, signature: Signature });
export type SignedEnvelope = z.infer<typeof SignedEnvelope>;

/**
 * What the receiver answers after its commit, and not before. Signed over the RFC 8785 canonical form of
 * `{acknowledged, node, envelope}` where `envelope` is the hexadecimal SHA-256 of the canonical envelope, so that nobody on
 * the way can make a message vanish by answering for the receiver.
 */
export const ExchangeAcknowledgement = z.object({ acknowledged: z.uuid(), node: NodeName, signature: Signature });
export type ExchangeAcknowledgement = z.infer<typeof ExchangeAcknowledgement>;

/**
 * How far one direction arrived, as its receiver holds it: everything up to `upTo` but the numbers in `missing` (at most as many stretches as are
 * asked for at once). A receiver that was put back from a backup says by it what it lost.
 */
export const ExchangeStanding = z.strictObject({
  /** Who received, and says so. */
  from: ExchangePlace,
  /** Who sent, and is told. */
  to: ExchangePlace,
  upTo: z.int().min(0),
  missing: z.array(z.strictObject({ first: z.int().min(1), last: z.int().min(1) })).max(1000),
  askedAt: z.iso.datetime(),
});
export type ExchangeStanding = z.infer<typeof ExchangeStanding>;

/** A standing with its signature over the RFC 8785 canonical form of `{standing}` in UTF-8. */
export const SignedStanding = z.strictObject({ standing: ExchangeStanding, signature: Signature });
export type SignedStanding = z.infer<typeof SignedStanding>;

/**
 * What the sender answers: how many it sends again, and how many of those that are missing it keeps no longer. Signed over the canonical form
 * of `{again, gone, node, standing}`, where `standing` is the hexadecimal SHA-256 of what was signed.
 */
export const ExchangeStandingAnswer = z.object({
  again: z.int().min(0),
  gone: z.int().min(0),
  node: NodeName,
  signature: Signature,
});
export type ExchangeStandingAnswer = z.infer<typeof ExchangeStandingAnswer>;

/** Raw Ed25519 public key, 32 bytes in base64. */
const PublicKey = z.base64().length(44, {
  error: 'A public key is 44 characters of base64. || 公钥应为44个 base64 字符。',
});

/** Another node, for one authority. */
export const PeerView = z.object({
  node: NodeName,
  role: Role,
  address: z.url(),
  publicKey: PublicKey,
  changedAt: z.iso.datetime(),
});
export type PeerView = z.infer<typeof PeerView>;

/** A message of the outbox as the operator sees it: never its body. */
export const OutboxMessageView = z.object({
  id: z.uuid(),
  type: z.string(),
  to: Role,
  peer: z.string().nullable(),
  state: z.enum(['waiting', 'delivered', 'dead']),
  sequence: z.number().int().nullable(),
  attempts: z.number().int(),
  /** Why the last try did not end in an acknowledgement. */
  problem: z.string().nullable(),
  createdAt: z.iso.datetime(),
  retryAt: z.iso.datetime(),
});
export type OutboxMessageView = z.infer<typeof OutboxMessageView>;

const PeerPath = z.strictObject({ node: NodeName, role: Role });

/** Endpoints of the exchange: one for other nodes, the rest for the operator at the machine. */
export const exchangeEndpoints = {
  receive: endpoint({
    method: 'POST',
    path: '/api/exchange/messages',
    access: 'public',
    summary: 'Take one signed message of a known node; the signature is the credential',
    body: SignedEnvelope,
    answer: ExchangeAcknowledgement,
    journal: { act: 'exchange.receive' },
    perMinute: 60_000,
  }),
  takeStanding: endpoint({
    method: 'POST',
    path: '/api/exchange/standings',
    access: 'public',
    summary:
      'Be told by a known node how far it holds our messages, and send it again what it lost; the signature is the credential',
    body: SignedStanding,
    answer: ExchangeStandingAnswer,
    journal: { act: 'exchange.take-standing' },
    perMinute: 60,
  }),
  identity: endpoint({
    method: 'GET',
    path: '/api/exchange/identity',
    access: 'operator',
    summary: 'Name and public key of this node, to be entered at its peers',
    answer: z.object({ node: NodeName, roles: z.array(z.string()), publicKey: PublicKey }),
    journal: { none: 'names the node itself' },
  }),
  listPeers: endpoint({
    method: 'GET',
    path: '/api/exchange/peers',
    access: 'operator',
    summary: 'The nodes with which messages are exchanged',
    answer: z.object({ items: z.array(PeerView) }),
    journal: { none: 'names nodes, no person' },
  }),
  setPeer: endpoint({
    method: 'PUT',
    path: '/api/exchange/peers/:node/:role',
    access: 'operator',
    summary: 'Enter a node, or change its address or key',
    params: PeerPath,
    body: z.strictObject({ address: z.url().max(300), publicKey: PublicKey }),
    answer: PeerView,
    journal: { act: 'exchange.set-peer' },
  }),
  endPeer: endpoint({
    method: 'DELETE',
    path: '/api/exchange/peers/:node/:role',
    access: 'operator',
    summary: 'End the exchange with a node; what waits for it goes on waiting',
    params: PeerPath,
    status: 204,
    journal: { act: 'exchange.end-peer' },
  }),
  listOutbox: endpoint({
    method: 'GET',
    path: '/api/exchange/outbox',
    access: 'operator',
    summary: 'Messages that were not acknowledged yet, oldest first, without their content',
    query: PageQuery.extend({ state: z.enum(['waiting', 'dead']).default('waiting') }),
    answer: pageOf(OutboxMessageView),
    journal: { none: 'shows ids and states, no person' },
  }),
  retry: endpoint({
    method: 'POST',
    path: '/api/exchange/outbox/:id/retry',
    access: 'operator',
    summary: 'Send a dead or waiting message again now',
    params: z.strictObject({ id: z.uuid() }),
    status: 204,
    journal: { act: 'exchange.retry' },
  }),
};
