import type { PersonEvidence } from '@gatehouse/matching';
import type { PersonFile } from './person-rows.js';
import { unusableInput } from './refusal.js';
import type { ResultRow } from './screener.js';
import type { ScreeningPool } from './screening-pool.js';

/** How many people fell into each band. */
export interface Tally {
  people: number;
  strong: number;
  possible: number;
  none: number;
}

const groupSize = 500;

/**
 * Screens a whole file: result rows in the order of its people, never more than two groups a lane ahead of what was taken.
 * Rows of band `none` are left out unless `all`.
 * @throws ScreenRefusal on an id that stands twice.
 */
export async function* screenPeople(
  file: PersonFile,
  pool: ScreeningPool,
  all: boolean,
  tally: Tally,
): AsyncGenerator<ResultRow> {
  const lanes: Promise<unknown>[] = Array.from({ length: pool.lanes }, () => Promise.resolve());
  const waiting: Promise<readonly ResultRow[][]>[] = [];
  let group = 0;
  for await (const people of groups(file)) {
    const lane = group % pool.lanes;
    const screened = (lanes[lane] ?? Promise.resolve()).then(() => pool.screen(lane, people));
    // A failure is met where the rows are taken; without this it would also count as unhandled until then.
    screened.catch(() => undefined);
    lanes[lane] = screened;
    waiting.push(screened);
    group += 1;
    if (waiting.length >= pool.lanes * 2) yield* takeFirst(waiting, all, tally);
  }
  while (waiting.length > 0) yield* takeFirst(waiting, all, tally);
}

async function* takeFirst(
  waiting: Promise<readonly ResultRow[][]>[],
  all: boolean,
  tally: Tally,
): AsyncGenerator<ResultRow> {
  for (const rows of (await waiting.shift()) ?? []) {
    const band = rows[0]?.band;
    tally.people += 1;
    if (band === 'strong' || band === 'possible') tally[band] += 1;
    else tally.none += 1;
    for (const row of rows) if (all || row.band !== 'none') yield row;
  }
}

async function* groups(file: PersonFile): AsyncGenerator<readonly PersonEvidence[]> {
  const seen = new Map<string, number>();
  let group: PersonEvidence[] = [];
  for await (const { evidence, rowNumber } of file.rows) {
    const first = seen.get(evidence.id);
    if (first !== undefined) {
      throw unusableInput('id-repeated', { file: file.name, row: rowNumber, column: file.idHeader, first });
    }
    seen.set(evidence.id, rowNumber);
    group.push(evidence);
    if (group.length < groupSize) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}
