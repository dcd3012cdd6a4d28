import type { SourceView } from '@gatehouse/contract';
import type { LawPack } from '@gatehouse/law';
import { countOwed, freshHoursOf, sourceState } from '../rules/freshness.js';
import type { Source } from '../store/source-store.js';

/** What deliveries say of sources, by source. */
export type DeliveryStandings = {
  /** The highest number taken. */
  readonly lastNumbers: ReadonlyMap<string, number>;
  /** Since when a delivery is here of which the source has not said how many rows it sent. */
  readonly uncountedSince: ReadonlyMap<string, Date>;
};

/** A source with its freshness at an instant, the last number that it has taken, what it is known to lack, and what it owes. */
export function sourceView(
  pack: LawPack,
  source: Source,
  now: Date,
  { lastNumbers, uncountedSince }: DeliveryStandings,
): SourceView {
  const { state, silentSince } = sourceState(pack, source, now);
  const owed = countOwed(pack, uncountedSince.get(source.id), now);
  return {
    id: source.id,
    code: source.code,
    nameEn: source.nameEn,
    nameZh: source.nameZh,
    kind: source.kind as SourceView['kind'],
    querySource: source.querySource,
    freshHours: freshHoursOf(pack, source),
    divisions: [...source.divisions],
    lastReceivedAt: source.lastReceivedAt?.toISOString() ?? null,
    state,
    silentSince: silentSince?.toISOString() ?? null,
    why: state === 'fresh' ? null : ((source.incompleteWhy ?? 'nothing_since') as SourceView['why']),
    isNumbered: source.isNumbered,
    lastNumber: lastNumbers.get(source.id) ?? null,
    missingNumbers: source.missingNumbers,
    count: owed === null ? null : { dueAt: owed.dueAt.toISOString(), isLate: owed.isLate },
  };
}
