import type { LawPack, LawSettings, WorkingCalendar } from '@gatehouse/law';

/** The law pack in force at this registry, with what its operator chose on open points. */
export type RegistryLaw = {
  readonly pack: LawPack;
  readonly hash: string;
  readonly settings: LawSettings;
  readonly calendar: WorkingCalendar;
  /** Every pack that was in force on this node, by its hash, as far as it was kept. */
  readonly everInForce?: ReadonlyMap<string, LawPack>;
};

/** The law by which something was decided, by the hash of its pack; undefined where that pack is not kept. Choices are those of today. */
export function lawUnder(law: RegistryLaw, hash: string | undefined): RegistryLaw | undefined {
  if (hash === undefined) return undefined;
  if (hash === law.hash) return law;
  const pack = law.everInForce?.get(hash);
  return pack && { ...law, pack, hash };
}

/**
 * Which identity numbers may be entered. Invented ones have province code 10, which was never issued: a demonstration takes
 * nothing else, a production node refuses them.
 */
export type NumberPolicy = 'invented-only' | 'issued-only' | 'any';
