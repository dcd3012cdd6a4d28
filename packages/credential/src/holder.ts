import { base64url, type CryptoKey, exportJWK, generateKeyPair } from 'jose';
import type { HolderKey } from './proof.js';

/** A key of a holder: the secret half can be used and never taken out. */
export async function newHolder(): Promise<{ readonly publicKey: HolderKey; readonly secretKey: CryptoKey }> {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: false });
  const { x = '', y = '' } = await exportJWK(publicKey);
  return { publicKey: { kty: 'EC', crv: 'P-256', x, y }, secretKey: privateKey };
}

/** The bytes of a public key as the node publishes it. */
export function keyOf(publicKey: string): Uint8Array {
  return base64url.decode(publicKey);
}
