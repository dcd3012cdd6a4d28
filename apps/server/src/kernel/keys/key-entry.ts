import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { DomainError } from '../errors.js';
import { everyScope, signingNames } from './provider.js';
import { drawSm2Key } from './sm2.js';
import { type Cryptography, sm2Suite, suites } from './suites.js';

const wrappingSuites = [suites.international.wrapping, suites.commercial.wrapping] as const;
const tokenSuites = [suites.international.tokens, suites.commercial.tokens] as const;

/** Name of a record kind, token purpose or signing key. */
export const scopePattern = /^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)*$/;

/** Name of a node; takes part in every derivation, so that copied secrets still give another node other keys. */
export const nodePattern = /^[a-z0-9][a-z0-9.-]{0,99}$/;

const common = {
  format: z.literal(1),
  node: z.string().regex(nodePattern),
  id: z.string().regex(/^[a-z]+-\d+-[0-9a-f]{8}$/),
  /** Counts up within one use; the newest epoch is the one with the highest number. */
  sequence: z.number().int().positive(),
  state: z.enum(['staged', 'active']),
  createdAt: z.iso.datetime(),
};
const symmetric = {
  ...common,
  scope: z.union([z.literal(everyScope), z.string().regex(scopePattern)]),
  secret: z.base64().refine((secret) => Buffer.from(secret, 'base64').length === 32),
};

/**
 * One secret of a key ring as it is kept: 32 random bytes for wrapping and tokens; for signing PKCS #8 (RFC 8410), or the 32 bytes
 * of an SM2 key.
 */
export const KeyEntry = z.discriminatedUnion('use', [
  z.strictObject({ ...symmetric, use: z.literal('wrapping'), suite: z.enum(wrappingSuites) }),
  // Token keys are a chain, and a chain has no gaps: each is for every purpose.
  z.strictObject({ ...symmetric, use: z.literal('tokens'), scope: z.literal(everyScope), suite: z.enum(tokenSuites) }),
  z.strictObject({
    ...common,
    use: z.literal('signing'),
    suite: z.enum([suites.international.signing, sm2Suite]),
    scope: z.enum(signingNames),
    secret: z.base64(),
  }),
]);
export type KeyEntry = z.infer<typeof KeyEntry>;

const heldSuites = { wrapping: 'pkcs11-aes256-kw', tokens: 'pkcs11-hmac-sha256', signing: 'pkcs11-ed25519' } as const;

/** One key of a ring that a hardware module holds: what is kept of it is the module's id of it (`CKA_ID`), and no secret. */
export const HeldKey = z
  .strictObject({
    ...common,
    use: z.enum(['wrapping', 'tokens', 'signing']),
    suite: z.enum(heldSuites),
    scope: z.union([z.literal(everyScope), z.string().regex(scopePattern)]),
    held: z.string().regex(/^[0-9a-f]{16}$/),
  })
  .refine(({ use, suite, scope }) => suite === heldSuites[use] && (use !== 'signing' || scope === 'log'));
export type HeldKey = z.infer<typeof HeldKey>;

/** One key of a ring as it is kept. */
export const KeptKey = z.union([KeyEntry, HeldKey]);
export type KeptKey = z.infer<typeof KeptKey>;

/** Whether a module holds the key. */
export function isHeld(key: KeptKey): key is HeldKey {
  return 'held' in key;
}

/** What tells a new secret from the others. */
export type NewKey = {
  readonly node: string;
  readonly use: KeyEntry['use'];
  readonly scope: string;
  readonly sequence: number;
  readonly state: KeyEntry['state'];
  readonly now: Date;
  /** `sm2-sm3` for the signature beside the log's; else the suite of the use. */
  readonly suite?: typeof sm2Suite;
  /** International when absent. */
  readonly cryptography?: Cryptography | undefined;
};

/** Draws a new secret from the operating system's generator. */
export function drawKeyEntry(key: NewKey): KeyEntry {
  const { use, scope, node, sequence, state, cryptography = 'international' } = key;
  const suite = key.suite ?? suites[cryptography][use];
  return KeyEntry.parse({
    format: 1,
    node,
    use,
    suite,
    scope,
    id: `${use}-${sequence}-${randomBytes(4).toString('hex')}`,
    sequence,
    state,
    createdAt: key.now.toISOString(),
    secret: drawSecret(use, suite).toString('base64'),
  });
}

/** Names a new key that is to be drawn in a module. */
export function drawHeldKey({ use, scope, node, sequence, state, now }: NewKey): HeldKey {
  const [id, held] = [`${use}-${sequence}-${randomBytes(4).toString('hex')}`, randomBytes(8).toString('hex')];
  const createdAt = now.toISOString();
  return HeldKey.parse({ format: 1, node, use, suite: heldSuites[use], scope, id, sequence, state, createdAt, held });
}

function drawSecret(use: KeyEntry['use'], suite: string): Buffer {
  if (suite === sm2Suite) return drawSm2Key();
  if (use !== 'signing') return randomBytes(32);
  return generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' });
}

/**
 * The first keys of a node: one epoch for wrapping, one for tokens, one signing key for each name; with commercial cryptography
 * also the SM2 key that signs beside the log's.
 */
export function drawFirstKeys(
  node: string,
  now: Date,
  cryptography: Cryptography = 'international',
): readonly KeyEntry[] {
  const first = { node, sequence: 1, state: 'active', now, cryptography } as const;
  const beside = {
    ...first,
    sequence: signingNames.length + 1,
    use: 'signing',
    scope: 'log',
    suite: sm2Suite,
  } as const;
  return [
    drawKeyEntry({ ...first, use: 'wrapping', scope: everyScope }),
    drawKeyEntry({ ...first, use: 'tokens', scope: everyScope }),
    ...signingNames.map((scope, place) => drawKeyEntry({ ...first, sequence: place + 1, use: 'signing', scope })),
    ...(cryptography === 'commercial' ? [drawKeyEntry(beside)] : []),
  ];
}

/** Reads one kept key. Errors: `keys-invalid` with the place, never the content. */
export function parseKeyEntry(text: string, place: string): KeptKey {
  const entry = KeptKey.safeParse(jsonOrNothing(text));
  if (!entry.success) throw new DomainError('keys-invalid', { place });
  return entry.data;
}

/** JSON, or undefined where it is none: the parser's own message would quote the secret. */
export function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
