import type { ExchangeMessage } from '@gatehouse/contract';
import type { ActContext } from '../../kernel/act.js';
import type { Transaction } from '../../kernel/database/transaction.js';
import { refuse } from '../../kernel/errors.js';
import type { Kernel } from '../../kernel/kernel.js';
import type { EmergencyTimes } from './rules/emergency-look.js';
import type { WithheldTerms } from './rules/withheld-look.js';

/** A document as a desk keeps and journals it: tokens alone. */
export type LookTokens = { readonly kept: readonly Buffer[]; readonly subjects: readonly string[] };

/** The page that two people elsewhere get. */
export type EmergencyPage = {
  readonly to: { readonly kind: 'phone'; readonly address: string };
  readonly language: 'zh';
  readonly template: 'emergency-look-alone';
  readonly parameters: { readonly minutes: number };
  readonly about: { readonly kind: 'access.emergency-look'; readonly id: string };
  readonly organisationId: string;
  readonly keptFromOutbox: true;
};

/** How looks reach an own page that another node keeps. */
export type OwnPageElsewhere = {
  /** Entries of these acts done to these looks; answered to the watch. */
  readonly entriesAbout: (
    transaction: Transaction,
    lookIds: readonly string[],
    acts: readonly string[],
  ) => Promise<readonly LookEntry[]>;
  /** The proof of an entry as the person keeps it; undefined while it does not stand in the log. */
  readonly proofFile: (entryId: string, isOpened: boolean) => Promise<string | undefined>;
  readonly sendToPlatform: <T extends 'look.tell' | 'look.count'>(
    context: ActContext,
    type: T,
    messages: readonly { readonly body: ExchangeMessage<T> }[],
  ) => Promise<void>;
};

/** An entry of a look, and its place in the log; without an index it waits for it. */
export type LookEntry = {
  readonly id: string;
  readonly objectId: string;
  readonly log: number;
  readonly leafIndex: number | null;
};

/** What emergency looks need of the node. */
export type EmergencyDoors = {
  readonly times: EmergencyTimes;
  readonly withheld: WithheldTerms;
  /** Work phones of people elsewhere who are told when somebody opens a look alone. */
  readonly pages: readonly string[];
  /** By kind of look: the tokens by which its tables know a document. A kind that this node does not keep is not there. */
  readonly tokens: Readonly<
    Partial<Record<'prohibitions', (document: { type: string; number: string }) => LookTokens>>
  >;
  /** That an entry stands in the log, once it does. */
  readonly receipt: (entryId: string, wish?: 'witnessed') => Promise<string | undefined>;
  /** Undefined where this node keeps the own page itself, which reads looks where they are. */
  readonly ownPageElsewhere?: OwnPageElsewhere | undefined;
  readonly queuePage: (context: ActContext, page: EmergencyPage) => Promise<string>;
};

/** The desk on which emergency looks are worked. */
export type EmergencyDesk = { readonly kernel: Kernel; readonly doors: EmergencyDoors };

const fewestPaged = 2;

/**
 * Whom to page when a look is opened alone.
 * @throws DomainError `emergency-look-nobody-to-page`
 */
export function peopleToPage({ doors }: EmergencyDesk): readonly string[] {
  return doors.pages.length >= fewestPaged ? doors.pages : refuse('emergency-look-nobody-to-page');
}
