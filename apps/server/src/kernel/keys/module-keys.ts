import { createHash, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';
import { DomainError } from '../errors.js';
import {
  drawHeldKey,
  drawKeyEntry,
  type HeldKey,
  isHeld,
  type KeptKey,
  type KeyEntry,
  type NewKey,
} from './key-entry.js';
import { unwrapAes, wrapAes } from './key-wrap.js';
import type { ModuleToken } from './pkcs11-tool.js';
import { everyScope, signingNames } from './provider.js';
import { suites } from './suites.js';

/** What wraps and opens data keys of one kind under one epoch. */
export type Wrapper = {
  readonly wrap: (dataKey: Uint8Array) => Promise<Uint8Array>;
  /** Undefined where it was altered or wrapped otherwise. */
  readonly unwrap: (wrapped: Uint8Array) => Promise<Uint8Array | undefined>;
};

/** The keys of a ring that a hardware module holds. */
export type HeldKeys = {
  readonly wrapper: (key: HeldKey, kind: string) => Wrapper;
  /** The log's signing key, where the module holds it. */
  readonly log: { readonly raw: Buffer; readonly sign: (bytes: Uint8Array) => Promise<Uint8Array> } | undefined;
  /** Asks the module for one of each. Errors: `key-module-fails`. */
  readonly probe: () => Promise<void>;
};

const nonceBytes = 12;
const blocksOfKey = 4;
/** Keys for data keys to come, asked for along with one that is needed now: an act then seldom waits for the module. */
const drawnAhead = 64;
/** Most keys asked for by one call. */
const mostAtOnce = 2000;

/** What the module does not sign: messages to other nodes are longer than the tool takes in one part. */
const signedHere = signingNames.filter((name) => name !== 'log');

/** Draws the first keys of a node in a module; only the key that signs messages to other nodes is drawn here. */
export async function drawFirstHeldKeys(node: string, now: Date, token: ModuleToken): Promise<readonly KeptKey[]> {
  const first = { node, sequence: 1, state: 'active', now } as const;
  const held = [
    drawHeldKey({ ...first, use: 'wrapping', scope: everyScope }),
    drawHeldKey({ ...first, use: 'tokens', scope: everyScope }),
    drawHeldKey({ ...first, use: 'signing', scope: 'log' }),
  ];
  for (const key of held) await drawInModule(key, token);
  const here = signedHere.map((scope, at) => drawKeyEntry({ ...first, sequence: at + 2, use: 'signing', scope }));
  return [...held, ...here];
}

/** Draws the next epoch in a module. */
export async function drawHeldEpoch(key: NewKey, token: ModuleToken): Promise<HeldKey> {
  const held = drawHeldKey(key);
  await drawInModule(held, token);
  return held;
}

function drawInModule({ use, id, node, held }: HeldKey, token: ModuleToken): Promise<void> {
  const label = `${node} ${id}`;
  return use === 'signing' ? token.drawPair(held, label) : token.drawSecret(held, label);
}

/**
 * Opens the keys that a module holds.
 *
 * A data key is wrapped under a key of its own, which the module derives from a random nonce as AES-GCM-SIV does from its own
 * (RFC 8452, section 4: the first halves of AES over counter and nonce), HKDF binds to node and kind, and AES key wrap uses once. So
 * that the wrapping key never leaves the module, any number of data keys takes one call, and what a process has in its memory opens
 * no other data key. The secret of tokens is derived once at the start in the same way and held here: tokens are made by the million.
 * Errors: `key-module-fails`, `keys-invalid`.
 */
export async function openHeldKeys(
  entries: readonly KeptKey[],
  token: ModuleToken,
): Promise<{ readonly entries: readonly KeptKey[]; readonly held: HeldKeys }> {
  const derive = derivation(token);
  const ready: KeptKey[] = [];
  for (const entry of entries)
    ready.push(isHeld(entry) && entry.use === 'tokens' ? await tokenKey(entry, derive) : entry);
  const signing = entries.filter(isHeld).find(({ use }) => use === 'signing');
  const log = signing === undefined ? undefined : await logKey(signing, token);
  const wrapping = entries.filter(isHeld).find(({ use }) => use === 'wrapping');
  const ahead = new Map<string, Ahead>();
  return {
    entries: ready,
    held: {
      log,
      wrapper: (key, kind) => wrapperOf(key, kind, derive, ahead),
      probe: async () => {
        if (wrapping !== undefined) await derive(wrapping.held, randomBytes(nonceBytes));
        const message = randomBytes(nonceBytes);
        if (log === undefined || verify(null, message, log.key, await log.sign(message))) return;
        throw new DomainError('key-module-fails', {
          place: token.place,
          problem: 'its signature does not fit its key',
        });
      },
    },
  };
}

type Derive = (id: string, nonce: Uint8Array) => Promise<Buffer>;
type Derived = { readonly nonce: Buffer; readonly key: Buffer };
/** What was drawn ahead under one epoch, and how many more are on their way. */
type Ahead = { readonly ready: Derived[]; underway: number };

/** Derives keys in the module; those asked for at the same time are one call. */
function derivation(token: ModuleToken): Derive {
  type Asked = {
    readonly nonce: Uint8Array;
    readonly take: (key: Buffer) => void;
    readonly fail: (error: unknown) => void;
  };
  const waiting = new Map<string, Asked[]>();
  const askAll = async (id: string): Promise<void> => {
    const asked = waiting.get(id) ?? [];
    waiting.delete(id);
    for (let from = 0; from < asked.length; from += mostAtOnce) {
      const part = asked.slice(from, from + mostAtOnce);
      try {
        const blocks = await token.encryptBlocks(id, Buffer.concat(part.map(({ nonce }) => blocksOf(nonce))));
        part.forEach(({ take }, at) => take(keyFrom(blocks, at)));
        blocks.fill(0);
      } catch (error) {
        for (const { fail } of part) fail(error);
      }
    }
  };
  return (id, nonce) =>
    new Promise((take, fail) => {
      const asked = waiting.get(id);
      if (asked !== undefined) asked.push({ nonce, take, fail });
      else {
        waiting.set(id, [{ nonce, take, fail }]);
        setImmediate(() => void askAll(id));
      }
    });
}

/** Counter (4 bytes, little-endian) and nonce, once for each quarter of the key. */
function blocksOf(nonce: Uint8Array): Buffer {
  const blocks = Buffer.alloc(16 * blocksOfKey);
  for (let part = 0; part < blocksOfKey; part++) {
    blocks.writeUInt32LE(part, 16 * part);
    blocks.set(nonce, 16 * part + 4);
  }
  return blocks;
}

/** The first half of each block: a whole one would tell that no two blocks are alike. */
function keyFrom(blocks: Buffer, at: number): Buffer {
  const start = 16 * blocksOfKey * at;
  const halves = Array.from({ length: blocksOfKey }, (_, part) =>
    blocks.subarray(start + 16 * part, start + 16 * part + 8),
  );
  return Buffer.concat(halves);
}

function wrapperOf({ node, held, suite }: HeldKey, kind: string, derive: Derive, ahead: Map<string, Ahead>): Wrapper {
  const bound = (key: Buffer): Buffer => {
    const info = Buffer.from(`gatehouse wrapping ${suite}\0${kind}`, 'utf8');
    const under = Buffer.from(hkdfSync('sha256', key, Buffer.from(node, 'utf8'), info, 32));
    key.fill(0);
    return under;
  };
  const draw = async (): Promise<Derived> => {
    const nonce = randomBytes(nonceBytes);
    return { nonce, key: await derive(held, nonce) };
  };
  const next = async (): Promise<Derived> => {
    const own = ahead.get(held) ?? { ready: [], underway: 0 };
    ahead.set(held, own);
    const drawn = own.ready.pop();
    if (drawn !== undefined) return drawn;
    const asked = draw();
    for (; own.underway < drawnAhead; own.underway++) {
      // One that fails is missed by nobody; what is asked for now says why.
      draw()
        .then((more) => own.ready.push(more))
        .catch(() => undefined)
        .finally(() => (own.underway -= 1));
    }
    return asked;
  };
  return {
    wrap: async (dataKey) => {
      const { nonce, key } = await next();
      return Buffer.concat([nonce, wrapAes(bound(key), dataKey)]);
    },
    unwrap: async (wrapped) => {
      if (wrapped.length <= nonceBytes) return undefined;
      const key = await derive(held, wrapped.subarray(0, nonceBytes));
      return unwrapAes(bound(key), wrapped.subarray(nonceBytes));
    },
  };
}

/** The secret of a token epoch as the software ring takes it, derived by the module from a nonce that is always the same. */
async function tokenKey(entry: HeldKey, derive: Derive): Promise<KeyEntry> {
  const { held, ...kept } = entry;
  const nonce = createHash('sha256').update('gatehouse tokens').digest().subarray(0, nonceBytes);
  const secret = await derive(held, nonce);
  return {
    ...kept,
    scope: everyScope,
    use: 'tokens',
    suite: suites.international.tokens,
    secret: secret.toString('base64'),
  };
}

async function logKey({ held }: HeldKey, token: ModuleToken) {
  const key = createPublicKey(await token.publicKey(held));
  const { crv, x } = key.export({ format: 'jwk' });
  if (crv !== 'Ed25519' || x === undefined) throw new DomainError('keys-invalid', { place: token.place });
  return { key, raw: Buffer.from(x, 'base64url'), sign: (bytes: Uint8Array) => token.sign(held, bytes) };
}
