/**
 * The ciphers of a node: international (AES-256-GCM, HMAC-SHA-256, AES key wrap) or Chinese commercial cryptography (SM4-GCM,
 * HMAC-SM3, SM4 key wrap, and an SM2 signature beside the log's Ed25519). Settled when the keys are drawn; each key says its own.
 */
export const cryptographies = ['international', 'commercial'] as const;
export type Cryptography = (typeof cryptographies)[number];

/** What each use is done with. Both sign their logs with Ed25519, as C2SP has it. */
export const suites = {
  international: { wrapping: 'aes256-kw', tokens: 'hmac-sha256', signing: 'ed25519' },
  commercial: { wrapping: 'sm4-kw', tokens: 'hmac-sm3', signing: 'ed25519' },
} as const;

/** The signature that a commercial node sets beside its Ed25519 one on every checkpoint. */
export const sm2Suite = 'sm2-sm3';

/** Whether a key is of Chinese commercial cryptography, by its suite. */
export function isCommercial(suite: string): boolean {
  return suite.startsWith('sm') || suite.endsWith('-sm3');
}

/** The hash under a key's derivation and tokens. */
export function hashOf(suite: string): 'sha256' | 'sm3' {
  return isCommercial(suite) ? 'sm3' : 'sha256';
}

/** Bytes of a data key: SM4 takes 16 and AES-256 takes 32, so that its length says what it seals with. */
export const dataKeyBytes = { international: 32, commercial: 16 } as const;

/** What a data key seals with, by its length in bytes; undefined: it is none. */
export function cryptographyOfDataKey(bytes: number | undefined): Cryptography | undefined {
  return cryptographies.find((known) => dataKeyBytes[known] === bytes);
}
