import type { MatchReason } from '@gatehouse/matching';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { newId } from '../../../kernel/ids.js';
import type { Sealer } from '../../../kernel/sealing.js';
import type { ComparisonEnding, ComparisonStage, OpinionEnding } from '../rules/comparison.js';

export type ComparisonState = ComparisonStage | 'decided' | 'cancelled';

/** A comparison as its row holds it. */
export type Comparison = {
  readonly id: string;
  readonly askId: string;
  readonly personId: string;
  readonly reasonsSealed: Buffer;
  readonly state: ComparisonState;
  readonly ending: ComparisonEnding | null;
  readonly urgent: boolean;
  readonly claimedBy: string | null;
  readonly claimedAt: Date | null;
  readonly openedAt: Date;
  readonly dueAt: Date;
  readonly version: number;
};

export type Opinion = {
  readonly stage: ComparisonStage;
  readonly accountId: string;
  readonly ending: OpinionEnding;
  readonly reason: string;
  readonly at: Date;
};

/** What stands behind a comparison, for the matcher alone. */
export type Screening = {
  readonly recordIds: readonly string[];
  readonly band: string;
  readonly blind: boolean;
  /** Of the evidence of both sides when the comparison was opened; null where none stood behind it. */
  readonly evidenceToken: Buffer | null;
  /** Of the rules that weighed it; null: before this was kept. */
  readonly ruleVersion: string | null;
};

type NewComparison = Pick<Comparison, 'askId' | 'personId' | 'urgent' | 'dueAt'> & {
  /** Of an invented person. */
  readonly canary: boolean;
  /** The question that is looked at again; null for one that is asked for the first time. */
  readonly recheckOf: string | null;
  readonly reasons: readonly MatchReason[];
  readonly screening: Screening;
};

const columns = [
  'id',
  'askId',
  'personId',
  'reasonsSealed',
  'state',
  'ending',
  'urgent',
  'claimedBy',
  'claimedAt',
  'openedAt',
  'dueAt',
  'version',
] as const;

/** Comparisons of asked and recorded, and what people found. */
export function comparisonStore(transaction: Transaction) {
  const { sql, now } = transaction;
  const rows = () => sql.selectFrom('registry.comparison').select(columns).$castTo<Comparison>();

  return {
    byId: (id: string) => rows().where('id', '=', id).executeTakeFirst(),
    lock: (id: string) => rows().where('id', '=', id).forUpdate().executeTakeFirst(),
    ofAsk: (askId: string) => rows().where('askId', '=', askId).orderBy('id').execute(),
    openOfPersons: (personIds: readonly string[]) =>
      rows()
        .where('personId', 'in', [...personIds])
        .where('state', 'in', ['first', 'second', 'recheck'])
        .execute(),
    /** What this viewer has a turn in and has not given an opinion on, due first. */
    inbox: (accountId: string, after: { at: Date; id: string } | undefined, limit: number) => {
      let query = rows()
        .where('state', 'in', ['first', 'second', 'recheck'])
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('registry.opinion')
                .select('registry.opinion.id')
                .whereRef('registry.opinion.comparisonId', '=', 'registry.comparison.id')
                .where('registry.opinion.accountId', '=', accountId),
            ),
          ),
        );
      if (after !== undefined)
        query = query.where(({ eb, refTuple, tuple }) => eb(refTuple('dueAt', 'id'), '>', tuple(after.at, after.id)));
      return query.orderBy('dueAt').orderBy('id').limit(limit).execute();
    },
    open: async (sealer: Sealer, { reasons, screening, ...comparison }: NewComparison) => {
      const id = newId();
      await sql
        .insertInto('registry.comparison')
        .values({
          ...comparison,
          id,
          reasonsSealed: sealer.seal('comparison.reasons', id, JSON.stringify(reasons)),
          state: 'first',
          openedAt: now,
          version: 1,
        })
        .execute();
      await sql
        .insertInto('registry.screening')
        .values({ comparisonId: id, ...screening, recordIds: [...screening.recordIds] })
        .execute();
      return id;
    },
    screening: async (comparisonId: string): Promise<Screening | undefined> =>
      sql
        .selectFrom('registry.screening')
        .select(['recordIds', 'band', 'blind', 'evidenceToken', 'ruleVersion'])
        .where('comparisonId', '=', comparisonId)
        .executeTakeFirst(),
    /** What stands behind the comparisons of a question in which two people found something. */
    screeningsOfAsk: (askId: string): Promise<(Screening & Pick<Comparison, 'personId' | 'ending'>)[]> =>
      sql
        .selectFrom('registry.screening')
        .innerJoin('registry.comparison', 'registry.comparison.id', 'registry.screening.comparisonId')
        .select(['recordIds', 'band', 'blind', 'evidenceToken', 'ruleVersion', 'personId', 'ending'])
        .where('askId', '=', askId)
        .where('ending', 'is not', null)
        .$castTo<Screening & Pick<Comparison, 'personId' | 'ending'>>()
        .execute(),
    claim: async (id: string, accountId: string, version: number) => {
      await sql
        .updateTable('registry.comparison')
        .set({ claimedBy: accountId, claimedAt: now, version: version + 1 })
        .where('id', '=', id)
        .execute();
    },
    turn: async ({ id, version }: Comparison, state: ComparisonStage, dueAt: Date) => {
      await sql
        .updateTable('registry.comparison')
        .set({ state, dueAt, overdueAt: null, claimedBy: null, claimedAt: null, version: version + 1 })
        .where('id', '=', id)
        .execute();
    },
    end: async ({ id, version }: Comparison, ending: ComparisonEnding | null) => {
      await sql
        .updateTable('registry.comparison')
        .set({ state: ending === null ? 'cancelled' : 'decided', ending, decidedAt: now, version: version + 1 })
        .where('id', '=', id)
        .execute();
    },
    ...opinionsOf(transaction),
  };
}

/** What people found. */
function opinionsOf({ sql, now }: Transaction) {
  return {
    give: async (sealer: Sealer, comparisonId: string, { reason, ...opinion }: Opinion): Promise<string> => {
      const id = newId();
      await sql
        .insertInto('registry.opinion')
        .values({ ...opinion, id, comparisonId, reasonSealed: sealer.seal('opinion.reason', id, reason) })
        .execute();
      return id;
    },
    /** The opinions this viewer may see. */
    opinions: async (sealer: Sealer, comparisonId: string): Promise<Opinion[]> => {
      const found = await sql
        .selectFrom('registry.opinion')
        .selectAll()
        .where('comparisonId', '=', comparisonId)
        .orderBy('at')
        .execute();
      return found.map(({ id, stage, accountId, ending, reasonSealed, at }) => ({
        stage: stage as ComparisonStage,
        accountId,
        ending: ending as OpinionEnding,
        reason: sealer.open('opinion.reason', id, reasonSealed),
        at,
      }));
    },
    markMisuse: async (personId: string, comparisonId: string) => {
      await sql.insertInto('registry.misuseMark').values({ personId, comparisonId, at: now }).execute();
    },
  };
}
