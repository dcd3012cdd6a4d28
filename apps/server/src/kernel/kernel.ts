import type { Clock } from './clock.js';
import type { Database } from './database/database.js';
import type { FileStore, Spool } from './files/index.js';
import type { Jobs } from './jobs.js';
import type { Journal } from './journal.js';
import type { KeyRing } from './keys/index.js';
import type { Log } from './log.js';
import type { LookLimits } from './looks.js';

/** What every action needs of the house: made once by main, passed to everything, never looked up. */
export type Kernel = {
  readonly clock: Clock;
  readonly database: Database;
  readonly journal: Journal;
  readonly jobs: Jobs;
  readonly keys: KeyRing;
  readonly files: FileStore;
  /** Encrypted objects that can be made again from the database: in no backup, and only the newest are kept. */
  readonly derived: FileStore;
  /** Holds files that are made piece by piece until they are sent. */
  readonly spool: Spool;
  readonly log: Log;
  readonly lookLimits: LookLimits;
};
