import { createHash, createPublicKey, verify } from 'node:crypto';
import type { ExchangeEnvelope, ExchangeStanding } from '@gatehouse/contract';
import canonicalize from 'canonicalize';

/** The bytes that are signed: RFC 8785 canonical JSON in UTF-8. */
export function envelopeBytes(envelope: ExchangeEnvelope): Uint8Array {
  return canonicalBytes(envelope);
}

/**
 * The bytes an acknowledgement signs: who has committed which envelope. Bound to the whole envelope, so that the receipt of
 * one message proves nothing of another with its id.
 */
export function acknowledgementBytes(node: string, envelope: ExchangeEnvelope): Uint8Array {
  const digest = createHash('sha256').update(envelopeBytes(envelope)).digest('hex');
  return canonicalBytes({ acknowledged: envelope.id, node, envelope: digest });
}

/** The bytes by which a receiver says how far it holds a direction. */
export function standingBytes(standing: ExchangeStanding): Uint8Array {
  return canonicalBytes({ standing });
}

/** The bytes a sender signs when it was told: bound to the whole standing. */
export function standingAnswerBytes(
  node: string,
  standing: ExchangeStanding,
  result: { readonly again: number; readonly gone: number },
): Uint8Array {
  const digest = createHash('sha256').update(standingBytes(standing)).digest('hex');
  return canonicalBytes({ ...result, node, standing: digest });
}

/** Whether a signature in base64 over these bytes was made with the key (Ed25519, RFC 8032; raw, 32 bytes). */
export function isSignedBy(publicKey: Uint8Array, bytes: Uint8Array, signature: string): boolean {
  const x = Buffer.from(publicKey).toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return verify(null, bytes, key, Buffer.from(signature, 'base64'));
}

function canonicalBytes(value: object): Uint8Array {
  return new TextEncoder().encode(canonicalize(value));
}
