import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { DomainError } from '../errors.js';
import { everyScope, signingNames } from './provider.js';

/** Suite of each use. A further suite (SM) is a further value here and a further branch where keys are used. */
const suites = { wrapping: 'aes256-kw', tokens: 'hmac-sha256', signing: 'ed25519' } as const;

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

/** One secret of a key ring as it is kept: 32 random bytes for wrapping and tokens, PKCS #8 (RFC 8410) for signing. */
export const KeyEntry = z.discriminatedUnion('use', [
  z.strictObject({ ...symmetric, use: z.literal('wrapping'), suite: z.literal(suites.wrapping) }),
  z.strictObject({ ...symmetric, use: z.literal('tokens'), suite: z.literal(suites.tokens) }),
  z.strictObject({
    ...common,
    use: z.literal('signing'),
    suite: z.literal(suites.signing),
    scope: z.enum(signingNames),
    secret: z.base64(),
  }),
]);
export type KeyEntry = z.infer<typeof KeyEntry>;

/** What tells a new secret from the others. */
export type NewKey = {
  readonly node: string;
  readonly use: KeyEntry['use'];
  readonly scope: string;
  readonly sequence: number;
  readonly state: KeyEntry['state'];
  readonly now: Date;
};

/** Draws a new secret from the operating system's generator. */
export function drawKeyEntry(key: NewKey): KeyEntry {
  const { use, scope, node, sequence, state } = key;
  return KeyEntry.parse({
    format: 1,
    node,
    use,
    suite: suites[use],
    scope,
    id: `${use}-${sequence}-${randomBytes(4).toString('hex')}`,
    sequence,
    state,
    createdAt: key.now.toISOString(),
    secret: drawSecret(use).toString('base64'),
  });
}

function drawSecret(use: KeyEntry['use']): Buffer {
  if (use !== 'signing') return randomBytes(32);
  return generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' });
}

/** The first keys of a node: one epoch for wrapping, one for tokens, one signing key for each name. */
export function drawFirstKeys(node: string, now: Date): readonly KeyEntry[] {
  const first = { node, sequence: 1, state: 'active', now } as const;
  return [
    drawKeyEntry({ ...first, use: 'wrapping', scope: everyScope }),
    drawKeyEntry({ ...first, use: 'tokens', scope: everyScope }),
    ...signingNames.map((scope, place) => drawKeyEntry({ ...first, sequence: place + 1, use: 'signing', scope })),
  ];
}

/** Reads one kept secret. Errors: `keys-invalid` with the place, never the content. */
export function parseKeyEntry(text: string, place: string): KeyEntry {
  const entry = KeyEntry.safeParse(jsonOrNothing(text));
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
