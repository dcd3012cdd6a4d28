import { type Insertable, sql as rawSql, type Selectable, type Updateable } from 'kysely';
import type {
  SupervisionProhibitionActionTable,
  SupervisionProhibitionTable,
} from '../../../kernel/database/tables.generated.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import { newId } from '../../../kernel/ids.js';
import { viewerName } from '../../../kernel/viewer.js';
import type { ChangeKind, Order, OrderState } from '../rules/order.js';
import { detailOf } from '../rules/replay.js';

export type ProhibitionRow = Selectable<SupervisionProhibitionTable>;
export type ActionRow = Selectable<SupervisionProhibitionActionTable>;
export type NewProhibition = Omit<
  Insertable<SupervisionProhibitionTable>,
  'state' | 'enteredBy' | 'enteredAt' | 'changedAt' | 'version'
>;
export type Changes = Updateable<SupervisionProhibitionTable>;

/** A step of an order: its verb, and a reason that is sealed under the key of the order. */
export type Step = { readonly verb: string; readonly seal?: (actionId: string) => Buffer };

const open: readonly OrderState[] = ['ENTERED', 'RETURNED', 'VERIFIED'];
const mostTogether = 500;

/** Which orders a list shows: of the own procuratorate or of those below it, open or ended. */
export type ProhibitionFilter = {
  readonly organisationId: string;
  readonly isBelow: boolean;
  readonly isEnded: boolean;
};

/** Where a page of orders ended: rank, clock as the database writes it, id. */
export type ProhibitionPosition = { readonly rank: number; readonly clock: string; readonly id: string };

