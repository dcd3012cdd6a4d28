import type { CivilDate } from '../civil-date.js';
import type { Words } from '../pack/rule-schema.js';
import counties from './counties.json' with { type: 'json' };
import invented from './demonstration-divisions.json' with { type: 'json' };
import knownChanges from './known-changes.json' with { type: 'json' };
import prefectures from './prefectures.json' with { type: 'json' };
import provinces from './provinces.json' with { type: 'json' };

/** An administrative division (GB/T 2260) over the days it is known to have existed. */
export interface Division {
  /** Six digits: two for the province, two for the prefecture, two for the county. */
  code: string;
  name: string;
  /** Only invented divisions have an English name of their own. */
  nameEn?: string;
  /** First day; null: before our table begins. */
  validFrom: CivilDate | null;
  /** Last day; null: still there. */
  validTo: CivilDate | null;
}

/** Divisions by code, each code's rows oldest first. */
export type DivisionTable = ReadonlyMap<string, readonly Division[]>;

/** The real divisions of China. */
export const nationalDivisions: DivisionTable = tableOf([
  ...provinces.divisions,
  ...prefectures.divisions,
  ...counties.divisions,
  ...knownChanges.divisions,
]);

/** Invented divisions for the demonstration, in province codes that were never issued. */
export const inventedDivisions: DivisionTable = tableOf(invented.divisions);

/**
 * The division a code named on a day; undefined when our table knows none. Codes in identity numbers may be long
 * abolished or missing here: warn about an unknown code, never refuse it.
 */
export function divisionAt(
  code: string,
  at: CivilDate,
  table: DivisionTable = nationalDivisions,
): Division | undefined {
  return table.get(code)?.find((row) => stoodOn(row, at));
}

/**
 * The code of the division above: a county's prefecture, or its province where no prefecture stands between; null for
 * a province. Works for abolished and unknown codes too, from their digits.
 */
export function parentDivision(code: string, table: DivisionTable = nationalDivisions): string | null {
  const prefecture = `${code.slice(0, 4)}00`;
  if (prefecture !== code && table.has(prefecture)) return prefecture;
  const province = `${code.slice(0, 2)}0000`;
  return province === code ? null : province;
}

/** Whether a division is another one or lies in it, by their digits. */
export function isWithin(code: string, ancestorCode: string): boolean {
  return code.startsWith(ancestorCode.replace(/(00){1,2}$/, ''));
}

/** The divisions directly below one (null: the provinces) on a day, in the order of their codes. */
export function listDivisions(
  parent: string | null,
  at: CivilDate,
  table: DivisionTable = nationalDivisions,
): Division[] {
  return [...table.keys()]
    .filter((code) => parentDivision(code, table) === parent)
    .flatMap((code) => divisionAt(code, at, table) ?? [])
    .sort((left, right) => left.code.localeCompare(right.code));
}

/**
 * The name a code last had, or undefined when it is not known. Real divisions have Chinese names only; English readers
 * get those too.
 */
export function divisionName(
  code: string,
  language: 'zh' | 'en' = 'zh',
  table: DivisionTable = nationalDivisions,
): string | undefined {
  const last = table.get(code)?.at(-1);
  return language === 'en' ? (last?.nameEn ?? last?.name) : last?.name;
}

/** The names of a division and of those it lies in, itself first; none where no table knows its code. */
export function divisionPath(code: string): readonly Words[] {
  const table = inventedDivisions.has(code) ? inventedDivisions : nationalDivisions;
  const zh = divisionName(code, 'zh', table);
  if (zh === undefined) return [];
  const above = parentDivision(code, table);
  return [{ en: divisionName(code, 'en', table) ?? zh, zh }, ...(above === null ? [] : divisionPath(above))];
}

/** Divisions in words: English from the smallest, Chinese from the largest. */
export function placeInWords(path: readonly Words[]): Words {
  return {
    en: path.map(({ en }) => en).join(', '),
    zh: path
      .map(({ zh }) => zh)
      .reverse()
      .join(''),
  };
}

function stoodOn(division: Division, at: CivilDate): boolean {
  const begun = division.validFrom === null || division.validFrom <= at;
  return begun && (division.validTo === null || at <= division.validTo);
}

function tableOf(rows: readonly Division[]): DivisionTable {
  const table = new Map<string, Division[]>();
  for (const row of rows) table.set(row.code, [...(table.get(row.code) ?? []), row]);
  for (const versions of table.values()) {
    versions.sort((left, right) => (left.validFrom ?? '').localeCompare(right.validFrom ?? ''));
  }
  return table;
}
