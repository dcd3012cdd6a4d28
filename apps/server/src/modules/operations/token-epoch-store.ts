import { sql as raw } from 'kysely';
import type { Transaction } from '../../kernel/database/transaction.js';

/** Which epoch tokens are stored by, and whether rows of earlier ones may be left. */
export type TokenEpochState = { readonly inForce: number; readonly isRenewing: boolean };

/** Tokens of earlier epochs in one column; `place` is null where every column was walked to its end, `reached` at the end of this one. */
export type WalkedTokens = {
  readonly place: string | null;
  readonly tokens: readonly Buffer[];
  readonly reached: string | null;
};

const announcedSetting = 'operations.announced-token-epoch';

/** How the renewal of the token key stands in the database, and the steps of it; for the operator and maintenance alone. */
export function tokenEpochStore({ sql, now }: Transaction) {
  return {
    /** The epoch of whose beginning the log speaks last. */
    announced: async (): Promise<string | undefined> => {
      const row = await sql
        .selectFrom('kernel.setting')
        .select('value')
        .where('name', '=', announcedSetting)
        .executeTakeFirst();
      return typeof row?.value === 'string' ? row.value : undefined;
    },
    announce: async (epoch: string): Promise<void> => {
      const row = { value: JSON.stringify(epoch), changedAt: now };
      await sql
        .insertInto('kernel.setting')
        .values({ name: announcedSetting, ...row })
        .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
        .execute();
    },
    state: (): Promise<TokenEpochState> =>
      sql.selectFrom('kernel.tokenEpoch').select(['inForce', 'isRenewing']).executeTakeFirstOrThrow(),
    /** Puts the next epoch in force; false where it is, or another is being put in force. */
    begin: async (target: number): Promise<boolean> => {
      const { rows } = await raw<{ begun: boolean }>`select kernel.begin_token_renewal(${target}) as begun`.execute(
        sql,
      );
      return rows[0]?.begun === true;
    },
    walk: async (most: number): Promise<WalkedTokens> => {
      const { rows } =
        await raw<WalkedTokens>`select place, tokens, reached from kernel.tokens_to_renew(${most})`.execute(sql);
      return rows[0] ?? { place: null, tokens: [], reached: null };
    },
    renew: async (
      { place, tokens, reached }: WalkedTokens & { readonly place: string },
      renewed: readonly Buffer[],
    ): Promise<void> => {
      await raw`select kernel.renew_walked(${place}, ${tokens}::bytea[], ${renewed}::bytea[], ${reached})`.execute(sql);
    },
    /** Rows left of earlier epochs, by column. It reads every row. */
    left: async (): Promise<{ readonly column: string; readonly rows: number }[]> => {
      const { rows } = await raw<{ column: string; rows: number }>`
        select place as "column", left_rows::int as rows from kernel.tokens_left()`.execute(sql);
      return rows;
    },
    /** Ends the renewal; false where rows of earlier epochs are left, which are then walked through again. */
    end: async (): Promise<boolean> => {
      const { rows } = await raw<{ ended: boolean }>`select kernel.end_token_renewal() as ended`.execute(sql);
      return rows[0]?.ended === true;
    },
  };
}
