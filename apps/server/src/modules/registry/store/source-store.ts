import type { Transaction } from '../../../kernel/database/transaction.js';
import { newId } from '../../../kernel/ids.js';
import { viewerName } from '../../../kernel/viewer.js';

/** A source as declared. */
export type Source = {
  readonly id: string;
  readonly code: string;
  readonly nameEn: string;
  readonly nameZh: string;
  readonly kind: string;
  readonly querySource: string;
  readonly freshHours: number;
  readonly divisions: string[];
  readonly lastReceivedAt: Date | null;
  readonly declaredAt: Date;
  /** Whether its deliveries bear numbers. */
  readonly isNumbered: boolean;
  readonly incompleteSince: Date | null;
  readonly incompleteWhy: string | null;
  readonly missingNumbers: number[];
  /** From when on it has to say of each delivery how many rows it sent. */
  readonly countsOwedFrom: Date;
};

/** A source as it is declared. */
export type SourceDeclaration = Omit<
  Source,
  'id' | 'lastReceivedAt' | 'declaredAt' | 'incompleteSince' | 'incompleteWhy' | 'missingNumbers' | 'countsOwedFrom'
>;

/** Sources and what they said. */
export function sourceStore({ sql, now, viewer }: Transaction) {
  const sources = () => sql.selectFrom('registry.source').selectAll();

  const tell = async (
    sourceId: string,
    verb: 'declared' | 'received' | 'nothing_new' | 'counted',
    upTo: Date | null,
    reference: string | null,
  ) => {
    await sql
      .insertInto('registry.sourceAction')
      .values({ id: newId(), sourceId, verb, upTo, reference, actor: viewerName(viewer), at: now })
      .execute();
  };

  return {
    all: (): Promise<Source[]> => sources().orderBy('code').execute(),
    byCode: (code: string): Promise<Source | undefined> => sources().where('code', '=', code).executeTakeFirst(),
    byId: (id: string): Promise<Source | undefined> => sources().where('id', '=', id).executeTakeFirst(),
    declare: async (source: SourceDeclaration & { readonly id: string }) => {
      await sql
        .insertInto('registry.source')
        .values({ ...source, declaredAt: now, countsOwedFrom: now })
        .execute();
      await tell(source.id, 'declared', null, null);
    },
    /** Something arrived, or the source said that nothing is new. An earlier instant never moves the clock back. */
    received: async (sourceId: string, verb: 'received' | 'nothing_new', upTo: Date, reference: string | null) => {
      await sql
        .updateTable('registry.source')
        .set({ lastReceivedAt: upTo })
        .where('id', '=', sourceId)
        .where(({ or, eb }) => or([eb('lastReceivedAt', 'is', null), eb('lastReceivedAt', '<', upTo)]))
        .execute();
      await tell(sourceId, verb, upTo, reference);
    },
    /** Holds the source, so that two deliveries at once are compared one after the other. */
    lock: (sourceId: string): Promise<Source | undefined> =>
      sources().where('id', '=', sourceId).forUpdate().executeTakeFirst(),
    setCompleteness: async (
      sourceId: string,
      found: { readonly since: Date; readonly why: string; readonly missing: readonly number[] } | null,
    ) => {
      await sql
        .updateTable('registry.source')
        .set({
          incompleteSince: found?.since ?? null,
          incompleteWhy: found?.why ?? null,
          missingNumbers: [...(found?.missing ?? [])],
        })
        .where('id', '=', sourceId)
        .execute();
    },
    counted: (sourceId: string, reference: string) => tell(sourceId, 'counted', null, reference),
  };
}
