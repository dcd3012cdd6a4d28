import type { ExchangeMessage, ExchangeMessageType, ExchangePlace, Words } from '@gatehouse/contract';
import type { ActContext } from './act.js';
import type { Transaction } from './database/transaction.js';
import type { Credentials } from './http/options.js';
import type { Route } from './http/route.js';
import type { JobHandler } from './jobs.js';
import type { Kernel } from './kernel.js';
import type { Viewer } from './viewer.js';

/**
 * Something a module runs beside requests and jobs: a sequencer, a clock that opens release windows. `turn` does its work once and
 * waits for the end of it, where nothing was started: for whoever moves the clock by hand.
 */
export type BackgroundLoop = {
  /** It comes again after a minute or more, for what the clock brings: what was just done brings it nothing at once. */
  readonly isSlow?: boolean;
  readonly start: () => void;
  readonly turn: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Whether something the node depends on works, for /api/health and `doctor`. */
export type HealthCheck = {
  readonly name: string;
  readonly check: () => Promise<Words | undefined>;
  /** What it names goes by if the node is left alone: whoever restarts nodes by their health must not restart for it. */
  readonly passesByItself?: true;
};

/** A message of another authority, as its receiver gets it: signature, form and direction are settled. */
export type ReceivedMessage<T extends ExchangeMessageType = ExchangeMessageType> = {
  /** Random id of the message, made by its sender. */
  readonly id: string;
  /** Who sent it; an answer goes back to this node. */
  readonly from: ExchangePlace;
  readonly sentAt: Date;
  readonly body: ExchangeMessage<T>;
};

/**
 * What receives messages, by type: one or many together. A receiver runs as system viewer `exchange` inside the one act that
 * also notes the messages as received: what it writes, sends and records happens exactly once, however often a message arrives.
 * It must not rely on the order of messages, and what it throws makes the sender try again, each message by itself.
 */
export type MessageReceivers = {
  readonly [T in ExchangeMessageType]?: (context: ActContext, messages: readonly ReceivedMessage<T>[]) => Promise<void>;
};

/** A lasting act that the database has lost, as the list tells of it. */
export type LostAct = { readonly act: string; readonly objectId: string; readonly at: Date };
export type ReapplyOutcome = 'done' | 'already' | 'unknown' | 'by_hand';

/** A document a module keeps, as far as its time of keeping needs to know it. */
export type KeptDocument = {
  readonly id: string;
  /** From when its time counts. */
  readonly countedFrom: Date;
};

/** A document of a person as it is held back by. */
export type HeldDocument = { readonly type: string; readonly number: string };

/** A kind of document that a module keeps for as long as a retention rule of the law pack says. */
export type KeptKind = {
  /** The rule of the pack. */
  readonly rule: string;
  /** What its documents are called in the journal, and by `ModuleParts.lasting`. */
  readonly objectKind: string;
  /**
   * Walks through what counts from before an instant, in the order of that instant and the id, at most `limit` rows beyond `after`.
   * Rows that are no document of this kind are passed over; `reached` is the last row that was looked at.
   */
  readonly walk: (
    transaction: Transaction,
    after: KeptDocument | undefined,
    before: Date,
    limit: number,
  ) => Promise<{ readonly documents: readonly KeptDocument[]; readonly reached: KeptDocument | undefined }>;
  /** Says at these documents until which day they are kept. */
  readonly announce: (context: ActContext, ids: readonly string[], keptUntil: string) => Promise<void>;
  /**
   * Those of these documents that still count from the same instant, with the documents of their persons; `in-use` where something open rests
   * on one: it is asked about again the next day.
   */
  readonly mayGo: (
    transaction: Transaction,
    documents: readonly KeptDocument[],
  ) => Promise<ReadonlyMap<string, readonly HeldDocument[] | 'in-use'>>;
  /** Who else is in these documents, where the whole of each has to be read for it. Asked only while a hold stands. */
  readonly personsIn?: (
    transaction: Transaction,
    ids: readonly string[],
  ) => Promise<ReadonlyMap<string, readonly HeldDocument[]>>;
  /** How many are erased in one act, where one of them is much work; left out: a hundred. */
  readonly together?: number;
  /** Erases them: their keys are destroyed and every token and file of theirs goes. Safe to repeat. */
  readonly erase: (context: ActContext, ids: readonly string[]) => Promise<void>;
};

/** What a module puts into the house. Every part may be left out. */
export type ModuleParts = {
  readonly routes?: readonly Route[];
  /** Work by queue name, `<module>.<verb>`. */
  readonly jobs?: Readonly<Record<string, JobHandler>>;
  readonly loops?: readonly BackgroundLoop[];
  /** Messages of other authorities it takes. One module takes a type. */
  readonly receives?: MessageReceivers;
  readonly health?: readonly HealthCheck[];
  /**
   * By kind of object: does a lasting act again that the database has lost. May run for one that was never lost.
   * Answers `unknown` where the object is not there, `by_hand` where only people can do it.
   */
  readonly lasting?: Readonly<Record<string, (context: ActContext, lost: LostAct) => Promise<ReapplyOutcome>>>;
  /** What it keeps of persons, and how that is erased. */
  readonly keeps?: readonly KeptKind[];
  /** The viewer behind credentials this module knows; undefined passes them on. */
  readonly authenticate?: (credentials: Credentials) => Promise<Viewer | undefined>;
};

/** A module of the house: the schema it keeps, and its parts once the kernel stands. */
export type Module = {
  readonly name: string;
  /** Which authorities' nodes run it; undefined: every node. */
  readonly role?: 'registry' | 'platform' | 'casework';
  /** Queues it works; created by the owner before the application is let in. */
  readonly queues: readonly string[];
  readonly parts: (kernel: Kernel) => Promise<ModuleParts>;
};
