import type { MergeStage, MergeState } from '@gatehouse/contract';
import type { MatchReason } from '@gatehouse/matching';
import { sql as rawSql } from 'kysely';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { newId } from '../../../kernel/ids.js';
import type { KeyRing } from '../../../kernel/keys/index.js';
import { newSealer, type Sealer, sealersFor } from '../../../kernel/sealing.js';
import { mainOf, type MergeEnding, type MergeSides, type MergeStepTaken, type MergeVerb } from '../rules/merge.js';

/** Two persons on record who may be one, as the row holds them. */
export type Merge = MergeSides & {
  readonly id: string;
  readonly oneId: string;
  readonly otherId: string;
  readonly dataKeyId: string;
  readonly reasonsSealed: Buffer;
  readonly ruleVersion: string;
  readonly evidenceToken: Buffer;
  readonly state: MergeState;
  readonly claimedBy: string | null;
  readonly claimedAt: Date | null;
  readonly openedAt: Date;
  readonly dueAt: Date;
  readonly undoProposedBy: string | null;
  readonly version: number;
};

/** One action on a merge: who, and why. */
export type MergeAction = {
  readonly version: number;
  readonly verb: MergeVerb;
  readonly reason: string | null;
  readonly proposedBy: string | null;
  readonly actor: string;
  readonly at: Date;
};

export type MergeOpinion = {
  readonly stage: MergeStage;
  readonly accountId: string;
  readonly ending: MergeEnding;
  readonly reason: string;
  readonly at: Date;
};

type NewMerge = MergeSides &
  Pick<Merge, 'ruleVersion' | 'evidenceToken' | 'dueAt'> & {
    readonly reasons: readonly MatchReason[];
    readonly actor: string;
  };

const columns = [
  'id',
  'oneId',
  'otherId',
  'onePersons',
  'otherPersons',
  'dataKeyId',
  'reasonsSealed',
  'ruleVersion',
  'evidenceToken',
  'state',
  'claimedBy',
  'claimedAt',
  'openedAt',
  'dueAt',
  'undoProposedBy',
  'version',
] as const;

const openStates = ['first', 'second', 'recheck'] as const;

/** Merges of persons on record: proposals, what people found, and what came of it. */
export function mergeStore(keys: KeyRing, transaction: Transaction) {
  const { sql, now } = transaction;
  const rows = () => sql.selectFrom('registry.merge').select(columns).$castTo<Merge>();
  const ofAnyOf = (personIds: readonly string[]) =>
    rawSql<boolean>`(one_persons || other_persons) && ${[...personIds]}::uuid[]`;

  return {
    /** Proposals and mergings come one after the other, so that two at once see each other. */
    lockMerging: async () => {
      await rawSql`select pg_advisory_xact_lock(hashtext('registry.merge'))`.execute(sql);
    },
    byId: (id: string) => rows().where('id', '=', id).executeTakeFirst(),
    lock: (id: string) => rows().where('id', '=', id).forUpdate().executeTakeFirst(),
    sealer: async ({ dataKeyId }: Pick<Merge, 'dataKeyId'>): Promise<Sealer> => {
      const sealer = (await sealersFor(keys, transaction, [dataKeyId], 'registry.merge')).get(dataKeyId);
      if (sealer === undefined) throw new Error('the data key of a merge is gone');
      return sealer;
    },
    /** Merges that people still compare, of any of these persons. */
    openOf: (personIds: readonly string[]) =>
      rows().where('state', 'in', openStates).where(ofAnyOf(personIds)).orderBy('id').execute(),
    /** Merges in force of any of these persons, the last one last. */
    inForceOf: (personIds: readonly string[]) =>
      rows()
        .where('state', 'in', ['merged', 'undoing'])
        .where(ofAnyOf(personIds))
        .orderBy(rawSql`cardinality(one_persons || other_persons)`)
        .execute(),
    undoing: () => rows().where('state', '=', 'undoing').orderBy('openedAt').orderBy('id').execute(),
    /** What this viewer has a turn in and has not given an opinion on, due first. */
    inbox: (accountId: string, after: { at: Date; id: string } | undefined, limit: number) => {
      let query = rows()
        .where('state', 'in', openStates)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('registry.mergeOpinion')
                .select('registry.mergeOpinion.id')
                .whereRef('registry.mergeOpinion.mergeId', '=', 'registry.merge.id')
                .where('registry.mergeOpinion.accountId', '=', accountId),
            ),
          ),
        );
      if (after !== undefined)
        query = query.where(({ eb, refTuple, tuple }) => eb(refTuple('dueAt', 'id'), '>', tuple(after.at, after.id)));
      return query.orderBy('dueAt').orderBy('id').limit(limit).execute();
    },
    open: async ({ reasons, actor, onePersons, otherPersons, ...merge }: NewMerge): Promise<string> => {
      const id = newId();
      const [first, second] = [onePersons, otherPersons].sort((a, b) => (mainOf(a) < mainOf(b) ? -1 : 1)) as [
        readonly string[],
        readonly string[],
      ];
      const sealer = await newSealer(keys, transaction, 'registry.merge', 'registry.merge');
      await sql
        .insertInto('registry.merge')
        .values({
          ...merge,
          id,
          oneId: mainOf(first),
          otherId: mainOf(second),
          onePersons: [...first],
          otherPersons: [...second],
          dataKeyId: sealer.dataKeyId,
          reasonsSealed: sealer.seal('merge.reasons', id, JSON.stringify(reasons)),
          state: 'first',
          openedAt: now,
          version: 1,
        })
        .execute();
      await appendAction(transaction, sealer, id, {
        version: 1,
        verb: 'proposed',
        reason: null,
        proposedBy: null,
        actor,
      });
      return id;
    },
    claim: async ({ id, version }: Merge, accountId: string) => {
      await sql
        .updateTable('registry.merge')
        .set({ claimedBy: accountId, claimedAt: now, version: version + 1 })
        .where('id', '=', id)
        .execute();
    },
    turn: async ({ id, version }: Merge, state: MergeStage, dueAt: Date) => {
      await sql
        .updateTable('registry.merge')
        .set({ state, dueAt, claimedBy: null, claimedAt: null, version: version + 1 })
        .where('id', '=', id)
        .execute();
    },
    /** Appends an action and brings the row to the state that follows from it; answers its version. */
    act: async (
      sealer: Sealer,
      { id, version }: Merge,
      state: MergeState,
      action: Omit<MergeAction, 'at' | 'version'>,
    ): Promise<number> => {
      const next = version + 1;
      await appendAction(transaction, sealer, id, { ...action, version: next });
      await sql
        .updateTable('registry.merge')
        .set({
          state,
          version: next,
          undoProposedBy: state === 'undoing' ? action.actor : null,
          claimedBy: null,
          claimedAt: null,
        })
        .where('id', '=', id)
        .execute();
      return next;
    },
    ...actionsOf(transaction),
    ...opinionsOf(transaction),
    ...clearancesOf(transaction),
  };
}

