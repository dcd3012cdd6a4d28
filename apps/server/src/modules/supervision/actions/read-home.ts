import type { ProhibitionHome, Words } from '@gatehouse/contract';
import { civilDateAt, startOfCivilDate } from '@gatehouse/law';
import { type Transaction, withTransaction } from '../../../kernel/database/transaction.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Desk } from '../doors.js';
import { holdsOn, spanOf } from '../rules/span.js';
import { owedGapStore } from '../store/owed-gap-store.js';
import { alarmStore, placementStore } from '../store/placement-store.js';
import { orderOf, prohibitionStore } from '../store/prohibition-store.js';
import { dueAbout } from '../views/prohibition-view.js';
import { titleOf, wordsIn } from '../views/words.js';
import words from '../words.json' with { type: 'json' };

type Task = ProhibitionHome['tasks'][number];

/** Gaps that are owed to the procuratorate: those that wait, those in a hand, and those that were mended and are to be closed. */
async function owedGapTasks(transaction: Transaction, viewer: Viewer): Promise<Task[]> {
  if (viewer.kind !== 'account') return [];
  const { waiting, inHand, mended, oldest } = await owedGapStore(transaction).waiting(viewer.organisationId);
  const task = (kind: string, title: Words, count: number): Task[] =>
    count === 0 ? [] : [{ kind: `owed-gaps-${kind}`, words: title, count, overdue: 0 }];
  return [
    ...task('waiting', words.owedGaps.waiting, waiting).map((one) => ({
      ...one,
      ...(oldest === null ? {} : { since: oldest.toISOString() }),
    })),
    ...task('in-hand', words.owedGaps.inHand, inHand),
    ...task('mended', words.owedGaps.mendedTask, mended),
  ];
}

/** What needs the procuratorate today: alarms, and what is due by its deed. Counts only: leaves no entry. */
export async function readProhibitionHome({ kernel, doors }: Desk, viewer: Viewer): Promise<ProhibitionHome> {
  const { law } = doors;
  return withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    const { now } = transaction;
    const rows = viewer.kind === 'account' ? await prohibitionStore(transaction).everyOpen(viewer.organisationId) : [];
    const placements = await placementStore(transaction).of(rows.map(({ id }) => id));
    const orders = rows.map((row) => ({ row, order: orderOf(row), placements: placements.get(row.id) ?? [] }));
    const due = orders.flatMap((read) => dueAbout(read, law, now).slice(0, 1));
    const waiting = due.filter(({ deed }) => deed !== 'watch' && deed !== 'learn_day');
    const deeds = [...new Set(waiting.map(({ deed }) => deed))].map((deed): Task => {
      const clocks = waiting.flatMap((one) => (one.deed === deed && one.dueAt !== null ? [one.dueAt] : []));
      const first = clocks.sort((one, other) => one.getTime() - other.getTime())[0];
      return {
        kind: deed,
        words: wordsIn(words.deeds, deed),
        count: waiting.filter((one) => one.deed === deed).length,
        overdue: clocks.filter((at) => at <= now).length,
        ...(first === undefined ? {} : { dueAt: first.toISOString() }),
      };
    });
    const alarms = (await alarmStore(transaction).unsettled()).map(({ alarm, count, dueOn }): Task => ({
      ...{ kind: alarm, words: titleOf(law.pack.prohibitionAlarms, alarm), count },
      overdue: alarm.startsWith('service') ? count : 0,
      dueAt: startOfCivilDate(dueOn).toISOString(),
    }));
    const holding = orders.filter(
      ({ order }) => order.state === 'VERIFIED' && holdsOn(spanOf(order, law), civilDateAt(now)),
    );
    return {
      tasks: [...(await owedGapTasks(transaction, viewer)), ...alarms, ...deeds],
      figures: { inForce: holding.length, breached: due.filter(({ deed }) => deed === 'refer').length },
    };
  });
}
