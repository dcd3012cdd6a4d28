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
};

/** Sources and what they said. */
export function sourceStore({ sql, now, viewer }: Transaction) {
  const sources = () => sql.selectFrom('registry.source').selectAll();

  const tell = async (
    sourceId: string,
    verb: 'declared' | 'received' | 'nothing_new',
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
    declare: async (source: Omit<Source, 'lastReceivedAt' | 'declaredAt'>) => {
      await sql
        .insertInto('registry.source')
        .values({ ...source, declaredAt: now })
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
  };
}
