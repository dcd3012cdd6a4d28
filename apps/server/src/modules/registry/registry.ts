import type { ExchangeMessage, ExchangeMessageType } from '@gatehouse/contract';
import type { ActContext } from '../../kernel/act.js';
import type { Kernel } from '../../kernel/kernel.js';
import type { NumberPolicy, RegistryLaw } from './law.js';
import type { Matcher } from './matcher/matcher.js';

/** Puts messages to the platform into the outbox of the exchange, in the act's transaction. */
export type SendMessages = <T extends ExchangeMessageType>(
  context: ActContext,
  to: 'platform',
  type: T,
  messages: readonly { readonly body: ExchangeMessage<T>; readonly entryId?: string; readonly peer?: string }[],
) => Promise<void>;

/** A message of the exchange as it arrived: from which node, and what it says. */
export type ReceivedMessage<T extends ExchangeMessageType> = {
  readonly from: { readonly node: string };
  readonly body: ExchangeMessage<T>;
};

/** What the registry is given by whoever wires the node. */
export type RegistryOptions = {
  readonly law: RegistryLaw;
  readonly numbers: NumberPolicy;
  readonly sendMessages: SendMessages;
  /** A number from 0 (included) to 1 that nobody can foretell; draws the blind share. */
  readonly draw?: () => number;
};

/** What every action of the registry needs. */
export type Registry = Required<RegistryOptions> & { readonly kernel: Kernel; readonly matcher: Matcher };
