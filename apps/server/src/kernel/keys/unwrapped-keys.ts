import type { DataKey } from './sealed-field.js';

/** Data keys kept ready in memory, least recently used out first. */
export type UnwrappedKeys = {
  readonly get: (id: string) => DataKey | undefined;
  readonly put: (key: DataKey) => void;
  readonly drop: (id: string) => void;
};

/**
 * Keeps up to `capacity` data keys, each for at most `keepSeconds`.
 *
 * A key that goes is let go of, not overwritten: a request that opened it may still be sealing with it, and zeroes under its
 * hands would seal in clear. OpenSSL wipes the bytes when the last holder has let go.
 */
export function unwrappedKeys(options: { now: () => Date; capacity: number; keepSeconds: number }): UnwrappedKeys {
  const { now, capacity, keepSeconds } = options;
  // A Map keeps the order of insertion: the first is the least recently used.
  const kept = new Map<string, { readonly key: DataKey; readonly until: number }>();
  return {
    get: (id) => {
      const found = kept.get(id);
      if (found === undefined) return undefined;
      kept.delete(id);
      if (found.until <= now().getTime()) return undefined;
      kept.set(id, found);
      return found.key;
    },
    put: (key) => {
      kept.delete(key.id);
      kept.set(key.id, { key, until: now().getTime() + keepSeconds * 1000 });
      const [oldest] = kept.keys();
      if (kept.size > capacity && oldest !== undefined) kept.delete(oldest);
    },
    drop: (id) => {
      kept.delete(id);
    },
  };
}
