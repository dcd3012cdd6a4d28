import { ed25519 } from '@noble/curves/ed25519.js';
import { base64url } from 'jose';

/** Signs bytes as Ed25519 (RFC 8032); the key stays where it is. */
export type SignBytes = (bytes: Uint8Array) => Promise<Uint8Array>;

type Members = Readonly<Record<string, unknown>>;

const text = new TextEncoder();

/** A compact JWS (RFC 7515) by EdDSA, of a type that no other kind of token has. */
export async function signJws(type: string, payload: Members, sign: SignBytes): Promise<string> {
  const header = { alg: 'EdDSA', typ: type };
  const input = `${base64url.encode(JSON.stringify(header))}.${base64url.encode(JSON.stringify(payload))}`;
  return `${input}.${base64url.encode(await sign(text.encode(input)))}`;
}

/**
 * The payload of a compact JWS of one type under one Ed25519 key; undefined for anything else, whatever does not fit. The key and the
 * algorithm are the reader's to say, never the token's.
 */
export function readJws(token: string, type: string, publicKey: Uint8Array): Members | undefined {
  const [head, body, signature, ...more] = token.split('.');
  if (head === undefined || body === undefined || signature === undefined || more.length > 0) return undefined;
  try {
    const header = membersOf(head);
    if (header?.alg !== 'EdDSA' || header.typ !== type || 'crit' in header) return undefined;
    const isSigned = ed25519.verify(base64url.decode(signature), text.encode(`${head}.${body}`), publicKey);
    return isSigned ? membersOf(body) : undefined;
  } catch {
    return undefined;
  }
}

/** The JSON object behind base64url; undefined where there is none. */
export function membersOf(part: string): Members | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(base64url.decode(part)));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : undefined;
  } catch {
    return undefined;
  }
}
