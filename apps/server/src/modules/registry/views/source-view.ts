import type { SourceView } from '@gatehouse/contract';
import { sourceState } from '../rules/freshness.js';
import type { Source } from '../store/source-store.js';

/** A source with its freshness at an instant, the last number that it has taken, and what it is known to lack. */
export function sourceView(source: Source, now: Date, lastNumbers: ReadonlyMap<string, number>): SourceView {
  const { state, silentSince } = sourceState(source, now);
  return {
    id: source.id,
    code: source.code,
    nameEn: source.nameEn,
    nameZh: source.nameZh,
    kind: source.kind as SourceView['kind'],
    querySource: source.querySource,
    freshHours: source.freshHours,
    divisions: [...source.divisions],
    lastReceivedAt: source.lastReceivedAt?.toISOString() ?? null,
    state,
    silentSince: silentSince?.toISOString() ?? null,
    why: state === 'fresh' ? null : ((source.incompleteWhy ?? 'nothing_since') as SourceView['why']),
    isNumbered: source.isNumbered,
    lastNumber: lastNumbers.get(source.id) ?? null,
    missingNumbers: source.missingNumbers,
  };
}
