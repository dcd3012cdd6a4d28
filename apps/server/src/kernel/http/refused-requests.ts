import { withTransaction } from '../database/transaction.js';
import type { Kernel } from '../kernel.js';
import type { BackgroundLoop } from '../module.js';
import { repeating } from '../repeating.js';
import { systemViewer } from '../viewer.js';

/** How often what was counted is written, in milliseconds: whoever floods the node adds a line and an entry for each of these. */
const everyMilliseconds = 600_000;

/** Requests that no rule of a module refuses. Each may be a slip; many are somebody who tries the checks (OWASP ASVS 5.0.0, 16.3.1, 16.3.3). */
export type RefusedKind =
  /** Not of the shape, type or size that was agreed. */
  | 'wrong-form'
  /** More than an address or session may send. */
  | 'too-many'
  /** Could have been sent by another site. */
  | 'other-site'
  /** An API token, or a personal link, that opens nothing: made up, ended, out of time. */
  | 'unknown-token'
  | 'unknown-link';

/** The kinds that say who somebody is: they leave an entry, as refused sign-ins do. */
const credentials: Partial<Record<RefusedKind, string>> = { 'unknown-token': 'token', 'unknown-link': 'link' };

/** Counts refused requests; of who sent them nothing is kept. */
export type RefusedRequests = {
  /** Counts one. The first of its kind within ten minutes is written before this returns, those that follow together afterwards. */
  readonly count: (kind: RefusedKind) => Promise<void>;
  /** How many there were since the start. */
  readonly totals: () => ReadonlyMap<RefusedKind, number>;
  readonly loop: BackgroundLoop;
};

/** Opens the count of a node. What the journal cannot take now is written with the next. */
export function countRefusedRequests(kernel: Pick<Kernel, 'clock' | 'database' | 'journal' | 'log'>): RefusedRequests {
  const totals = new Map<RefusedKind, number>();
  const unwritten = new Map<RefusedKind, number>();
  const written = new Set<RefusedKind>();
  const write = async (kind: RefusedKind, times: number): Promise<void> => {
    kernel.log.warn({ kind, times }, 'requests refused');
    const credential = credentials[kind];
    if (credential === undefined) return;
    const entry = { act: 'kernel.refuse-credential', outcome: 'refused' as const, details: { credential, times } };
    await withTransaction(kernel.database, systemViewer('sign-in'), kernel.clock.now(), (transaction) =>
      kernel.journal.append(transaction, [entry]),
    ).catch((error: unknown) => {
      kernel.log.error({ err: error, kind }, 'refused requests could not be journalled');
      unwritten.set(kind, (unwritten.get(kind) ?? 0) + times);
    });
  };
  const writeRest = async (): Promise<void> => {
    const rest = [...unwritten];
    unwritten.clear();
    written.clear();
    for (const [kind, times] of rest) {
      written.add(kind);
      await write(kind, times);
    }
  };
  const loop = repeating(kernel, 'refused requests', everyMilliseconds, writeRest);
  return {
    count: async (kind) => {
      totals.set(kind, (totals.get(kind) ?? 0) + 1);
      if (written.has(kind)) return void unwritten.set(kind, (unwritten.get(kind) ?? 0) + 1);
      written.add(kind);
      await write(kind, 1);
    },
    totals: () => totals,
    loop: {
      ...loop,
      stop: async () => {
        await loop.stop();
        await writeRest();
      },
    },
  };
}
