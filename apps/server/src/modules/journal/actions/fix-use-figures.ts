import {
  type AnswerOf,
  CountedMonth,
  OrganisationKind,
  type useFigureEndpoints,
  type UseKind,
  type UseMonth,
} from '@gatehouse/contract';
import { startOfCivilDate } from '@gatehouse/law';
import { act, readAct } from '../../../kernel/act.js';
import { type Transaction, withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { systemViewer, type Viewer } from '../../../kernel/viewer.js';
import type { LogFolder } from '../log-folder.js';
import type { Receipts } from '../receipts.js';
import { type UseFiguresRow, useFigureStore } from '../store/use-figure-store.js';
import { countedActs, countMonth, digestOf, dueMonth, monthDays } from '../use-figures.js';

/** What the figures need: the log, the law pack's delay and smallest figure, and of which kind accounts are. */
export type FigureSetting = {
  readonly kernel: Kernel;
  readonly folder: LogFolder;
  readonly receipts: Receipts;
  readonly rules: { readonly delayDays: number; readonly fewestTold: number };
  /** The door of _access_, for the system. */
  readonly kindsOf: (transaction: Transaction, accountIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
};

type Ends = typeof useFigureEndpoints;

const viewer = systemViewer('journal');
const prefix = 'account:';

/**
 * Fixes the figures of the first month that is due: once, with their digest and the head of the log in an entry.
 * @returns whether there was one
 */
export async function fixNextMonth(setting: FigureSetting): Promise<boolean> {
  const { kernel, folder, rules } = setting;
  const standing = await inside(kernel, (transaction) => useFigureStore(transaction).standing());
  const month = dueMonth(standing, rules.delayDays, kernel.clock.now());
  const head = (await folder.checkpoint())?.checkpoint;
  if (month === undefined || head === undefined) return false;
  const counted = await count(setting, month, rules.fewestTold, kernel.lookLimits.perDay);
  const [digest, root] = [digestOf(counted), Buffer.from(head.rootHash)];
  await act(kernel, viewer, 'journal.fix-use', async (context) => {
    const entryId = await context.record({
      object: { kind: 'month', id: month },
      details: { digest: digest.toString('hex'), size: head.size, root: root.toString('base64') },
    });
    const figures = JSON.stringify(counted);
    await useFigureStore(context).add({ month, figures, digest, size: head.size, root, entryId, fixedAt: context.now });
  });
  return true;
}

/** Fixes every month that is due. */
export async function fixDueMonths(setting: FigureSetting): Promise<void> {
  while (await fixNextMonth(setting)) continue;
}

/** The months that were fixed, each with the proof that its digest stands in the log. */
export async function listUseFigures(
  { kernel, receipts, rules }: FigureSetting,
  reader: Viewer,
): Promise<AnswerOf<Ends['list']>> {
  const rows = await withTransaction(kernel.database, reader, kernel.clock.now(), (transaction) =>
    useFigureStore(transaction).list(),
  );
  const months: UseMonth[] = [];
  for (const row of rows) months.push(monthView(row, (await receipts.receiptFor(row.entryId, 'witnessed')) ?? null));
  return { months, ...rules };
}

/** Counts a month again from the log, by the rules under which it was published. @throws DomainError `not-found` */
export async function recountUse(
  setting: FigureSetting,
  auditor: Viewer,
  month: string,
): Promise<AnswerOf<Ends['recount']>> {
  const row = await inside(setting.kernel, (transaction) => useFigureStore(transaction).ofMonth(month));
  if (row === undefined) refuse('not-found');
  await readAct(setting.kernel, auditor, 'journal.recount-use', async (context) => {
    context.record({ object: { kind: 'month', id: month } });
  });
  const { fewestTold, looksPerDay } = CountedMonth.parse(row.figures);
  const counted = await count(setting, month, fewestTold, looksPerDay);
  const digest = digestOf(counted);
  return { counted, digest: digest.toString('hex'), isSame: digest.equals(row.digest) };
}

async function count(
  { kernel, kindsOf }: FigureSetting,
  month: string,
  fewestTold: number,
  looksPerDay: number,
): Promise<CountedMonth> {
  const { first, next } = monthDays(month, 0);
  const [since, until] = [startOfCivilDate(first), startOfCivilDate(next)];
  return inside(kernel, async (transaction) => {
    const rows = await useFigureStore(transaction).counts(countedActs, since, until);
    const accountIds = rows.flatMap(({ actor }) => (actor.startsWith(prefix) ? actor.slice(prefix.length) : []));
    const kinds = await kindsOf(transaction, [...new Set(accountIds)]);
    const kindOf = (actor: string): UseKind | undefined => {
      if (actor.startsWith('person:') || actor.startsWith('visitor:')) return 'people';
      const kind = OrganisationKind.safeParse(kinds.get(actor.slice(prefix.length)));
      // A supplier does nothing that is counted; another row would give the months that stand another digest.
      if (!actor.startsWith(prefix) || !kind.success || kind.data === 'supplier') return undefined;
      return kind.data;
    };
    return countMonth(month, rows, { fewestTold, looksPerDay, kindOf });
  });
}

function inside<T>(kernel: Kernel, work: (transaction: Transaction) => Promise<T>): Promise<T> {
  return withTransaction(kernel.database, viewer, kernel.clock.now(), work);
}

function monthView(row: UseFiguresRow, receipt: string | null): UseMonth {
  return {
    counted: CountedMonth.parse(row.figures),
    digest: row.digest.toString('hex'),
    size: Number(row.size),
    root: row.root.toString('base64'),
    entryId: row.entryId,
    fixedAt: row.fixedAt.toISOString(),
    receipt,
  };
}
