import { createHash } from 'node:crypto';
import { chainLink, emptyChainHead, nextChainHead } from '@gatehouse/merkle';
import type { Transaction } from '../../kernel/database/transaction.js';
import type { JournalEntry } from '../../kernel/journal.js';
import { nodeSha256 } from './log-folder.js';
import { chainStore, type Link } from './store/chain-store.js';
import type { StagedEntry } from './store/entry-store.js';

/** The chains of an act while it holds them. */
export type TakenChains = {
  /** Seals an entry with its links, one after the other: each says what the one before it made of the chain. */
  readonly next: (
    wanted: NonNullable<JournalEntry['chains']>,
    seal: (links: readonly string[]) => Promise<StagedEntry>,
  ) => Promise<StagedEntry>;
  /** Writes down what was added. */
  readonly extend: () => Promise<void>;
};

type Held = { readonly token: Buffer; readonly secret: Uint8Array; entries: number; head: Uint8Array };

/** The secret of a chain, which its person takes along; the token that it is made from stays here. */
export function chainSecret(token: Uint8Array): Uint8Array {
  return createHash('sha256').update('journal.chain-secret\0').update(token).digest();
}

/** Holds the chains that the entries of an act continue until it ends; an act without any makes no statement for it. */
export async function takeChains(transaction: Transaction, entries: readonly JournalEntry[]): Promise<TakenChains> {
  const wanted = entries.flatMap(({ chains = [] }) => chains);
  if (wanted.length === 0) return { next: (_, seal) => seal([]), extend: async () => undefined };
  const store = chainStore(transaction);
  const held = new Map<string, Held>();
  for (const { asked, token, entries: count, head } of await store.take(wanted)) {
    const secret = chainSecret(token);
    const chain = { token, secret, entries: count, head: head ?? emptyChainHead(secret, nodeSha256) };
    held.set(asked.toString('hex'), chain);
  }
  const added: Link[] = [];
  let turn: Promise<unknown> = Promise.resolve();
  const continueAll = async (chains: readonly Held[], seal: (links: readonly string[]) => Promise<StagedEntry>) => {
    const links = chains.map(({ secret, entries: count, head }) => chainLink(secret, count + 1, head, nodeSha256));
    const staged = await seal(links.map((link) => Buffer.from(link).toString('hex')));
    for (const [at, chain] of chains.entries()) {
      const link = links[at] ?? new Uint8Array();
      chain.entries += 1;
      chain.head = nextChainHead(link, staged.commitment, nodeSha256);
      added.push({ token: chain.token, number: chain.entries, head: Buffer.from(chain.head), entryId: staged.id });
    }
    return staged;
  };
  return {
    next: (tokens, seal) => {
      const chains = new Set(tokens.map(([newest = '']) => requireHeld(held, newest)));
      const sealed = turn.then(() => continueAll([...chains], seal));
      turn = sealed;
      return sealed;
    },
    extend: () => store.extend(added),
  };
}

function requireHeld(held: ReadonlyMap<string, Held>, token: string): Held {
  const chain = held.get(token);
  if (chain === undefined) throw new Error('the chain of an entry could not be taken');
  return chain;
}
