import type { ExchangeMessage } from '@gatehouse/contract';
import { type Selectable, sql as rawSql, type Updateable } from 'kysely';
import type { SupervisionOwedGapTable } from '../../../kernel/database/tables.generated.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { Procuratorate } from '../rules/owed-gap.js';

export type OwedGapRow = Selectable<SupervisionOwedGapTable>;

/** Where a page of gaps ended. */
export type OwedGapPosition = {
  readonly isMended: number;
  readonly kind: number;
  readonly owedAt: string;
  readonly id: string;
};

/** Which gaps a list shows: of the own procuratorate or of those below it, open or closed here. */
export type OwedGapFilter = { readonly organisationId: string; readonly isBelow: boolean; readonly isClosed: boolean };

/** Gaps that are owed to the procuratorate, as far as the viewer may see them. */
export function owedGapStore({ sql, now }: Transaction) {
  const rows = () => sql.selectFrom('supervision.owedGap').selectAll();
  return {
    byId: async (id: string): Promise<OwedGapRow> =>
      (await rows().where('id', '=', id).executeTakeFirst()) ?? refuse('not-found'),
    /** The gap, held until the act ends; one that may only be read is not there. */
    held: async (id: string): Promise<OwedGapRow> =>
      (await rows().where('id', '=', id).forUpdate().executeTakeFirst()) ?? refuse('not-found'),
    /**
     * Those still open at the platform first, then by kind, then the oldest.
     * @param kinds the kinds of gap in the law pack's order
     */
    worstFirst: async (
      { organisationId, isBelow, isClosed }: OwedGapFilter,
      kinds: readonly string[],
      limit: number,
      after: OwedGapPosition | undefined,
    ): Promise<(OwedGapRow & { readonly position: OwedGapPosition })[]> => {
      const isMended = rawSql<number>`case when mended_at is null then 0 else 1 end`;
      const kind = rawSql<number>`coalesce(array_position(${kinds}::text[], kind), 0)`;
      let query = rows()
        .select([isMended.as('isMendedOrder'), kind.as('kindOrder')])
        .where('organisationId', isBelow ? '<>' : '=', organisationId)
        .where('state', isClosed ? '=' : '<>', 'CLOSED');
      if (after !== undefined)
        query = query.where(
          rawSql<boolean>`(${isMended}, ${kind}, owed_at, id) >
            (${after.isMended}::int, ${after.kind}::int, ${after.owedAt}::timestamptz, ${after.id}::uuid)`,
        );
      const found = await query.orderBy(isMended).orderBy(kind).orderBy('owedAt').orderBy('id').limit(limit).execute();
      return found.map(({ isMendedOrder, kindOrder, ...row }) => ({
        ...row,
        position: { isMended: isMendedOrder, kind: kindOrder, owedAt: row.owedAt.toISOString(), id: row.id },
      }));
    },
    /** How many wait for somebody, how many are in a hand, and how many of both were mended. */
    waiting: async (organisationId: string) =>
      sql
        .selectFrom('supervision.owedGap')
        .select([
          rawSql<number>`count(*) filter (where state = 'WAITING')::int`.as('waiting'),
          rawSql<number>`count(*) filter (where state = 'IN_HAND')::int`.as('inHand'),
          rawSql<number>`count(*) filter (where mended_at is not null)::int`.as('mended'),
          rawSql<Date | null>`min(owed_at) filter (where state = 'WAITING')`.as('oldest'),
        ])
        .where('organisationId', '=', organisationId)
        .where('state', '<>', 'CLOSED')
        .executeTakeFirstOrThrow(),
    /** Keeps what the platform said, unless something later is known already; answers the row, and whether it changed. */
    keep: async (toldBy: string, body: ExchangeMessage<'gap.owed'>): Promise<{ row: OwedGapRow; isNew: boolean }> => {
      const told = toldColumns(body);
      const kept = await sql
        .insertInto('supervision.owedGap')
        .values({ id: body.referralId, toldBy, receivedAt: now, ...told })
        .onConflict((conflict) =>
          conflict
            .column('id')
            .doUpdateSet(told)
            .where('supervision.owedGap.toldBy', '=', toldBy)
            .where('supervision.owedGap.toldVersion', '<', body.version),
        )
        .returningAll()
        .executeTakeFirst();
      if (kept !== undefined) return { row: kept, isNew: true };
      return { row: await rows().where('id', '=', body.referralId).executeTakeFirstOrThrow(), isNew: false };
    },
    place: async (id: string, { id: organisationId, divisionCode }: Procuratorate): Promise<void> => {
      await sql
        .updateTable('supervision.owedGap')
        .set({ organisationId, heldIn: divisionCode })
        .where('id', '=', id)
        .execute();
    },
    /** Those that no procuratorate has yet. */
    unplaced: async (limit: number): Promise<OwedGapRow[]> =>
      rows().where('organisationId', 'is', null).orderBy('receivedAt').limit(limit).execute(),
    /** Changes what is done here; refuses where somebody was first. */
    update: async (
      { id, version }: Pick<OwedGapRow, 'id' | 'version'>,
      changes: Updateable<SupervisionOwedGapTable>,
    ): Promise<OwedGapRow> =>
      (await sql
        .updateTable('supervision.owedGap')
        .set({ ...changes, version: version + 1 })
        .where('id', '=', id)
        .where('version', '=', version)
        .returningAll()
        .executeTakeFirst()) ?? refuse('changed-meanwhile'),
  };
}

function toldColumns(body: ExchangeMessage<'gap.owed'>) {
  const { version, unit, authority, above, escalatedAt, closed, course } = body;
  return {
    ...{ toldVersion: version, divisionCode: body.divisionCode, unitEn: unit.en, unitZh: unit.zh },
    ...{ authorityEn: authority?.en ?? null, authorityZh: authority?.zh ?? null },
    ...{ aboveEn: above?.en ?? null, aboveZh: above?.zh ?? null },
    ...{ kind: body.kind, postClass: body.postClass, missing: body.missing, stillThere: body.stillThere },
    since: new Date(body.since),
    foundAt: new Date(body.foundAt),
    escalatedAt: escalatedAt === null ? null : new Date(escalatedAt),
    owedAt: new Date(body.owedAt),
    course: JSON.stringify(course),
    mendedAt: closed === null ? null : new Date(closed.at),
    mendedAs: closed?.outcome ?? null,
  };
}
