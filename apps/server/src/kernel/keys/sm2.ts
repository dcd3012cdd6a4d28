import { randomBytes } from 'node:crypto';
import { sm2 } from 'sm-crypto-v2';

/** The identity that signs, where a protocol has no other: GM/T 0009, section 10. */
export const sm2Identity = '1234567812345678';

/** Order of the curve of GB/T 32918.5. */
const order = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;
const scalarBytes = 32;
const pointBytes = 65;

/** Draws a private key: 32 bytes, from 1 to the order less 2 (GB/T 32918.1, section 6.1). */
export function drawSm2Key(): Buffer {
  for (;;) {
    const drawn = randomBytes(scalarBytes);
    if (isSm2Key(drawn)) return drawn;
  }
}

/** Whether 32 bytes are a private key of SM2. */
export function isSm2Key(secret: Uint8Array): boolean {
  if (secret.length !== scalarBytes) return false;
  const scalar = scalarOf(secret);
  return scalar >= 1n && scalar <= order - 2n;
}

/** The public key of a private one: 65 bytes, 04 and both coordinates. */
export function sm2PublicKey(secret: Uint8Array): Uint8Array {
  return Buffer.from(sm2.getPublicKeyFromPrivateKey(hexOf(secret)), 'hex');
}

/** SM2 signature with SM3 (GB/T 32918.2) over a message under `sm2Identity`: r and s, 32 bytes each. */
export function sm2Sign(message: Uint8Array, secret: Uint8Array, publicKey: Uint8Array): Uint8Array {
  const options = { hash: true, publicKey: hexOf(publicKey), userId: sm2Identity };
  return Buffer.from(sm2.doSignature(message, hexOf(secret), options), 'hex');
}

/** Whether a signature of r and s fits message and public key; what is no signature or no point of the curve does not. */
export function sm2Verify(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  if (signature.length !== 2 * scalarBytes || publicKey.length !== pointBytes || publicKey[0] !== 4) return false;
  const [r, s] = [scalarOf(signature.subarray(0, scalarBytes)), scalarOf(signature.subarray(scalarBytes))];
  if (r < 1n || r >= order || s < 1n || s >= order || (r + s) % order === 0n) return false;
  try {
    const options = { hash: true, userId: sm2Identity };
    return sm2.doVerifySignature(message, hexOf(signature), hexOf(publicKey), options);
  } catch {
    // The library throws at what is no point of the curve.
    return false;
  }
}

function scalarOf(bytes: Uint8Array): bigint {
  return BigInt(`0x${hexOf(bytes)}`);
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
