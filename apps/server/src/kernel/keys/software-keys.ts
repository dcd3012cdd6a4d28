import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  type KeyObject,
  sign,
} from 'node:crypto';
import { DomainError } from '../errors.js';
import { type KeyEntry, scopePattern } from './key-entry.js';
import { everyScope, type KeyDescription, type KeyProvider, type SigningName, signingNames } from './provider.js';

/** Initial value of AES key wrap, RFC 3394 section 2.2.3.1. */
const keyWrapInitialValue = Buffer.alloc(8, 0xa6);
const dataKeyBytes = 32;

/** A key ready for use: derived for one kind or purpose from one epoch. */
type ReadyKey = { readonly id: string; readonly key: Buffer };
type SigningKey = { readonly secret: KeyObject; readonly raw: Buffer };

/**
 * A key provider that works in this process from secrets already read; folder and environment differ only in where they read.
 *
 * Each kind and purpose gets a key of its own by HKDF-SHA-256 (RFC 5869) from its epoch's secret, with the node as salt. Data
 * keys are wrapped by AES-256 key wrap (RFC 3394, NIST SP 800-38F), which needs no nonce and so has no limit on their number.
 * Errors: `keys-missing` or `keys-invalid` when the entries are no whole ring of one node.
 */
export function softwareKeyProvider(provider: string, place: string, entries: readonly KeyEntry[]): KeyProvider {
  const node = nodeOf(entries, place);
  const wrappingKeys = epochKeys(entries, 'wrapping', place);
  const tokenKeys = epochKeys(entries, 'tokens', place);
  const signingKeys = readSigningKeys(entries, place);
  return {
    wrap: async (kind, dataKey) => wrapDataKey(newest(wrappingKeys(kind)), dataKey),
    unwrap: async (kind, keyId, wrapped) => unwrapDataKey(kind, keyNamed(wrappingKeys(kind), keyId), wrapped),
    token: (purpose, input) => hmac(newest(tokenKeys(purpose)), input),
    tokens: (purpose, input) => tokenKeys(purpose).map((key) => hmac(key, input)),
    sign: async (name, bytes) => sign(null, bytes, signingKeys[name].secret),
    publicKey: (name) => Uint8Array.from(signingKeys[name].raw),
    describe: () => ({ provider, node, keys: entries.map((entry) => describeEntry(entry, signingKeys)) }),
    reload: async () => undefined,
  };
}

function nodeOf(entries: readonly KeyEntry[], place: string): string {
  const first = entries[0];
  if (first === undefined) throw new DomainError('keys-missing', { place });
  const stranger = entries.find((entry) => entry.node !== first.node);
  if (stranger !== undefined) {
    throw new DomainError('keys-of-another-node', { found: stranger.node, expected: first.node });
  }
  return first.node;
}

/** Keys of one use by kind or purpose, derived on first use: the newest active first, then the others, newest first. */
function epochKeys(entries: readonly KeyEntry[], use: 'wrapping' | 'tokens', place: string) {
  const epochs = entries.filter((entry) => entry.use === use).sort(activeThenNewest);
  if (!epochs.some((epoch) => epoch.scope === everyScope && epoch.state === 'active')) {
    throw new DomainError('keys-missing', { place });
  }
  const ready = new Map<string, readonly ReadyKey[]>();
  return (scope: string): readonly ReadyKey[] => {
    const known = ready.get(scope);
    if (known !== undefined) return known;
    if (!scopePattern.test(scope)) throw new Error(`not a record kind or token purpose: ${use}`);
    const keys = epochs
      .filter((epoch) => epoch.scope === everyScope || epoch.scope === scope)
      .map((epoch) => ({ id: epoch.id, key: deriveKey(epoch, scope) }));
    ready.set(scope, keys);
    return keys;
  };
}

function activeThenNewest(one: KeyEntry, other: KeyEntry): number {
  if (one.state !== other.state) return one.state === 'active' ? -1 : 1;
  return other.sequence - one.sequence;
}

function deriveKey(epoch: KeyEntry, scope: string): Buffer {
  const secret = Buffer.from(epoch.secret, 'base64');
  const info = Buffer.from(`gatehouse ${epoch.use} ${epoch.suite}\0${scope}`, 'utf8');
  return Buffer.from(hkdfSync('sha256', secret, Buffer.from(epoch.node, 'utf8'), info, 32));
}

function newest(keys: readonly ReadyKey[]): ReadyKey {
  const first = keys[0];
  if (first === undefined) throw new Error('a ring without an active key is refused when it is read');
  return first;
}

function keyNamed(keys: readonly ReadyKey[], id: string): ReadyKey {
  const named = keys.find((key) => key.id === id);
  if (named === undefined) throw new DomainError('key-unknown', { key: id });
  return named;
}

function wrapDataKey(under: ReadyKey, dataKey: Uint8Array) {
  if (dataKey.length !== dataKeyBytes) throw new Error(`a data key has ${dataKeyBytes} bytes`);
  const cipher = createCipheriv('id-aes256-wrap', under.key, keyWrapInitialValue);
  return { keyId: under.id, wrapped: Buffer.concat([cipher.update(dataKey), cipher.final()]) };
}

function unwrapDataKey(kind: string, under: ReadyKey, wrapped: Uint8Array): Uint8Array {
  const decipher = createDecipheriv('id-aes256-wrap', under.key, keyWrapInitialValue);
  try {
    const dataKey = decipher.update(wrapped);
    decipher.final();
    if (dataKey.length === dataKeyBytes) return dataKey;
  } catch {
    // OpenSSL says only that it failed; the refusal below says what that means here.
  }
  throw new DomainError('data-key-unreadable', { key: under.id, kind });
}

function hmac(under: ReadyKey, input: string | Uint8Array): Uint8Array {
  return createHmac('sha256', under.key).update(input).digest();
}

function readSigningKeys(entries: readonly KeyEntry[], place: string): Record<SigningName, SigningKey> {
  const read = (name: SigningName): SigningKey => {
    const entry = entries.filter(({ use, scope }) => use === 'signing' && scope === name).sort(activeThenNewest)[0];
    if (entry?.state !== 'active') throw new DomainError('keys-missing', { place });
    return readSigningKey(entry, place);
  };
  return { log: read('log'), exchange: read('exchange') };
}

function readSigningKey(entry: KeyEntry, place: string): SigningKey {
  try {
    const der = Buffer.from(entry.secret, 'base64');
    const secret = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    const { crv, x } = createPublicKey(secret).export({ format: 'jwk' });
    if (crv === 'Ed25519' && x !== undefined) return { secret, raw: Buffer.from(x, 'base64url') };
  } catch {
    // The parser's message may describe the secret; the place is enough to mend it.
  }
  throw new DomainError('keys-invalid', { place });
}

function describeEntry(entry: KeyEntry, signingKeys: Record<SigningName, SigningKey>): KeyDescription {
  const { id, use, suite, scope, state, sequence, createdAt } = entry;
  const name = signingNames.find((known) => use === 'signing' && known === scope);
  const described = { id, use, suite, scope, state, sequence, createdAt };
  return name === undefined ? described : { ...described, publicKey: signingKeys[name].raw.toString('base64') };
}
