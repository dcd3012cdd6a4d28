import { createIndex, type PersonEvidence, type ScreeningIndex, type ScreeningReader } from '@gatehouse/matching';
import { openPersonFile } from './person-rows.js';

/** One line of the result. Reasons are JSON text: `{ "ruleVersion": …, "fields": [ … ] }`. */
export interface ResultRow {
  readonly people_id: string;
  readonly band: string;
  readonly registry_id: string;
  readonly score: number;
  readonly reasons: string;
}

/** Builds the index over a registry file; rows that share an id describe one person. */
export async function loadRegistry(
  path: string,
  fields: readonly string[],
  onBytes?: (count: number) => void,
): Promise<ScreeningIndex> {
  const index = createIndex([]);
  const file = await openPersonFile(path, fields, onBytes);
  for await (const { evidence } of file.rows) index.add(evidence);
  return index;
}

/**
 * The result rows of one person, best candidate first. A person without a candidate in a band has one row with band `none`,
 * the best candidate and its score where there is one.
 */
export function screenPerson(index: ScreeningReader, person: PersonEvidence): ResultRow[] {
  const { candidates, reasons, ruleVersion } = index.screen(person);
  if (candidates.length === 0) return [resultRow(person.id, 'none', '', 0, { ruleVersion, fields: reasons })];
  return candidates.map((candidate) =>
    resultRow(person.id, candidate.band, candidate.id, candidate.score, { ruleVersion, fields: candidate.reasons }),
  );
}

function resultRow(people_id: string, band: string, registry_id: string, score: number, reasons: object): ResultRow {
  return { people_id, band, registry_id, score, reasons: JSON.stringify(reasons) };
}
