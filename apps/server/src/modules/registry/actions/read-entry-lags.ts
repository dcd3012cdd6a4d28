import type { AnswerOf, registryLagEndpoints } from '@gatehouse/contract';
import { addMonths, civilDateAt } from '@gatehouse/law';
import { readAct } from '../../../kernel/act.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Registry } from '../registry.js';
import { toldLags } from '../rules/entry-lag.js';
import { entryLagStore } from '../store/entry-lag-store.js';
import { sourceStore } from '../store/source-store.js';

type Lags = AnswerOf<typeof registryLagEndpoints.entryLags>;

/** How long decisions took from their effect to their entry, by body, source and month, this month and those before it. */
export async function readEntryLags({ kernel, law }: Registry, viewer: Viewer, months: number): Promise<Lags> {
  const { fewestRecords } = law.pack.entryLags;
  return readAct(kernel, viewer, 'registry.read-entry-lags', async (context) => {
    context.record({ details: { months } });
    const thisMonth = `${civilDateAt(context.now).slice(0, 7)}-01`;
    const figures = await entryLagStore(context).figures(addMonths(thisMonth, 1 - months));
    const sources = new Map((await sourceStore(context).all()).map((source) => [source.id, source]));
    return {
      fewestRecords,
      items: toldLags(figures, fewestRecords).flatMap(({ sourceId, ...lag }) => {
        const source = sources.get(sourceId);
        if (source === undefined) return [];
        const words = { en: source.nameEn, zh: source.nameZh };
        return { ...lag, source: words, sourceCode: source.code, divisions: [...source.divisions] };
      }),
    };
  });
}
