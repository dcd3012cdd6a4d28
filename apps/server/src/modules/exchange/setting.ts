import type { ExchangeRole } from '@gatehouse/contract';
import type { Kernel } from '../../kernel/kernel.js';
import type { MessageReceivers } from '../../kernel/module.js';

/** What the exchange of one node stands on. */
export type ExchangeSetting = {
  readonly kernel: Kernel;
  /** Name of this node, as its keys carry it. */
  readonly node: string;
  /** The authorities this node runs; messages to one of them stay in the house and travel by the same steps. */
  readonly roles: readonly ExchangeRole[];
  /** Asked at each message: modules are known only after the exchange. */
  readonly receivers: () => MessageReceivers;
  /** Those of these journal entries that stand in a signed checkpoint. Never asked inside a transaction. */
  readonly published: (entryIds: readonly string[]) => Promise<ReadonlySet<string>>;
  /** How many days an acknowledged message is kept to be sent again (law pack, `resending`). */
  readonly keptDays: number;
};

/** A node that messages go to, in the authority it speaks for. */
export type Destination = {
  readonly node: string;
  readonly role: ExchangeRole;
  /** The authority of this node that speaks: each has a numbering of its own. */
  readonly from: ExchangeRole;
  /** Null: this node itself. */
  readonly address: string | null;
  readonly publicKey: Uint8Array;
  /** The only one that holds the role, and so the one for messages that name no node. */
  readonly only: boolean;
};
