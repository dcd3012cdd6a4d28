import type { LawPack, LawSettings, WorkingCalendar } from '@gatehouse/law';

/** The law pack in force at this registry, with what its operator chose on open points. */
export type RegistryLaw = {
  readonly pack: LawPack;
  readonly hash: string;
  readonly settings: LawSettings;
  readonly calendar: WorkingCalendar;
};

/**
 * Which identity numbers may be entered. Invented ones have province code 10, which was never issued: a demonstration takes
 * nothing else, a production node refuses them.
 */
export type NumberPolicy = 'invented-only' | 'issued-only' | 'any';
