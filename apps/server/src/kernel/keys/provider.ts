import { type Cryptography, isCommercial } from './suites.js';

/** Scope of a key that serves every kind or purpose, each by a key derived for it. */
export const everyScope = '*';

/** What the node signs: the checkpoints of its log, and its messages to other nodes. */
export const signingNames = ['log', 'exchange'] as const;
export type SigningName = (typeof signingNames)[number];

/** A data key as it may be stored: opens nothing without the key-encryption key that `keyId` names. */
export type WrappedKey = { readonly keyId: string; readonly wrapped: Uint8Array };

/** One key of a provider as an operator may see it: no secret in it. */
export type KeyDescription = {
  readonly id: string;
  readonly use: 'wrapping' | 'tokens' | 'signing';
  readonly suite: string;
  /** A record kind, a token purpose or a signing name; `*` covers all of them, each under a key derived for it. */
  readonly scope: string;
  /** A staged key opens and searches but does not yet wrap or make tokens. */
  readonly state: 'staged' | 'active';
  /** Counts up within one use. */
  readonly sequence: number;
  readonly createdAt: string;
  /** Raw public key in base64, of 32 bytes for Ed25519 and 65 for SM2; signing keys only. */
  readonly publicKey?: string;
};

export type KeyProviderDescription = {
  /** Where the keys live: `folder`, `environment`, or `module` where a hardware module holds some of them. */
  readonly provider: string;
  readonly node: string;
  readonly keys: readonly KeyDescription[];
};

/** The id of the epoch that wraps or makes tokens now: the newest active one that covers every scope. */
export function newestEpoch(
  description: Pick<KeyProviderDescription, 'keys'>,
  use: 'wrapping' | 'tokens',
): string | undefined {
  return newestKey(description, use)?.id;
}

/** What the node works with: the suite of the epoch that wraps now. */
export function cryptographyOf(description: Pick<KeyProviderDescription, 'keys'>): Cryptography {
  return isCommercial(newestKey(description, 'wrapping')?.suite ?? '') ? 'commercial' : 'international';
}

function newestKey(
  { keys }: Pick<KeyProviderDescription, 'keys'>,
  use: 'wrapping' | 'tokens',
): KeyDescription | undefined {
  const active = keys.filter((key) => key.use === use && key.state === 'active' && key.scope === everyScope);
  return active.sort((one, other) => other.sequence - one.sequence)[0];
}

/** The SM2 key that signs beside the log's Ed25519 one. */
export type Sm2Signer = {
  /** 65 bytes: 04 and both coordinates. */
  readonly publicKey: Uint8Array;
  /** SM2 with SM3 under the identity of GM/T 0009: r and s, 64 bytes. */
  readonly sign: (bytes: Uint8Array) => Promise<Uint8Array>;
};

/**
 * Holds key-encryption, token and signing keys, which never leave it. Whatever stands behind it (files, environment, a
 * hardware module, other suites), callers see this alone.
 *
 * A record kind (`journal.entry`) or token purpose (`registry.document-number`) is an open dotted word of the module that
 * uses it; each has a key of its own, which also differs per node. Both are constants of the code, never input.
 *
 * Wrapping and signing may cross to a device and are promises. Tokens are made millions at a time, so a provider has its
 * token keys in its own process from the start and answers at once.
 */
export type KeyProvider = {
  /** What a new data key of this kind is to seal with: the suite of the newest active key of the kind. */
  readonly cryptography: (kind: string) => Cryptography;
  /** Wraps a data key (32 bytes for AES-256, 16 for SM4) under the newest active key of the kind. */
  readonly wrap: (kind: string, dataKey: Uint8Array) => Promise<WrappedKey>;
  /**
   * The data key again, whichever epoch wrapped it. The bytes are the caller's to zero.
   * Errors: `key-unknown` (the epoch is not in this ring), `data-key-unreadable` (altered, or of another kind).
   */
  readonly unwrap: (kind: string, keyId: string, wrapped: Uint8Array) => Promise<Uint8Array>;
  /**
   * What a row is stored by: HMAC (RFC 2104) with SHA-256 or SM3 of the input, 32 bytes, as each epoch of the ring makes it, the oldest
   * first and end to end. The database keeps the one in force (`kernel.kept_tokens`); only a column declared in `tokenPurposes` takes it.
   * A purpose that is not renewed has one epoch. Text is taken as UTF-8 exactly as given; what counts as equal is settled by the
   * caller before.
   */
  readonly token: (purpose: string, input: string | Uint8Array) => Uint8Array;
  /**
   * Every form under which a row of the input may be stored, the newest epoch first: a look-up asks for any. A later epoch's has 33
   * bytes, led by its number.
   */
  readonly tokens: (purpose: string, input: string | Uint8Array) => readonly Uint8Array[];
  /**
   * Stored tokens as each epoch from their own on stores them, each one's own first: what was read is looked for so in a later statement.
   * Errors: `key-unknown`.
   */
  readonly laterTokens: (stored: readonly Uint8Array[]) => Buffer[];
  /** Ed25519 signature (RFC 8032), 64 bytes. */
  readonly sign: (name: SigningName, bytes: Uint8Array) => Promise<Uint8Array>;
  /** Raw Ed25519 public key, 32 bytes. */
  readonly publicKey: (name: SigningName) => Uint8Array;
  /** The SM2 key of the log; undefined where the node signs by Ed25519 alone. */
  readonly sm2: () => Sm2Signer | undefined;
  readonly describe: () => KeyProviderDescription;
  /** Asks what stands behind the provider whether it answers. Errors: `key-module-fails`. */
  readonly probe: () => Promise<void>;
  /** Takes up what changed where the keys are kept; nothing for a provider whose keys cannot change while it runs. */
  readonly reload: () => Promise<void>;
};
