import { createSecretKey, randomBytes } from 'node:crypto';
import { newId } from '../ids.js';
import type { KeyProvider } from './provider.js';
import type { DataKey } from './sealed-field.js';
import { dataKeyBytes } from './suites.js';
import { unwrappedKeys } from './unwrapped-keys.js';

/** A data key as `kernel.data_key` holds it. Destroying it erases all that was sealed under it. */
export type DataKeyRecord = {
  /** Random UUID. */
  readonly id: string;
  readonly kind: string;
  readonly keyId: string;
  readonly wrapped: Uint8Array;
};

/** What the ring needs of the database, which it does not know. */
export type DataKeyStore = {
  /** The records of these ids in any order; destroyed ones are left out. At most `loadedTogether` ids at a time. */
  readonly load: (ids: readonly string[]) => Promise<readonly DataKeyRecord[]>;
  readonly insert: (record: DataKeyRecord) => Promise<void>;
  /** Destroys the keys of these ids, for the viewer `maintenance` alone: what they sealed is erased. */
  readonly destroy: (ids: readonly string[]) => Promise<void>;
};

/** How many data keys are asked of the store at once. */
export const loadedTogether = 1000;

/** The key ring of a node: data keys of their own, and tokens and signatures of the provider behind it. */
export type KeyRing = Pick<
  KeyProvider,
  'token' | 'tokens' | 'laterTokens' | 'sign' | 'publicKey' | 'sm2' | 'describe' | 'probe' | 'reload'
> & {
  /** Draws a data key for one person or entry. The caller stores the record in the same transaction as what it seals. */
  readonly newDataKey: (kind: string) => Promise<{ readonly record: DataKeyRecord; readonly key: DataKey }>;
  /** Unwraps a stored data key, or takes it from memory. Errors: `key-unknown`, `data-key-unreadable`. */
  readonly open: (record: DataKeyRecord) => Promise<DataKey>;
  /**
   * Opens many data keys by id: each is loaded and unwrapped once, however many rows name it. An id that is missing from
   * the answer has been destroyed, and what it sealed is erased.
   */
  readonly openAll: (ids: Iterable<string>, store: Pick<DataKeyStore, 'load'>) => Promise<ReadonlyMap<string, DataKey>>;
  /** The record wrapped under the newest epoch, or undefined where it is already. */
  readonly rewrap: (record: DataKeyRecord) => Promise<DataKeyRecord | undefined>;
  /** Drops data keys from memory, after their records were destroyed. */
  readonly forget: (ids: Iterable<string>) => void;
};

export type KeyRingOptions = {
  readonly now: () => Date;
  /** Most data keys kept unwrapped at once. */
  readonly capacity?: number;
  /** How long an unwrapped data key is used before its record is asked for again: the bound on using a destroyed one. */
  readonly keepSeconds?: number;
};

/** Makes a key ring over a provider. Pure of the database: records come in and go out by the caller. */
export function createKeyRing(provider: KeyProvider, options: KeyRingOptions): KeyRing {
  const { now, capacity = 20_000, keepSeconds = 300 } = options;
  const kept = unwrappedKeys({ now, capacity, keepSeconds });
  const underway = new Map<string, Promise<DataKey>>();

  const unwrap = async ({ id, kind, keyId, wrapped }: DataKeyRecord): Promise<DataKey> => {
    const key = dataKeyFrom(id, kind, await provider.unwrap(kind, keyId, wrapped));
    // Forgotten or replaced meanwhile: the caller may finish with it, nobody else gets it.
    if (underway.has(id)) kept.put(key);
    return key;
  };
  const open = async (record: DataKeyRecord): Promise<DataKey> => {
    const known = kept.get(record.id);
    if (known !== undefined && known.kind === record.kind) return known;
    const shared = underway.get(record.id) ?? unwrap(record);
    underway.set(record.id, shared);
    return await shared.finally(() => underway.delete(record.id));
  };

  return {
    token: (purpose, input) => provider.token(purpose, input),
    tokens: (purpose, input) => provider.tokens(purpose, input),
    laterTokens: (stored) => provider.laterTokens(stored),
    sign: (name, bytes) => provider.sign(name, bytes),
    publicKey: (name) => provider.publicKey(name),
    sm2: () => provider.sm2(),
    describe: () => provider.describe(),
    probe: () => provider.probe(),
    reload: () => provider.reload(),
    newDataKey: async (kind) => {
      const bytes = randomBytes(dataKeyBytes[provider.cryptography(kind)]);
      const id = newId();
      const record = { id, kind, ...(await provider.wrap(kind, bytes)) };
      const key = dataKeyFrom(id, kind, bytes);
      kept.put(key);
      return { record, key };
    },
    open,
    openAll: async (ids, store) => openEach(new Set(ids), kept.get, store, open),
    rewrap: async (record) => {
      const bytes = await provider.unwrap(record.kind, record.keyId, record.wrapped);
      const again = await provider.wrap(record.kind, bytes);
      bytes.fill(0);
      return again.keyId === record.keyId ? undefined : { ...record, ...again };
    },
    forget: (ids) => {
      for (const id of ids) {
        kept.drop(id);
        underway.delete(id);
      }
    },
  };
}

/** Takes the bytes over: they are zeroed here, and live on in the key object alone. */
function dataKeyFrom(id: string, kind: string, bytes: Uint8Array): DataKey {
  const secret = createSecretKey(bytes);
  bytes.fill(0);
  return { id, kind, secret };
}

async function openEach(
  ids: ReadonlySet<string>,
  known: (id: string) => DataKey | undefined,
  store: Pick<DataKeyStore, 'load'>,
  open: (record: DataKeyRecord) => Promise<DataKey>,
): Promise<ReadonlyMap<string, DataKey>> {
  const opened = new Map<string, DataKey>();
  const wanted: string[] = [];
  for (const id of ids) {
    const key = known(id);
    if (key === undefined) wanted.push(id);
    else opened.set(id, key);
  }
  for (let from = 0; from < wanted.length; from += loadedTogether) {
    const records = await store.load(wanted.slice(from, from + loadedTogether));
    for (const key of await Promise.all(records.map(open))) opened.set(key.id, key);
  }
  return opened;
}
