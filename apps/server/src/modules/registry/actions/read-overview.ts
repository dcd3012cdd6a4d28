import type { AnswerOf, registrySourceEndpoints } from '@gatehouse/contract';
import { deadline } from '@gatehouse/law';
import { withTransaction } from '../../../kernel/database/transaction.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Registry } from '../registry.js';
import { countOwed, sourceState } from '../rules/freshness.js';
import { deliveryStore } from '../store/delivery-store.js';
import { type DeskTurn, deskStore } from '../store/desk-store.js';
import { overviewStore, type Waiting } from '../store/overview-store.js';
import { sourceStore } from '../store/source-store.js';
import words from '../views/overview-words.json' with { type: 'json' };
import { shareOf } from './check-health.js';

type Overview = AnswerOf<typeof registrySourceEndpoints.overview>;
type Task = Overview['tasks'][number];

/**
 * What waits for this account at the registry, with its clocks, and four figures; while the index loads for long, how far it is stands
 * in the place of what was entered lately. Counts only.
 */
export async function readOverview({ kernel, law, matcher }: Registry, viewer: Viewer): Promise<Overview> {
  const roles: readonly string[] = viewer.kind === 'account' ? viewer.roles : [];
  return withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    const { now } = transaction;
    const store = overviewStore(kernel.keys, transaction);
    const tasks: Task[] = [];
    const add = (kind: Task['kind'], { count, oldestAt }: Waiting, dueAt: Date | null) => {
      if (count === 0) return;
      const overdue = dueAt !== null && dueAt < now;
      const instants = { oldestAt: oldestAt?.toISOString() ?? null, dueAt: dueAt?.toISOString() ?? null };
      tasks.push({ kind, words: words.tasks[kind], count, ...instants, overdue });
    };
    const verificationDue = ({ oldestAt }: Waiting) =>
      oldestAt && deadline(law.pack, law.calendar, 'record_verification', oldestAt).dueAt;
    if (roles.includes('verifier')) {
      const records = await store.recordsWaiting();
      add('verify', records, verificationDue(records));
      const proposals = await store.proposalsWaiting();
      add('proposal', proposals, verificationDue(proposals));
    }
    if (viewer.kind === 'account' && roles.some((role) => ['comparer', 'comparer-2', 'recheck'].includes(role))) {
      const compare = await store.comparisonsWaiting(viewer.accountId);
      add(roles.includes('recheck') ? 'recheck' : 'compare', compare, compare.dueAt);
      const merges = await store.mergesWaiting(viewer.accountId);
      add('merge', merges, merges.dueAt);
    }
    if (roles.some((role) => ['registrar', 'verifier', 'recheck'].includes(role)))
      add('late-answers', ...lateAnswers(await deskStore(transaction).waits()));
    const sources = await sourceStore(transaction).all();
    const silent = sources
      .map((source) => sourceState(law.pack, source, now).silentSince)
      .filter((since) => since !== null);
    if (roles.includes('registrar')) {
      add('import', await store.importsToHandOver(), null);
      const oldestAt = silent.length === 0 ? null : new Date(Math.min(...silent.map((since) => since.getTime())));
      add('silent-source', { count: silent.length, oldestAt }, null);
      add('late-count', ...countsOwed(law, [...(await deliveryStore(transaction).uncountedSince()).values()], now));
    }
    const load = matcher.longLoad();
    const { entered30Days, ...standing } = await store.figures();
    const figures: Record<string, number> = {
      ...standing,
      ...(load === undefined ? { entered30Days } : { indexLoaded: shareOf(load) }),
      silentSources: silent.length,
    };
    return {
      tasks,
      figures: Object.entries(words.figures).flatMap(([id, text]) => {
        const value = figures[id];
        return value === undefined ? [] : [{ id, words: text, value }];
      }),
    };
  });
}

/** Sources that have not said in their time how many rows they sent. */
function countsOwed({ pack }: Registry['law'], uncounted: readonly Date[], now: Date): [Waiting, Date | null] {
  const late = uncounted.flatMap((since) => {
    const owed = countOwed(pack, since, now);
    return owed?.isLate ? [owed.dueAt.getTime()] : [];
  });
  const dueAt = late.length === 0 ? null : new Date(Math.min(...late));
  return [{ count: late.length, oldestAt: null }, dueAt];
}

/** What is late at the desk, all turns together. */
function lateAnswers(turns: readonly DeskTurn[]): [Waiting, Date | null] {
  const late = turns.filter((turn) => turn.late > 0);
  const due = late.flatMap(({ oldestDueAt }) => (oldestDueAt === null ? [] : [oldestDueAt.getTime()]));
  const dueAt = due.length === 0 ? null : new Date(Math.min(...due));
  return [{ count: late.reduce((sum, turn) => sum + turn.late, 0), oldestAt: null }, dueAt];
}
