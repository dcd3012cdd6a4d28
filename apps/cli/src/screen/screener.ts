import {
  createIndex,
  type MatchReason,
  type PersonEvidence,
  type ScreeningIndex,
  type ScreeningReader,
} from '@gatehouse/matching';
import { type OnChunk, openPersonFile } from './person-rows.js';

/**
 * One line of the result. Reasons are JSON text: `{ "ruleVersion": …, "fields": [ … ] }`, with `"limited": true` where more records agree
 * with the person than are compared.
 */
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
  onChunk?: OnChunk,
): Promise<ScreeningIndex> {
  const index = createIndex([]);
  const file = await openPersonFile(path, fields, onChunk);
  for await (const { evidence } of file.rows) index.add(evidence);
  return index;
}

/**
 * The result rows of one person, best candidate first. A person without a candidate in a band has one row with band `none`,
 * the best candidate and its score where there is one.
 */
export function screenPerson(index: ScreeningReader, person: PersonEvidence): ResultRow[] {
  const { band, candidates, limited, reasons, ruleVersion } = index.screen(person);
  const told = (fields: readonly MatchReason[]) => ({ ruleVersion, fields, ...(limited ? { limited } : {}) });
  if (candidates.length === 0) return [resultRow(person.id, band, '', 0, told(reasons))];
  return candidates.map((candidate) =>
    resultRow(person.id, candidate.band, candidate.id, candidate.score, told(candidate.reasons)),
  );
}

/** A line of the result; the values of a person stay out of it. */
export function resultRow(
  people_id: string,
  band: string,
  registry_id: string,
  score: number,
  reasons: object,
): ResultRow {
  return { people_id, band, registry_id, score, reasons: JSON.stringify(reasons) };
}
