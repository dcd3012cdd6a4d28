import { DecisionEntry } from '@gatehouse/contract';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { Sealer } from '../../../kernel/sealing.js';
import type { RecordAction, RecordState, ReplayedRecord } from '../rules/history.js';

/** A record as its row holds it, still sealed. */
export type RecordRow = {
  readonly id: string;
  readonly personId: string;
  readonly sourceId: string;
  readonly contentToken: Buffer;
  readonly referenceSealed: Buffer;
  readonly decisionSealed: Buffer;
  readonly state: RecordState;
  readonly corrected: boolean;
  readonly sealingLiftedOn: string | null;
  readonly version: number;
  readonly importId: string | null;
  readonly enteredBy: string;
  readonly enteredAt: Date;
  /** Of an invented person, where no real question reaches. */
  readonly canary: boolean;
};

/** One action as stored: who, and why. */
export type StoredAction = RecordAction & {
  readonly actor: string;
  readonly proposedBy: string | null;
  readonly reason: string | null;
};

type NewRecord = Omit<RecordRow, 'state' | 'corrected' | 'sealingLiftedOn' | 'version' | 'canary'> & {
  readonly referenceToken: Buffer;
  readonly documentHash: Buffer | null;
};

type NewAction = RecordAction & {
  readonly recordId: string;
  readonly actor: string;
  readonly proposedBy: string | null;
  readonly reason: string | null;
};

const rowColumns = [
  'id',
  'personId',
  'sourceId',
  'contentToken',
  'referenceSealed',
  'decisionSealed',
  'state',
  'corrected',
  'sealingLiftedOn',
  'version',
  'importId',
  'enteredBy',
  'enteredAt',
  'canary',
] as const;

/** The decision of a record, opened. */
export function openDecision(sealer: Sealer, row: Pick<RecordRow, 'id' | 'decisionSealed'>): DecisionEntry {
  return DecisionEntry.parse(JSON.parse(sealer.open('record.decision', row.id, row.decisionSealed)));
}

/** Seals a decision for its record's row. */
export function sealDecision(sealer: Sealer, recordId: string, decision: DecisionEntry): Buffer {
  return sealer.seal('record.decision', recordId, JSON.stringify(decision));
}

function sealedAction(sealer: Sealer, { reason, decision, ...action }: NewAction) {
  const row = `${action.recordId}:${action.version}`;
  return {
    ...action,
    reasonSealed: reason === null ? null : sealer.seal('record_action.reason', row, reason),
    decisionSealed: decision === null ? null : sealer.seal('record_action.decision', row, JSON.stringify(decision)),
  };
}

/** Records by reference token: those in force first, then those sent back or withdrawn, newest first. */
async function byReferences(
  { sql }: Transaction,
  tokens: readonly Buffer[],
): Promise<{ readonly token: string; readonly row: RecordRow }[]> {
  if (tokens.length === 0) return [];
  const found = await sql
    .selectFrom('registry.record')
    .select([...rowColumns, 'referenceToken'])
    .where('referenceToken', 'in', [...tokens])
    .orderBy('enteredAt', 'desc')
    .$castTo<RecordRow & { referenceToken: Buffer }>()
    .execute();
  const ended = ({ state }: RecordRow) => state === 'rejected' || state === 'withdrawn';
  return [...found.filter((row) => !ended(row)), ...found.filter(ended)].map(({ referenceToken, ...row }) => ({
    token: referenceToken.toString('hex'),
    row,
  }));
}

