import { type CoverageState, sentForms, type SupplierWord } from '@gatehouse/contract';
import { sql as rawSql } from 'kysely';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { newId } from '../../../kernel/ids.js';
import type { SentFacts } from '../rules/supplier-notice.js';

/** A word that stands told. */
export type StandingWord = {
  readonly employmentId: string;
  readonly supplierId: string;
  readonly word: SupplierWord;
};

/** Somebody whom a supplier sends, with what opens who it is. */
export type SentRow = {
  readonly id: string;
  readonly unitId: string;
  readonly postClass: string;
  readonly employmentForm: string;
  readonly fromDate: string;
  readonly untilDate: string | null;
  readonly dataKeyId: string;
  readonly person: Buffer;
  readonly word: SupplierWord;
};

/** Where a page of them ended: those who began last stand first. */
export type SentPosition = { readonly fromDate: string; readonly id: string };

/** What suppliers are told, and the windows at which they are. */
export function supplierStore({ sql, now }: Transaction) {
  return {
    lastWindow: async (): Promise<{ opensAt: Date; completedAt: Date | null } | undefined> =>
      sql
        .selectFrom('workforce.supplierWindow')
        .select(['opensAt', 'completedAt'])
        .orderBy('opensAt', 'desc')
        .limit(1)
        .executeTakeFirst(),
    openWindow: async (opensAt: Date, completedAt: Date | null): Promise<void> => {
      await sql
        .insertInto('workforce.supplierWindow')
        .values({ opensAt, completedAt })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    completeWindow: async (opensAt: Date): Promise<void> => {
      await sql
        .updateTable('workforce.supplierWindow')
        .set({ completedAt: now })
        .where('opensAt', '=', opensAt)
        .execute();
    },
    /** Everybody who is or was sent by whoever has this code, as far as words may depend on them. */
    sentBy: async (creditCode: string): Promise<SentFacts[]> => {
      const rows = await sql
        .selectFrom('workforce.employment as employed')
        .leftJoin('workforce.coverage as coverage', 'coverage.employmentId', 'employed.id')
        .select(['employed.id as employmentId', 'personId', 'unitType', 'employed.postClass', 'endedAt', 'untilDate'])
        .select(['coverage.state', 'coverage.isProhibited'])
        .where('supplierCreditCode', '=', creditCode)
        .where('employmentForm', 'in', [...sentForms])
        .where('erasedAt', 'is', null)
        .where((either) => either.or([either('endedAt', 'is', null), either('state', 'in', ['barred', 'stopped'])]))
        .execute();
      return rows.map(({ state, isProhibited, ...row }) => ({
        ...row,
        state: state as CoverageState | null,
        isProhibited: isProhibited ?? false,
      }));
    },
    /** The words that stand told to a supplier. */
    standingTo: async (supplierId: string): Promise<StandingWord[]> =>
      (await sql
        .selectFrom('workforce.supplierNotice')
        .select(['employmentId', 'supplierId', 'word'])
        .where('supplierId', '=', supplierId)
        .where('supersededAt', 'is', null)
        .execute()) as StandingWord[],
    /** Tells words in the place of those that stand about these employments, whoever was told them; answers their ids. */
    tell: async (
      told: readonly { readonly employmentId: string; readonly word: SupplierWord }[],
      to: { readonly supplierId: string; readonly creditCode: string; readonly toldAt: Date },
    ): Promise<readonly { readonly id: string; readonly employmentId: string }[]> => {
      await supersede(told.map(({ employmentId }) => employmentId));
      const rows = told.map((one) => ({ id: newId(), ...one, ...to }));
      await sql.insertInto('workforce.supplierNotice').values(rows).execute();
      return rows;
    },
    /** Takes away words that are no supplier's any more. */
    supersede: (employmentIds: readonly string[]): Promise<void> => supersede(employmentIds),
    /** Whom the viewer's own organisation sends, a page of it. */
    sent: async (
      today: string,
      word: SupplierWord | undefined,
      limit: number,
      after: SentPosition | undefined,
    ): Promise<SentRow[]> => {
      const only = word === undefined ? rawSql`true` : rawSql`word = ${word}`;
      const next =
        after === undefined ? rawSql`true` : rawSql`(from_date, id) < (${after.fromDate}::date, ${after.id}::uuid)`;
      const { rows } = await rawSql<SentRow>`
        select id, unit_id, post_class, employment_form, to_char(from_date, 'YYYY-MM-DD') as from_date,
               to_char(until_date, 'YYYY-MM-DD') as until_date, data_key_id, person, word
          from workforce.sent_staff(${today}::date)
         where ${only} and ${next} order by sent_staff.from_date desc, id desc limit ${limit}`.execute(sql);
      return rows;
    },
    /** Since when the supplier of one of the viewer's own employments is told of it; null: not yet. */
    toldSince: async (employmentId: string): Promise<Date | null> => {
      const { rows } = await rawSql<{ since: Date | null }>`
        select workforce.supplier_told_since(${employmentId}::uuid) as since`.execute(sql);
      return rows[0]?.since ?? null;
    },
  };

  async function supersede(employmentIds: readonly string[]): Promise<void> {
    await sql
      .updateTable('workforce.supplierNotice')
      .set({ supersededAt: now })
      .where(rawSql<boolean>`employment_id = any(${employmentIds}::uuid[])`)
      .where('supersededAt', 'is', null)
      .execute();
  }
}
