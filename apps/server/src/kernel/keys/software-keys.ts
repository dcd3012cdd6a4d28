import { createPrivateKey, createPublicKey, hkdfSync, sign } from 'node:crypto';
import { DomainError } from '../errors.js';
import { isHeld, type KeptKey, type KeyEntry, scopePattern } from './key-entry.js';
import { unwrapAes, unwrapKey, wrapAes, wrapKey } from './key-wrap.js';
import type { HeldKeys, Wrapper } from './module-keys.js';
import {
  everyScope,
  type KeyDescription,
  type KeyProvider,
  type SigningName,
  signingNames,
  type Sm2Signer,
} from './provider.js';
import { isSm2Key, sm2PublicKey, sm2Sign } from './sm2.js';
import { cryptographyOfDataKey, dataKeyBytes, hashOf, isCommercial, sm2Suite } from './suites.js';
import { type TokenEpoch, tokenChain } from './token-chain.js';

/** A key ready for use: derived for one kind or purpose from one epoch. */
type ReadyKey<Use> = { readonly id: string; readonly suite: string; readonly key: Use };
type SigningKey = { readonly sign: (bytes: Uint8Array) => Promise<Uint8Array>; readonly raw: Buffer };

/**
 * A key provider that works in this process from secrets already read; folder and environment differ only in where they read.
 *
 * Each kind and purpose gets a key of its own by HKDF (RFC 5869) with SHA-256 or SM3 from its epoch's secret, with the node as
 * salt. Data keys are wrapped by key wrap with AES-256 (RFC 3394, NIST SP 800-38F) or SM4, which needs no nonce and so has no limit
 * on their number. What each epoch works with is its own suite: epochs of both stand in one ring side by side.
 * Keys that a hardware module holds (`held`) work through it, beside the others.
 * Errors: `keys-missing` or `keys-invalid` when the entries are no whole ring of one node; `keys-need-module`.
 */
export function softwareKeyProvider(
  provider: string,
  place: string,
  entries: readonly KeptKey[],
  held?: HeldKeys,
): KeyProvider {
  const node = nodeOf(entries, place);
  const wrappingKeys = wrappingEpochs(entries, place, (epoch, kind) =>
    isHeld(epoch) ? required(held, place).wrapper(epoch, kind) : wrapperOf(epoch, deriveKey(epoch, kind)),
  );
  const chain = tokenChain(tokenEpochs(entries, place));
  const signingKeys = readSigningKeys(entries, place, held);
  const sm2Key = readSm2Key(entries, place);
  return {
    cryptography: (kind) => (isCommercial(newest(wrappingKeys(kind)).suite) ? 'commercial' : 'international'),
    wrap: async (kind, dataKey) => wrapDataKey(newest(wrappingKeys(kind)), dataKey),
    unwrap: async (kind, keyId, wrapped) => unwrapDataKey(kind, keyNamed(wrappingKeys(kind), keyId), wrapped),
    ...chain,
    sign: (name, bytes) => signingKeys[name].sign(bytes),
    publicKey: (name) => Uint8Array.from(signingKeys[name].raw),
    sm2: () => sm2Key,
    describe: () => ({ provider, node, keys: entries.map((entry) => describeEntry(entry, signingKeys, sm2Key)) }),
    probe: async () => held?.probe(),
    reload: async () => undefined,
  };
}

function required(held: HeldKeys | undefined, place: string): HeldKeys {
  return held ?? needsModule(place);
}

function needsModule(place: string): never {
  throw new DomainError('keys-need-module', { place });
}

function nodeOf(entries: readonly KeptKey[], place: string): string {
  const first = entries[0];
  if (first === undefined) throw new DomainError('keys-missing', { place });
  const stranger = entries.find((entry) => entry.node !== first.node);
  if (stranger !== undefined) {
    throw new DomainError('keys-of-another-node', { found: stranger.node, expected: first.node });
  }
  return first.node;
}

/** Wrapping keys by kind, derived on first use: the newest active first, then the others, newest first. */
function wrappingEpochs(entries: readonly KeptKey[], place: string, derive: (epoch: KeptKey, kind: string) => Wrapper) {
  const epochs = epochsOf(entries, 'wrapping', place).sort(activeThenNewest);
  return derivedOnce((kind): readonly ReadyKey<Wrapper>[] =>
    epochs
      .filter((epoch) => epoch.scope === everyScope || epoch.scope === kind)
      .map((epoch) => ({ id: epoch.id, suite: epoch.suite, key: derive(epoch, kind) })),
  );
}

/** Token keys, the oldest first. Each renews every purpose: a chain has no gaps. */
function tokenEpochs(entries: readonly KeptKey[], place: string): TokenEpoch[] {
  return epochsOf(entries, 'tokens', place)
    .sort((one, other) => one.sequence - other.sequence)
    .map((epoch) => ({
      isActive: epoch.state === 'active',
      hash: hashOf(epoch.suite),
      keyFor: derivedOnce((purpose) => (isHeld(epoch) ? needsModule(place) : deriveKey(epoch, purpose))),
    }));
}

function epochsOf(entries: readonly KeptKey[], use: 'wrapping' | 'tokens', place: string): KeptKey[] {
  const epochs = entries.filter((entry) => entry.use === use);
  if (epochs.some((epoch) => epoch.scope === everyScope && epoch.state === 'active')) return epochs;
  throw new DomainError('keys-missing', { place });
}

