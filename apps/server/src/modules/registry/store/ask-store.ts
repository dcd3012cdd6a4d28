import { type ExchangeMessage, exchangeMessages } from '@gatehouse/contract';
import { sql as rawSql } from 'kysely';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { KeyRing } from '../../../kernel/keys/index.js';
import { newSealers, type Sealer, sealersFor } from '../../../kernel/sealing.js';
import { askedDocumentToken } from './tokens.js';

export type AskMessage = ExchangeMessage<'inquiry.ask'>;
export type AskedPerson = AskMessage['person'];
/** What an ask says of itself: nothing of the person. */
export type AskTerms = Omit<AskMessage, 'person'>;
export type AskState = 'asked' | 'source_silent' | 'comparing' | 'answered' | 'cancelled';

/** By what an answer was given: the law pack, and the version of the rules by which evidence is weighed. */
export type AnsweredUnder = {
  readonly id: string;
  readonly version: string;
  readonly hash: string;
  readonly ruleVersion: string;
};

/** An ask, opened. */
export type Ask = {
  readonly id: string;
  readonly askedBy: string;
  readonly terms: AskTerms;
  readonly person: AskedPerson;
  readonly state: AskState;
  readonly outcome: 'no_record' | 'record_found' | null;
  readonly receivedAt: Date;
  readonly answeredAt: Date | null;
  /** Null: not answered, or before this was kept. */
  readonly answeredUnder: AnsweredUnder | null;
  /** Since when its answer is void. */
  readonly recalledAt: Date | null;
  /** The registry's own question for those enrolled: nobody waits for it, and *no record* is told to nobody. */
  readonly monitoring: boolean;
  /** Of an invented person, on its way to the desk and no further. */
  readonly canary: boolean;
  readonly sealer: Sealer;
};

const personShape = exchangeMessages['inquiry.ask'].shape.person;
const termsShape = exchangeMessages['inquiry.ask'].omit({ person: true });

/** What was asked of the registry. */
export function askStore(keys: KeyRing, transaction: Transaction) {
  const { sql, now } = transaction;

  const opened = async (ids: readonly string[], hold: boolean): Promise<Ask[]> => {
    const query = sql
      .selectFrom('registry.ask')
      .selectAll()
      .where(rawSql<boolean>`id = any(${ids}::uuid[])`)
      .orderBy('id');
    const rows = await (hold ? query.forUpdate() : query).execute();
    const sealers = await sealersFor(
      keys,
      transaction,
      rows.map(({ dataKeyId }) => dataKeyId),
      'registry.ask',
    );
    return rows.flatMap(({ id, askedBy, terms, personSealed, dataKeyId, ...row }) => {
      const sealer = sealers.get(dataKeyId);
      if (sealer === undefined) return [];
      const person = personShape.parse(JSON.parse(sealer.open('person', id, personSealed)));
      const [state, outcome] = [row.state as AskState, row.outcome as Ask['outcome']];
      const { receivedAt, answeredAt, recalledAt, monitoring, canary } = row;
      return [
        {
          id,
          askedBy,
          terms: termsShape.parse(terms),
          person,
          state,
          outcome,
          receivedAt,
          answeredAt,
          answeredUnder: row.answeredUnder as AnsweredUnder | null,
          recalledAt,
          monitoring,
          canary,
          sealer,
        },
      ];
    });
  };

  return {
    byId: async (id: string): Promise<Ask | undefined> => (await opened([id], false))[0],
    byIds: (ids: readonly string[]) => opened(ids, false),
    /** Holds the row until the transaction ends. */
    lock: async (id: string): Promise<Ask | undefined> => (await opened([id], true))[0],
    /** Holds rows, always in one order, so that two never wait for each other. */
    lockAll: (ids: readonly string[]) => opened(ids, true),
    /** Those of the ids that were asked before. */
    known: async (ids: readonly string[]): Promise<ReadonlySet<string>> => {
      const rows = await sql
        .selectFrom('registry.ask')
        .select('id')
        .where(rawSql<boolean>`id = any(${ids}::uuid[])`)
        .execute();
      return new Set(rows.map(({ id }) => id));
    },
    insert: async (asks: readonly { readonly askedBy: string; readonly ask: AskMessage }[], monitoring = false) => {
      const sealers = await newSealers(keys, transaction, 'registry.ask', 'registry.ask', asks.length);
      const rows = asks.flatMap(({ askedBy, ask: { person, ...terms } }, at) => {
        const sealer = sealers[at];
        if (sealer === undefined) return [];
        return {
          ...{ id: terms.askId, askedBy, terms: JSON.stringify(terms), state: 'asked', receivedAt: now },
          recheckOf: terms.recheckOf ?? null,
          dueAt: terms.dueAt === undefined ? null : new Date(terms.dueAt),
          ...{ monitoring, canary: terms.canary === true },
          dataKeyId: sealer.dataKeyId,
          personSealed: sealer.seal('person', terms.askId, JSON.stringify(person)),
        };
      });
      await sql.insertInto('registry.ask').values(rows).execute();
      const documents = asks.flatMap(({ ask }) =>
        ask.person.documents.map((document) => ({ askId: ask.askId, token: askedDocumentToken(keys, document) })),
      );
      if (documents.length > 0)
        await sql
          .insertInto('registry.askDocument')
          .values(documents)
          .onConflict((conflict) => conflict.doNothing())
          .execute();
    },
    move: async (ids: readonly string[], state: AskState) => {
      await sql
        .updateTable('registry.ask')
        .set({ state })
        .where(rawSql<boolean>`id = any(${ids}::uuid[])`)
        .execute();
    },
    answered: async (ids: readonly string[], outcome: 'no_record' | 'record_found', under: AnsweredUnder) => {
      await sql
        .updateTable('registry.ask')
        .set({ state: 'answered', outcome, answeredAt: now, answeredUnder: JSON.stringify(under) })
        .where(rawSql<boolean>`id = any(${ids}::uuid[])`)
        .execute();
    },
    /** Marks answers as void; which they stay. */
    recall: async (ids: readonly string[]) => {
      await sql
        .updateTable('registry.ask')
        .set({ recalledAt: now })
        .where(rawSql<boolean>`id = any(${ids}::uuid[])`)
        .execute();
    },
    waitingForSource: async (limit: number): Promise<string[]> => {
      const rows = await sql
        .selectFrom('registry.ask')
        .select('id')
        .where('state', '=', 'source_silent')
        .orderBy('receivedAt')
        .limit(limit)
        .execute();
      return rows.map(({ id }) => id);
    },
  };
}
