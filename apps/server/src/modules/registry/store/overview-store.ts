import type { Transaction } from '../../../kernel/database/transaction.js';
import type { KeyRing } from '../../../kernel/keys/index.js';
import { comparisonStore } from './comparison-store.js';
import { mergeStore } from './merge-store.js';

/** How many wait, and since when. */
export type Waiting = { readonly count: number; readonly oldestAt: Date | null };

const mostCounted = 200;

/** Counts for the home page, as far as this viewer may see what is counted. */
export function overviewStore(keys: KeyRing, transaction: Transaction) {
  const { sql, now } = transaction;

  const countRecords = async (state: string, since?: Date): Promise<number> => {
    let query = sql.selectFrom('registry.record').select(({ fn }) => fn.countAll<number>().as('count'));
    if (state !== '') query = query.where('state', '=', state);
    if (since !== undefined) query = query.where('enteredAt', '>=', since);
    return (await query.executeTakeFirstOrThrow()).count;
  };

  return {
    recordsWaiting: async (): Promise<Waiting> =>
      sql
        .selectFrom('registry.record')
        .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('enteredAt').as('oldestAt')])
        .where('state', '=', 'waiting')
        .executeTakeFirstOrThrow(),
    /** Proposed changes of records, of name and number, and undoings of merges: they wait on the same page. */
    proposalsWaiting: async (): Promise<Waiting> => {
      const proposals = await sql
        .selectFrom('registry.proposal')
        .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('proposedAt').as('oldestAt')])
        .where('state', '=', 'waiting')
        .executeTakeFirstOrThrow();
      const aliases = await sql
        .selectFrom('registry.alias')
        .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('enteredAt').as('oldestAt')])
        .where('state', 'in', ['waiting', 'withdrawing'])
        .executeTakeFirstOrThrow();
      const undoings = await sql
        .selectFrom('registry.merge')
        .innerJoin('registry.mergingAction', (join) =>
          join
            .onRef('registry.mergingAction.mergeId', '=', 'registry.merge.id')
            .onRef('registry.mergingAction.version', '=', 'registry.merge.version'),
        )
        .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('registry.mergingAction.at').as('oldestAt')])
        .where('registry.merge.state', '=', 'undoing')
        .executeTakeFirstOrThrow();
      const instants = [proposals, aliases, undoings]
        .flatMap(({ oldestAt: at }) => (at === null ? [] : [at]))
        .map((at) => at.getTime());
      const oldestAt = instants.length === 0 ? null : new Date(Math.min(...instants));
      return { count: proposals.count + aliases.count + undoings.count, oldestAt };
    },
    comparisonsWaiting: async (accountId: string): Promise<Waiting & { readonly dueAt: Date | null }> => {
      return waitingIn(await comparisonStore(transaction).inbox(accountId, undefined, mostCounted));
    },
    mergesWaiting: async (accountId: string): Promise<Waiting & { readonly dueAt: Date | null }> =>
      waitingIn(await mergeStore(keys, transaction).inbox(accountId, undefined, mostCounted)),
    importsToHandOver: async (): Promise<Waiting> =>
      sql
        .selectFrom('registry.import')
        .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('uploadedAt').as('oldestAt')])
        .where('state', '=', 'checked')
        .executeTakeFirstOrThrow(),
    figures: async () => ({
      effectiveRecords: await countRecords('effective'),
      waitingRecords: await countRecords('waiting'),
      entered30Days: await countRecords('', new Date(now.getTime() - 30 * 86_400_000)),
    }),
  };
}

function waitingIn(inbox: readonly { readonly openedAt: Date; readonly dueAt: Date }[]) {
  const opened = inbox.map(({ openedAt }) => openedAt.getTime());
  return {
    count: inbox.length,
    oldestAt: opened.length === 0 ? null : new Date(Math.min(...opened)),
    dueAt: inbox[0]?.dueAt ?? null,
  };
}
