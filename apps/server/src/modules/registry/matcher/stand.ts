import type { CivilDate } from '@gatehouse/law';
import { ruleVersion } from '@gatehouse/matching';
import type { RegistryLaw } from '../law.js';
import texts from './snapshot-refusals.json' with { type: 'json' };

/** Why a kept index is not opened, in a stable word. */
export type SnapshotRefusalCode = keyof typeof texts;

/** What a kept index rests on. Every part of it is sealed to all of this. */
export type Stand = {
  /** The last of `registry.index_change` that is in it. */
  readonly sequence: number;
  /** The day in China for which the law was read. */
  readonly day: CivilDate;
  readonly format: number;
  readonly ruleVersion: string;
  readonly lawHash: string;
  /** The operator's choices on open points, in one order. */
  readonly settings: string;
};

/** Grows when what lies in a snapshot is laid out otherwise. */
const format = 1;

/** The stand of an index that this node builds. */
export function standOf({ hash, settings }: RegistryLaw, sequence: number, day: CivilDate): Stand {
  const choices = Object.entries(settings.choices).sort(([a], [b]) => (a < b ? -1 : 1));
  return { sequence, day, format, ruleVersion, lawHash: hash, settings: JSON.stringify(choices) };
}

/**
 * Why an index that stands so must not be opened here; undefined where it may. `own` is where this node stands: the head of its
 * changes, and today. An earlier day is none: the records whose day has come since are looked at again.
 */
export function staleness(kept: Stand, own: Stand): SnapshotRefusalCode | undefined {
  if (kept.format !== own.format) return 'other_format';
  if (kept.ruleVersion !== own.ruleVersion) return 'other_rules';
  if (kept.lawHash !== own.lawHash) return 'other_law';
  if (kept.settings !== own.settings) return 'other_settings';
  if (kept.day > own.day) return 'later_day';
  return kept.sequence > own.sequence ? 'ahead_of_database' : undefined;
}

/** What one part of a snapshot is sealed to: the whole stand, the list it belongs to, and its place among all parts. */
export function bindingOf(stand: Stand, list: string | null, place: number, parts: number): string {
  const { sequence, day, format: form, ruleVersion: rules, lawHash, settings } = stand;
  return JSON.stringify(['registry.index', form, sequence, day, rules, lawHash, settings, list, place, parts]);
}

/** The words for a refusal; they hold nothing of a person. */
export function refusalWords(code: SnapshotRefusalCode): { readonly en: string; readonly zh: string } {
  return texts[code];
}
