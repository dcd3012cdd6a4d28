import type { AddressKind } from '@gatehouse/contract';
import type { DeliveryProvider } from '../../kernel/delivery/index.js';
import type { Kernel } from '../../kernel/kernel.js';

/** The ways by which messages leave, by kind of address; a kind without one fails with a reason. */
export type DeliveryProviders = Readonly<Partial<Record<AddressKind, DeliveryProvider>>>;

/** What the messages of one node stand on. */
export type MessageSetting = {
  readonly kernel: Kernel;
  readonly providers: DeliveryProviders;
  /** Shows texts with their links, so that a try-out needs no mail. */
  readonly demonstration: boolean;
};
