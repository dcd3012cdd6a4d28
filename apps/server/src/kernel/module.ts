import type { Words } from '@gatehouse/contract';
import type { Credentials } from './http/options.js';
import type { Route } from './http/route.js';
import type { JobHandler } from './jobs.js';
import type { Kernel } from './kernel.js';
import type { Viewer } from './viewer.js';

/** Something a module runs beside requests and jobs: a sequencer, a clock that opens release windows. */
export type BackgroundLoop = { readonly start: () => void; readonly stop: () => Promise<void> };

/** Whether something the node depends on works, for /api/health and `doctor`. */
export type HealthCheck = { readonly name: string; readonly check: () => Promise<Words | undefined> };

/** What a module puts into the house. Every part may be left out. */
export type ModuleParts = {
  readonly routes?: readonly Route[];
  /** Work by queue name, `<module>.<verb>`. */
  readonly jobs?: Readonly<Record<string, JobHandler>>;
  readonly loops?: readonly BackgroundLoop[];
  readonly health?: readonly HealthCheck[];
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