function derivedOnce<Derived>(derive: (scope: string) => Derived): (scope: string) => Derived {
  const ready = new Map<string, Derived>();
  return (scope) => {
    const known = ready.get(scope);
    if (known !== undefined) return known;
    if (!scopePattern.test(scope)) throw new Error('not a record kind or token purpose');
    const derived = derive(scope);
    ready.set(scope, derived);
    return derived;
  };
}

function activeThenNewest(one: KeptKey, other: KeptKey): number {
  if (one.state !== other.state) return one.state === 'active' ? -1 : 1;
  return other.sequence - one.sequence;
}

function deriveKey(epoch: KeyEntry, scope: string): Buffer {
  const secret = Buffer.from(epoch.secret, 'base64');
  const info = Buffer.from(`gatehouse ${epoch.use} ${epoch.suite}\0${scope}`, 'utf8');
  const bytes = epoch.suite === 'sm4-kw' ? dataKeyBytes.commercial : 32;
  return Buffer.from(hkdfSync(hashOf(epoch.suite), secret, Buffer.from(epoch.node, 'utf8'), info, bytes));
}

function newest<Use>(keys: readonly ReadyKey<Use>[]): ReadyKey<Use> {
  const first = keys[0];
  if (first === undefined) throw new Error('a ring without an active key is refused when it is read');
  return first;
}

function keyNamed<Use>(keys: readonly ReadyKey<Use>[], id: string): ReadyKey<Use> {
  const named = keys.find((key) => key.id === id);
  if (named === undefined) throw new DomainError('key-unknown', { key: id });
  return named;
}

/** Key wrap under a key in this process. */
function wrapperOf({ suite }: KeyEntry, under: Buffer): Wrapper {
  if (isCommercial(suite)) {
    return {
      wrap: async (dataKey) => wrapKey('sm4-ecb', under, dataKey),
      unwrap: async (wrapped) => unwrapKey('sm4-ecb', under, wrapped),
    };
  }
  return { wrap: async (dataKey) => wrapAes(under, dataKey), unwrap: async (wrapped) => unwrapAes(under, wrapped) };
}

async function wrapDataKey({ id, key }: ReadyKey<Wrapper>, dataKey: Uint8Array) {
  if (cryptographyOfDataKey(dataKey.length) === undefined) throw new Error('a data key has 16 or 32 bytes');
  return { keyId: id, wrapped: await key.wrap(dataKey) };
}

async function unwrapDataKey(kind: string, { id, key }: ReadyKey<Wrapper>, wrapped: Uint8Array): Promise<Uint8Array> {
  const dataKey = await key.unwrap(wrapped);
  if (dataKey !== undefined && cryptographyOfDataKey(dataKey.length) !== undefined) return dataKey;
  throw new DomainError('data-key-unreadable', { key: id, kind });
}

function readSigningKeys(
  entries: readonly KeptKey[],
  place: string,
  held: HeldKeys | undefined,
): Record<SigningName, SigningKey> {
  const read = (name: SigningName): SigningKey => {
    const entry = entries
      .filter(({ use, scope, suite }) => use === 'signing' && scope === name && suite !== sm2Suite)
      .sort(activeThenNewest)[0];
    if (entry?.state !== 'active') throw new DomainError('keys-missing', { place });
    return isHeld(entry) ? (required(held, place).log ?? needsModule(place)) : readSigningKey(entry, place);
  };
  return { log: read('log'), exchange: read('exchange') };
}

function readSigningKey(entry: KeyEntry, place: string): SigningKey {
  try {
    const der = Buffer.from(entry.secret, 'base64');
    const secret = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    const { crv, x } = createPublicKey(secret).export({ format: 'jwk' });
    if (crv === 'Ed25519' && x !== undefined)
      return { sign: async (bytes) => sign(null, bytes, secret), raw: Buffer.from(x, 'base64url') };
  } catch {
    // The parser's message may describe the secret; the place is enough to mend it.
  }
  throw new DomainError('keys-invalid', { place });
}

/** The SM2 key of the log, which a commercial node has and an international one does not. */
function readSm2Key(entries: readonly KeptKey[], place: string): Sm2Signer | undefined {
  const entry = entries.filter(({ suite }) => suite === sm2Suite).sort(activeThenNewest)[0];
  if (entry === undefined || isHeld(entry)) return undefined;
  const secret = Buffer.from(entry.secret, 'base64');
  if (entry.scope !== 'log' || !isSm2Key(secret)) throw new DomainError('keys-invalid', { place });
  const publicKey = sm2PublicKey(secret);
  return { publicKey, sign: async (bytes) => sm2Sign(bytes, secret, publicKey) };
}

function describeEntry(
  entry: KeptKey,
  signingKeys: Record<SigningName, SigningKey>,
  sm2Key: Sm2Signer | undefined,
): KeyDescription {
  const { id, use, suite, scope, state, sequence, createdAt } = entry;
  const described = { id, use, suite, scope, state, sequence, createdAt };
  const name = signingNames.find((known) => use === 'signing' && known === scope);
  const publicKey = suite === sm2Suite ? sm2Key?.publicKey : name && signingKeys[name].raw;
  return publicKey === undefined ? described : { ...described, publicKey: Buffer.from(publicKey).toString('base64') };
}
