import { type ExchangeMessage, exchangeMessages } from '@gatehouse/contract';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { KeyRing } from '../../../kernel/keys/index.js';
import { newSealer, type Sealer, sealersFor } from '../../../kernel/sealing.js';

export type AskMessage = ExchangeMessage<'inquiry.ask'>;
export type AskedPerson = AskMessage['person'];
/** What an ask says of itself: nothing of the person. */
export type AskTerms = Omit<AskMessage, 'person'>;
export type AskState = 'asked' | 'source_silent' | 'comparing' | 'answered' | 'cancelled';

/** An ask, opened. */
export type Ask = {
  readonly id: string;
  readonly askedBy: string;
  readonly terms: AskTerms;
  readonly person: AskedPerson;
  readonly state: AskState;
  readonly sealer: Sealer;
};

const personShape = exchangeMessages['inquiry.ask'].shape.person;
const termsShape = exchangeMessages['inquiry.ask'].omit({ person: true });

/** What was asked of the registry. */
export function askStore(keys: KeyRing, transaction: Transaction) {
  const { sql, now } = transaction;

  const opened = async (id: string, hold: boolean): Promise<Ask | undefined> => {
    const query = sql.selectFrom('registry.ask').selectAll().where('id', '=', id);
    const row = await (hold ? query.forUpdate() : query).executeTakeFirst();
    if (row === undefined) return undefined;
    const sealer = (await sealersFor(keys, transaction, [row.dataKeyId], 'registry.ask')).get(row.dataKeyId);
    if (sealer === undefined) return undefined;
    return {
      id,
      askedBy: row.askedBy,
      terms: termsShape.parse(row.terms),
      person: personShape.parse(JSON.parse(sealer.open('person', id, row.personSealed))),
      state: row.state as AskState,
      sealer,
    };
  };

  return {
    byId: (id: string) => opened(id, false),
    /** Holds the row until the transaction ends. */
    lock: (id: string) => opened(id, true),
    isKnown: async (id: string) =>
      (await sql.selectFrom('registry.ask').select('id').where('id', '=', id).executeTakeFirst()) !== undefined,
    insert: async (askedBy: string, { person, ...terms }: AskMessage) => {
      const sealer = await newSealer(keys, transaction, 'registry.ask', 'registry.ask');
      await sql
        .insertInto('registry.ask')
        .values({
          id: terms.askId,
          askedBy,
          dataKeyId: sealer.dataKeyId,
          personSealed: sealer.seal('person', terms.askId, JSON.stringify(person)),
          terms: JSON.stringify(terms),
          state: 'asked',
          receivedAt: now,
        })
        .execute();
    },
    move: async (id: string, state: AskState) => {
      await sql.updateTable('registry.ask').set({ state }).where('id', '=', id).execute();
    },
    answered: async (id: string, outcome: 'no_record' | 'record_found') => {
      await sql
        .updateTable('registry.ask')
        .set({ state: 'answered', outcome, answeredAt: now })
        .where('id', '=', id)
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
