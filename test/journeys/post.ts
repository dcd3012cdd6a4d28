import { setTimeout as pause } from 'node:timers/promises';
import type { NodeOptions } from '@gatehouse/server';

type Providers = NonNullable<NodeOptions['providers']>;
type Provider = NonNullable<Providers['phone']>;
type Message = Parameters<Provider['deliver']>[0];

/** The phones and mailboxes of everybody, in the place of the ways by which messages leave. */
export type Post = {
  readonly providers: Providers;
  /** How many messages came to an address. */
  readonly count: (address: string) => number;
  /** The text of the next message to an address after so many; waits until it is there. */
  readonly next: (address: string, after: number, says: RegExp) => Promise<string>;
  /** The id under which the last message came to an address, as its next hop would report it back. */
  readonly lastId: (address: string) => string;
  /** From now on nothing reaches this address: the next hop refuses it. */
  readonly shut: (address: string) => void;
  readonly openAgain: (address: string) => void;
};

const patience = 60_000;

/** Opens the phones. */
export function openPost(): Post {
  const arrived: Message[] = [];
  const shut = new Set<string>();
  const provider: Provider = {
    kind: 'file',
    deliver: (message) => {
      if (shut.has(message.to.address)) return Promise.resolve({ state: 'failed', problem: 'address-refused' });
      arrived.push(message);
      return Promise.resolve({ state: 'sent' });
    },
  };
  const of = (address: string): Message[] => arrived.filter(({ to }) => to.address === address);
  return {
    providers: { phone: provider, email: provider, file: provider, post: provider },
    count: (address) => of(address).length,
    next: async (address, after, says) => {
      for (const until = Date.now() + patience; ; await pause(50)) {
        const found = of(address)
          .slice(after)
          .find(({ text }) => says.test(text));
        if (found !== undefined) return found.text;
        if (Date.now() > until) throw new Error(`no message that says ${String(says)} came to ${address}`);
      }
    },
    lastId: (address) => of(address).at(-1)?.id ?? '',
    shut: (address) => void shut.add(address),
    openAgain: (address) => void shut.delete(address),
  };
}

/** The personal link that was sent last to an address. */
export async function linkAt(post: Post, address: string): Promise<string> {
  return /https?:\S+/.exec(await post.next(address, 0, /https?:\S+#/))?.[0] ?? '';
}

/** The code that comes to an address after so many messages. */
export async function codeAt(post: Post, address: string, after: number): Promise<string> {
  const says = /您的验证码是([0-9A-Z]{4,})/;
  return says.exec(await post.next(address, after, says))?.[1] ?? '';
}
