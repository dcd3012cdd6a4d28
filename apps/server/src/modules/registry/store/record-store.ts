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
};

/** One action as stored: who, and why. */
export type StoredAction = RecordAction & {
  readonly actor: string;
  readonly proposedBy: string | null;
  readonly reason: string | null;
};

type NewRecord = Omit<RecordRow, 'state' | 'corrected' | 'sealingLiftedOn' | 'version'> & {
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
] as const;

/** The decision of a record, opened. */
export function openDecision(sealer: Sealer, row: Pick<RecordRow, 'id' | 'decisionSealed'>): DecisionEntry {
  return DecisionEntry.parse(JSON.parse(sealer.open('record.decision', row.id, row.decisionSealed)));
}

/** Seals a decision for its record's row. */
export function sealDecision(sealer: Sealer, recordId: string, decision: DecisionEntry): Buffer {
  return sealer.seal('record.decision', recordId, JSON.stringify(decision));
}

/** Records and their actions. */
export function recordStore({ sql }: Transaction) {
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
    ofPerson: (personId: string) =>
      rows().where('personId', '=', personId).orderBy('enteredAt').orderBy('id').execute(),
    /** The record of a decision about a person; one in force before those sent back or withdrawn, newest first. */
    byReference: async (tokens: readonly Buffer[]): Promise<RecordRow | undefined> => {
      const found = await rows()
        .where('referenceToken', 'in', [...tokens])
        .orderBy('enteredAt', 'desc')
        .execute();
      return found.find(({ state }) => state !== 'rejected' && state !== 'withdrawn') ?? found[0];
    },
    waiting: async (after: { at: Date; id: string } | undefined, limit: number, importId: string | undefined) => {
      let query = rows().where('state', '=', 'waiting');
      if (importId !== undefined) query = query.where('importId', '=', importId);
      if (after !== undefined)
        query = query.where(({ eb, refTuple, tuple }) =>
          eb(refTuple('enteredAt', 'id'), '>', tuple(after.at, after.id)),
        );
      return query.orderBy('enteredAt').orderBy('id').limit(limit).execute();
    },
    /** The next effective records by id, for loading the answering index in batches. */
    effectiveAfter: (id: string, limit: number) =>
      rows().where('state', '=', 'effective').where('id', '>', id).orderBy('id').limit(limit).execute(),
    insert: async (record: NewRecord) => {
      await sql
        .insertInto('registry.record')
        .values({ ...record, state: 'waiting', version: 1 })
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
    append: async (sealer: Sealer, { reason, decision, ...action }: NewAction) => {
      const row = `${action.recordId}:${action.version}`;
      await sql
        .insertInto('registry.recordAction')
        .values({
          ...action,
          reasonSealed: reason === null ? null : sealer.seal('record_action.reason', row, reason),
          decisionSealed:
            decision === null ? null : sealer.seal('record_action.decision', row, JSON.stringify(decision)),
        })
        .execute();
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