async function appendAction(
  { sql, now }: Transaction,
  sealer: Sealer,
  mergeId: string,
  { reason, ...action }: Omit<MergeAction, 'at'>,
): Promise<void> {
  const place = `${mergeId}:${action.version}`;
  const reasonSealed = reason === null ? null : sealer.seal('merging_action.reason', place, reason);
  await sql
    .insertInto('registry.mergingAction')
    .values({ ...action, mergeId, reasonSealed, at: now })
    .execute();
}

function actionsOf({ sql }: Transaction) {
  return {
    actions: async (sealer: Sealer, mergeId: string): Promise<MergeAction[]> => {
      const found = await sql
        .selectFrom('registry.mergingAction')
        .selectAll()
        .where('mergeId', '=', mergeId)
        .orderBy('version')
        .execute();
      return found.map(({ reasonSealed, verb, ...action }) => ({
        ...action,
        verb: verb as MergeVerb,
        reason: reasonSealed && sealer.open('merging_action.reason', `${mergeId}:${action.version}`, reasonSealed),
      }));
    },
    /** What ever made any of these persons one with others or took them apart, in its order. */
    steps: async (personIds: readonly string[]): Promise<MergeStepTaken[]> => {
      const found = await sql
        .selectFrom('registry.mergingAction as action')
        .innerJoin('registry.merge as merge', 'merge.id', 'action.mergeId')
        .select(['action.mergeId', 'action.verb', 'action.at', 'merge.onePersons', 'merge.otherPersons'])
        .where('action.verb', 'in', ['merged', 'undone'])
        .where(rawSql<boolean>`(merge.one_persons || merge.other_persons) && ${[...personIds]}::uuid[]`)
        .orderBy('action.at')
        .orderBy('action.version')
        .execute();
      return found.map(({ verb, ...step }) => ({ ...step, verb: verb as MergeVerb }));
    },
  };
}

/** What people found. */
function opinionsOf({ sql }: Transaction) {
  return {
    give: async (sealer: Sealer, mergeId: string, { reason, ...opinion }: MergeOpinion): Promise<string> => {
      const id = newId();
      await sql
        .insertInto('registry.mergeOpinion')
        .values({ ...opinion, id, mergeId, reasonSealed: sealer.seal('merge_opinion.reason', id, reason) })
        .execute();
      return id;
    },
    /** The opinions this viewer may see. */
    opinions: async (sealer: Sealer, mergeId: string): Promise<MergeOpinion[]> => {
      const found = await sql
        .selectFrom('registry.mergeOpinion')
        .selectAll()
        .where('mergeId', '=', mergeId)
        .orderBy('at')
        .execute();
      return found.map(({ id, stage, accountId, ending, reasonSealed, at }) => ({
        stage: stage as MergeStage,
        accountId,
        ending: ending as MergeEnding,
        reason: sealer.open('merge_opinion.reason', id, reasonSealed),
        at,
      }));
    },
  };
}

/** What was found not to be one person, by the token of the evidence it was found on. */
function clearancesOf({ sql, now }: Transaction) {
  return {
    isCleared: async (tokens: readonly Buffer[]): Promise<boolean> => {
      const found = await sql
        .selectFrom('registry.mergeClearance')
        .select('mergeId')
        .where('evidenceToken', 'in', [...tokens])
        .executeTakeFirst();
      return found !== undefined;
    },
    /** Remembers one; the same again changes nothing. */
    clear: async ({ id, evidenceToken }: Merge) => {
      await sql
        .insertInto('registry.mergeClearance')
        .values({ evidenceToken, mergeId: id, at: now })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
  };
}
