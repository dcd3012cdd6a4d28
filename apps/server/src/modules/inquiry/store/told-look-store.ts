import type { ExchangeMessage } from '@gatehouse/contract';
import type { Selectable } from 'kysely';
import type { InquiryToldLookTable, InquiryToldWithheldTable } from '../../../kernel/database/tables.generated.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { KeyRing } from '../../../kernel/keys/index.js';
import { newSealer, sealersFor } from '../../../kernel/sealing.js';
import { documentTokens } from './person-sealing.js';

type Told = ExchangeMessage<'look.tell'>;
type Row = Selectable<InquiryToldLookTable>;
type Content = Pick<Told, 'by' | 'ground' | 'openedAt' | 'withheldUntil' | 'proofs'>;

/** A look by an officer whose node is another one, as that node told of it. */
export type ToldLook = Content & { readonly id: string; readonly node: string };

const table = 'inquiry.told_look';

/** Looks that nodes of casework told of, and how many are withheld there. */
export function toldLookStore(keys: KeyRing, transaction: Transaction) {
  const { sql, now } = transaction;
  const askedAgain = sql.selectFrom('inquiry.lookAskedAgain');
  return {
    /**
     * Keeps a look under this node's tokens of its person; answers false where it is known: a node that was put back tells again. One that is told
     * once more counts from when it was told first, and one that was erased by then is not kept.
     */
    keep: async (node: string, { lookId: id, document, ...told }: Told): Promise<boolean> => {
      const before = await askedAgain.selectAll().where('lookId', '=', id).executeTakeFirst();
      if (before !== undefined && before.erasedAt !== null) return false;
      const sealer = await newSealer(keys, transaction, 'inquiry.told-look', table);
      const { by, ground, openedAt, withheldUntil, proofs } = told;
      const content = JSON.stringify({ by, ground, openedAt, withheldUntil, proofs } satisfies Content);
      const kept = await sql
        .insertInto('inquiry.toldLook')
        .values({
          ...{ id, node, tokens: documentTokens(keys, [document]).stored, dataKeyId: sealer.dataKeyId },
          content: sealer.seal('content', id, content),
          receivedAt: before?.firstToldAt ?? now,
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return kept.numInsertedOrUpdatedRows === 1n;
    },
    /** Notes of a look that is asked for again when it was told first, as the list of lasting acts has it. */
    noteAskedAgain: async (lookId: string, firstToldAt: Date): Promise<void> => {
      await sql
        .insertInto('inquiry.lookAskedAgain')
        .values({ lookId, firstToldAt })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    /** Notes that a look that is asked for again was erased before; answers false where none was asked for. */
    noteErased: async (lookId: string): Promise<boolean> => {
      const { numUpdatedRows } = await sql
        .updateTable('inquiry.lookAskedAgain')
        .set({ erasedAt: now })
        .where('lookId', '=', lookId)
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },
    /** Of a visitor: the looks at whoever holds their document, the latest first. */
    ofVisitor: async (): Promise<ToldLook[]> => {
      const rows = await sql.selectFrom('inquiry.toldLook').selectAll().execute();
      const looks = await opened(rows);
      return looks.sort((one, other) => other.openedAt.localeCompare(one.openedAt) || one.id.localeCompare(other.id));
    },
    /** Keeps the latest number of a node: days may come in any order. */
    count: async (node: string, { day, looks, oldestSince }: ExchangeMessage<'look.count'>): Promise<void> => {
      const counted = { day, looks, oldestSince, receivedAt: now };
      await sql
        .insertInto('inquiry.toldWithheld')
        .values({ node, ...counted })
        .onConflict((conflict) =>
          conflict.column('node').doUpdateSet(counted).where('inquiry.toldWithheld.day', '<=', day),
        )
        .execute();
    },
    /** The latest number of each node. */
    withheld: async (): Promise<Selectable<InquiryToldWithheldTable>[]> =>
      sql.selectFrom('inquiry.toldWithheld').selectAll().orderBy('node').execute(),
  };

  /** One whose key was destroyed is missing. */
  async function opened(rows: readonly Row[]): Promise<ToldLook[]> {
    const sealers = await sealersFor(
      keys,
      transaction,
      rows.map(({ dataKeyId }) => dataKeyId),
      table,
    );
    return rows.flatMap(({ id, node, dataKeyId, content }) => {
      const sealer = sealers.get(dataKeyId);
      return sealer === undefined
        ? []
        : [{ id, node, ...(JSON.parse(sealer.open('content', id, content)) as Content) }];
    });
  }
}