/** Orders and their actions, as far as the viewer may see them. */
export function prohibitionStore({ sql, now, viewer }: Transaction) {
  const rows = () => sql.selectFrom('supervision.prohibition').selectAll();
  const append = async (id: string, sequence: number, changes: object, { verb, seal }: Step): Promise<void> => {
    const actionId = newId();
    await sql
      .insertInto('supervision.prohibitionAction')
      .values({
        id: actionId,
        prohibitionId: id,
        sequence,
        verb,
        detail: JSON.stringify(detailOf({ ...changes })),
        words: seal?.(actionId) ?? null,
        actor: viewerName(viewer),
        at: now,
      })
      .execute();
  };
  /** What is due first on top; of those that have ended, the latest. */
  const page = async (
    { organisationId, isBelow, isEnded }: ProhibitionFilter,
    limit: number,
    after: ProhibitionPosition | undefined,
  ): Promise<(ProhibitionRow & { readonly position: ProhibitionPosition })[]> => {
    const clock = isEnded
      ? rawSql<string>`-extract(epoch from changed_at)::numeric`
      : rawSql<string>`coalesce(extract(epoch from due_at)::numeric, 'Infinity'::numeric)`;
    let query = rows()
      .select(rawSql<string>`(${clock})::text`.as('clock'))
      .where('organisationId', isBelow ? '<>' : '=', organisationId)
      .where('state', isEnded ? 'not in' : 'in', [...open]);
    if (after !== undefined)
      query = query.where(
        rawSql<boolean>`(due_rank, ${clock}, id) > (${after.rank}::int, ${after.clock}::numeric, ${after.id}::uuid)`,
      );
    const found = await query.orderBy('dueRank').orderBy(clock).orderBy('id').limit(limit).execute();
    return found.map(({ clock: at, ...row }) => ({
      ...row,
      position: { rank: row.dueRank, clock: at, id: row.id },
    }));
  };
  return {
    byId: async (id: string): Promise<ProhibitionRow> =>
      (await rows().where('id', '=', id).executeTakeFirst()) ?? refuse('not-found'),
    /** The order, held until the act ends. */
    held: async (id: string): Promise<ProhibitionRow> =>
      (await rows().where('id', '=', id).forUpdate().executeTakeFirst()) ?? refuse('not-found'),
    heldByTelling: async (toldId: string): Promise<ProhibitionRow | undefined> =>
      rows().where('toldId', '=', toldId).forUpdate().executeTakeFirst(),
    page,
    /** Every open order of a procuratorate, read in stretches. */
    everyOpen: async (organisationId: string): Promise<ProhibitionRow[]> => {
      const filter = { organisationId, isBelow: false, isEnded: false };
      const all: ProhibitionRow[] = [];
      for (let after: ProhibitionPosition | undefined; ;) {
        const next = await page(filter, mostTogether, after);
        all.push(...next);
        after = next.at(-1)?.position;
        if (next.length < mostTogether) return all;
      }
    },
    /** Other orders of the same procuratorate about somebody who holds one of these documents. */
    others: async (
      { id, organisationId }: Pick<ProhibitionRow, 'id' | 'organisationId'>,
      tokens: readonly Buffer[],
    ): Promise<ProhibitionRow[]> =>
      rows()
        .where('id', '<>', id)
        .where('organisationId', '=', organisationId)
        .where(rawSql<boolean>`tokens && ${tokens}::bytea[]`)
        .orderBy('enteredAt')
        .execute(),
    /** Verified orders about somebody who holds one of these documents. */
    about: async (tokens: readonly Buffer[]): Promise<ProhibitionRow[]> =>
      rows()
        .where('state', 'not in', ['ENTERED', 'RETURNED'])
        .where(rawSql<boolean>`tokens && ${tokens}::bytea[]`)
        .orderBy('enteredAt')
        .execute(),
    actions: async (id: string): Promise<ActionRow[]> =>
      sql
        .selectFrom('supervision.prohibitionAction')
        .selectAll()
        .where('prohibitionId', '=', id)
        .orderBy('sequence')
        .execute(),
    /** Orders that the sweep has not looked at today, or that changed since. */
    toSweep: async (today: string, limit: number): Promise<string[]> =>
      (
        await sql
          .selectFrom('supervision.prohibition')
          .select('id')
          .where('state', '=', 'VERIFIED')
          .where(rawSql<boolean>`swept_on is distinct from ${today}::date`)
          .orderBy('id')
          .limit(limit)
          .execute()
      ).map(({ id }) => id),
    /** Beside the actions: nobody who has the order before them is held up by a receipt. */
    noteReceipt: async (id: string, receivedAt: Date): Promise<void> => {
      await sql
        .updateTable('supervision.prohibition')
        .set({ receivedAt, dueStale: true })
        .where('id', '=', id)
        .execute();
    },
    markSwept: async (id: string, today: string | null): Promise<void> => {
      await sql
        .updateTable('supervision.prohibition')
        .set({ sweptOn: today, dueStale: true })
        .where('id', '=', id)
        .execute();
    },
    /** Orders of which it has to be written anew what is due first. */
    toArrange: async (limit: number): Promise<string[]> =>
      (
        await sql
          .selectFrom('supervision.prohibition')
          .select('id')
          .where('dueStale', '=', true)
          .orderBy('id')
          .limit(limit)
          .execute()
      ).map(({ id }) => id),
    /** Beside the actions: where the list shows it. */
    arrange: async (
      id: string,
      placed: { readonly dueRank: number; readonly dueAt: Date | null; readonly divisionCode: string | null },
    ): Promise<void> => {
      await sql
        .updateTable('supervision.prohibition')
        .set({ ...placed, dueStale: false })
        .where('id', '=', id)
        .execute();
    },
    insert: async (prohibition: NewProhibition): Promise<ProhibitionRow> => {
      const values = { ...prohibition, state: 'ENTERED', enteredBy: viewerName(viewer) };
      const row = await sql
        .insertInto('supervision.prohibition')
        .values({ ...values, enteredAt: now, changedAt: now })
        .returningAll()
        .executeTakeFirstOrThrow();
      await append(row.id, row.version, values, { verb: 'enter' });
      return row;
    },
    /** Changes an order by one action; refuses where somebody was first. */
    update: async (
      row: Pick<ProhibitionRow, 'id' | 'version'>,
      changes: Changes,
      step: Step,
    ): Promise<ProhibitionRow> => {
      const next =
        (await sql
          .updateTable('supervision.prohibition')
          .set({ ...changes, version: row.version + 1, changedAt: now, sweptOn: null, dueStale: true })
          .where('id', '=', row.id)
          .where('version', '=', row.version)
          .returningAll()
          .executeTakeFirst()) ?? refuse('changed-meanwhile');
      await append(row.id, next.version, changes, step);
      return next;
    },
  };
}

/** An order as the rules know it. */
export function orderOf(row: ProhibitionRow): Order {
  const { regime, effectiveOn, sentenceEndsOn, paroledOn, years, postClasses, endsEarlyOn, exposesChild } = row;
  const { enteredAt, toldAt, receivedAt, servedOn } = row;
  return {
    ...{ regime, effectiveOn, sentenceEndsOn, paroledOn, years, postClasses, endsEarlyOn, exposesChild },
    ...{ enteredAt, toldAt, receivedAt, servedOn },
    sentence: row.sentence as Order['sentence'],
    state: row.state as OrderState,
    hasCertificate: row.certificateFileId !== null && row.erasedAt === null,
    change: row.changeKind as ChangeKind | null,
    changeProposedAt: row.changeAt,
  };
}
