import type { Transaction } from './database/transaction.js';
import type { Viewer } from './viewer.js';

/** Plain JSON, as it stands in an entry. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** What one act leaves behind. Everything in it is sealed; the log shows only a commitment. */
export type JournalEntry = {
  /** Random id; drawn where it is left out. */
  readonly id?: string | undefined;
  /** `<module>.<verb>`, as the endpoint or job names it. */
  readonly act: string;
  readonly outcome: 'done' | 'refused' | 'failed';
  /** The thing acted upon: its kind and random id. */
  readonly object?: { readonly kind: string; readonly id: string } | undefined;
  /** Keyed tokens of the persons concerned, so that their entries are found without naming them. */
  readonly subjects?: readonly string[] | undefined;
  /**
   * The chains of persons that the entry continues, so that they can check that none was left out. Each by its keyed tokens, the
   * one under the newest key first. Of acts alone: a reading continues none.
   */
  readonly chains?: readonly (readonly string[])[] | undefined;
  readonly purpose?: string | undefined;
  /** The legal basis or order under which it was done. */
  readonly authority?: string | undefined;
  /**
   * What the act does to its object for good (`sealed`, `end-role:<grant>`, …), where it must hold even after an older copy of
   * the database is put back. Written to the list of lasting acts by random id and this word alone.
   */
  readonly lasts?: string | undefined;
  readonly details?: Readonly<Record<string, JsonValue>> | undefined;
};

/**
 * The journal as the kernel needs it. The kernel writes an entry with every act and knows nothing of logs and trees; the
 * journal module supplies this.
 */
export type Journal = {
  /** Stages entries in the act's transaction, in their order and by one statement: no entry, no act. */
  readonly append: (transaction: Transaction, entries: readonly JournalEntry[]) => Promise<void>;
  /**
   * Stages the entries of a reading that is over and returns once they are durable. Readings of the same moment share one
   * transaction (decision C4).
   */
  readonly appendRead: (viewer: Viewer, now: Date, entries: readonly JournalEntry[]) => Promise<void>;
  /** How many of these acts the viewer has done since an instant; counted up to `atMost`. */
  readonly ownLooks: (
    transaction: Transaction,
    acts: readonly string[],
    since: Date,
    atMost: number,
  ) => Promise<number>;
  /** @throws DomainError `journal-behind` when staged entries have waited too long to be put in order */
  readonly assertKeepingUp: () => void;
  /** Waits a little while the log is behind, so that a busy moment slows people down and turns nobody away; then refuses alike. */
  readonly keepingUp: () => Promise<void>;
};
