import type { EnteredPerson, ExchangeMessage, ExchangeMessageType, FieldProblem, Words } from '@gatehouse/contract';
import type { ActContext } from '../../kernel/act.js';
import type { Transaction } from '../../kernel/database/transaction.js';
import type { Kernel } from '../../kernel/kernel.js';
import type { Law } from './rules/order.js';

/** An organisation as this module needs to know it. */
export type Organisation = {
  readonly id: string;
  readonly nameEn: string;
  readonly nameZh: string;
  readonly divisionCode: string;
};

/** What this module needs of the rest of the house; given by whoever wires the node. */
export type SupervisionDoors = {
  readonly law: Law;
  readonly organisation: (transaction: Transaction, id: string) => Promise<Organisation | undefined>;
  /** Open procuratorates where somebody can open what they are given; for the node's own work. */
  readonly procuratorates: (
    transaction: Transaction,
  ) => Promise<readonly { readonly id: string; readonly divisionCode: string }[]>;
  /** The check of a person that an inquiry makes of its draft; documents come back in their one form. */
  readonly checkPerson: (
    person: EnteredPerson,
    now: Date,
  ) => {
    readonly problems: readonly FieldProblem[];
    readonly documents: readonly { readonly type: string; readonly number: string }[];
  };
  /** Puts the viewer's open emergency look into use for a transaction. */
  readonly useEmergencyLook: (
    transaction: Transaction,
    lookId: string,
    kind: string,
  ) => Promise<{ readonly tokens: readonly Buffer[]; readonly subjects: readonly string[]; readonly until: Date }>;
  /** Kinds of documents and what people call them. */
  readonly documentTypes: readonly { readonly id: string; readonly title: Words }[];
  readonly sendToPlatform: <T extends ExchangeMessageType>(
    context: ActContext,
    type: T,
    messages: readonly { readonly body: ExchangeMessage<T>; readonly entryId?: string; readonly peer?: string }[],
  ) => Promise<void>;
};

/** The desk of casework on which the actions of this module run. */
export type Desk = { readonly kernel: Kernel; readonly doors: SupervisionDoors };