/** Records and their actions. */
export function recordStore(transaction: Transaction) {
  const { sql } = transaction;
  const rows = () => sql.selectFrom('registry.record').select(rowColumns).$castTo<RecordRow>();

  return {
    byId: (id: string) => rows().where('id', '=', id).executeTakeFirst(),
    byIds: (ids: readonly string[]) =>
      ids.length === 0
        ? []
        : rows()
            .where('id', 'in', [...ids])
            .execute(),
    /** Holds the row until the transaction ends: two who change one record come one after the other. */
    lock: (id: string) => rows().where('id', '=', id).forUpdate().executeTakeFirst(),
    /** Holds many rows, always in the order of their ids, so that two who hold several never wait for each other. */
    lockAll: (ids: readonly string[]) =>
      rows()
        .where('id', 'in', [...ids])
        .orderBy('id')
        .forUpdate()
        .execute(),
    ofPerson: (personId: string) =>
      rows().where('personId', '=', personId).orderBy('enteredAt').orderBy('id').execute(),
    ofPersons: (personIds: readonly string[]) =>
      personIds.length === 0
        ? []
        : rows()
            .where('personId', 'in', [...personIds])
            .orderBy('enteredAt')
            .orderBy('id')
            .execute(),
    idsOfPersons: async (personIds: readonly string[]): Promise<string[]> =>
      (
        await sql
          .selectFrom('registry.record')
          .select('id')
          .where('personId', 'in', [...personIds])
          .orderBy('id')
          .execute()
      ).map(({ id }) => id),
    /** The record of a decision about a person; one in force before those sent back or withdrawn, newest first. */
    byReference: async (tokens: readonly Buffer[]): Promise<RecordRow | undefined> =>
      (await byReferences(transaction, tokens)).find((row) => row !== undefined)?.row,
    /** The same of many decisions by one statement, each with the token it was found by. */
    byReferences: (tokens: readonly Buffer[]) => byReferences(transaction, tokens),
    waiting: async (after: { at: Date; id: string } | undefined, limit: number, importId: string | undefined) => {
      let query = rows().where('state', '=', 'waiting');
      if (importId !== undefined) query = query.where('importId', '=', importId);
      if (after !== undefined)
        query = query.where(({ eb, refTuple, tuple }) =>
          eb(refTuple('enteredAt', 'id'), '>', tuple(after.at, after.id)),
        );
      return query.orderBy('enteredAt').orderBy('id').limit(limit).execute();
    },
    countEffective: async (canaries: 'with-canaries' | 'people' = 'with-canaries'): Promise<number> => {
      const counted = sql
        .selectFrom('registry.record')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('state', '=', 'effective');
      const own = canaries === 'people' ? counted.where('canary', '=', false) : counted;
      return (await own.executeTakeFirstOrThrow()).count;
    },
    /** The next effective records by id, for loading the answering index in batches. */
    effectiveAfter: (id: string, limit: number) =>
      rows().where('state', '=', 'effective').where('id', '>', id).orderBy('id').limit(limit).execute(),
    /** The ids alone, without canaries, which are nobody. */
    effectiveIdsAfter: async (id: string, limit: number): Promise<string[]> => {
      const query = sql.selectFrom('registry.record').select('id').where('state', '=', 'effective');
      const found = await query.where('canary', '=', false).where('id', '>', id).orderBy('id').limit(limit).execute();
      return found.map((row) => row.id);
    },
    insert: async (records: readonly NewRecord[]) => {
      await sql
        .insertInto('registry.record')
        .values(records.map((record) => ({ ...record, state: 'waiting', version: 1 })))
        .execute();
    },
    /** Brings waiting records to the state that follows from their confirmation. */
    projectVerified: async (ids: readonly string[]) => {
      await sql
        .updateTable('registry.record')
        .set((eb) => ({ state: 'effective', version: eb('version', '+', 1) }))
        .where('id', 'in', [...ids])
        .execute();
    },
    /** Brings the row to the state that follows from its actions. */
    project: async (
      id: string,
      next: ReplayedRecord,
      changed: { decisionSealed: Buffer; contentToken: Buffer } | null,
    ) => {
      const { state, corrected, version, sealingLiftedOn } = next;
      await sql
        .updateTable('registry.record')
        .set({ state, corrected, version, sealingLiftedOn, ...(changed ?? {}) })
        .where('id', '=', id)
        .execute();
    },
    append: async (actions: readonly { readonly sealer: Sealer; readonly action: NewAction }[]) => {
      await sql
        .insertInto('registry.recordAction')
        .values(actions.map(({ sealer, action }) => sealedAction(sealer, action)))
        .execute();
    },
    /** From which day each of these records holds, as it was entered. */
    enteredFrom: async (ids: readonly string[]): Promise<ReadonlyMap<string, string>> => {
      const found = await sql
        .selectFrom('registry.recordAction')
        .select(['recordId', 'validFrom'])
        .where('recordId', 'in', [...ids])
        .where('version', '=', 1)
        .execute();
      return new Map(found.map(({ recordId, validFrom }) => [recordId, validFrom]));
    },
    actions: async (sealer: Sealer, recordId: string): Promise<StoredAction[]> => {
      const found = await sql
        .selectFrom('registry.recordAction')
        .selectAll()
        .where('recordId', '=', recordId)
        .orderBy('version')
        .execute();
      return found.map(({ reasonSealed, decisionSealed, verb, ...action }) => {
        const row = `${recordId}:${action.version}`;
        const decision = decisionSealed && sealer.open('record_action.decision', row, decisionSealed);
        return {
          ...action,
          verb: verb as RecordAction['verb'],
          reason: reasonSealed && sealer.open('record_action.reason', row, reasonSealed),
          decision: decision === null ? null : DecisionEntry.parse(JSON.parse(decision)),
        };
      });
    },
  };
}
