import { isErrorCode, type RosterProgress } from '@gatehouse/contract';
import { civilDateAt, isCivilDate } from '@gatehouse/law';
import { act, type ActContext } from '../../../kernel/act.js';
import { DomainError, refuse } from '../../../kernel/errors.js';
import { type Viewer, systemViewer, viewerName } from '../../../kernel/viewer.js';
import type { Workplace } from '../doors.js';
import { completed } from '../rules/compare.js';
import { type Employment, employmentStore } from '../store/employment-store.js';
import { type Load, loadStore, nothingTaken, type Taken } from '../store/load-store.js';
import { openPersons } from '../store/person-sealing.js';
import { entryIn, type Row, rowSealerOf, rowStore } from '../store/row-store.js';
import { loadProgress, refuseState } from '../views/load-view.js';
import { addManyToRoster } from './add-many.js';
import { rowsInChunk } from './process-roster.js';
import {
  addToRoster,
  changeOnRoster,
  checkedEntry,
  endOnRoster,
  handOnMonitoring,
  type Place,
  placeOf,
} from './write-employment.js';

/**
 * Takes the differences that the clerk has seen; a job carries them out.
 * @throws DomainError `roster-has-problems` while there are rows that cannot be taken
 */
export async function takeRoster(
  { kernel }: Workplace,
  viewer: Viewer,
  id: string,
  { version, leftOn }: { readonly version: number; readonly leftOn: string },
): Promise<RosterProgress> {
  return act(kernel, viewer, 'workforce.take-roster', async (context) => {
    const load = await loadStore(context).held(id);
    if (load.state !== 'READY') refuseState(load);
    const counts = await rowStore(context).counts(id);
    if (counts.problem > 0) refuse('roster-has-problems', { rows: counts.problem });
    if (!isCivilDate(leftOn) || leftOn > civilDateAt(context.now)) refuse('roster-left-on');
    const next = await loadStore(context).update(
      { id, version },
      { state: 'TAKING', leftOn, takenBy: viewerName(viewer), taken: JSON.stringify(nothingTaken) },
    );
    await context.enqueue('workforce.take-roster', { loadId: id });
    await context.record({ object: { kind: 'workforce.roster', id }, details: { ...counts, leftOn } });
    return loadProgress(context, next);
  });
}

/**
 * Carries out what was taken, chunk by chunk, each employment in the name of the clerk who took it. A row goes when it is done, so
 * that a kill loses at most the chunk under way and nothing is done twice.
 */
export async function carryOutRoster(at: Workplace, loadId: string): Promise<void> {
  for (let more = true; more;) more = await takeChunk(at, loadId);
}

async function takeChunk(at: Workplace, id: string): Promise<boolean> {
  return act(at.kernel, systemViewer('roster-reader'), 'workforce.take-roster-rows', async (context) => {
    const store = loadStore(context);
    const load = await store.held(id);
    const isOn = load.state === 'TAKING';
    const rows = isOn ? await rowStore(context).toTake(id, rowsInChunk) : [];
    let taken = { ...nothingTaken, ...(load.taken as Partial<Taken>) };
    for (const outcome of await takeRows(context, at, load, rows)) taken = { ...taken, [outcome]: taken[outcome] + 1 };
    const isComplete = rows.length < rowsInChunk;
    if (isOn && isComplete) await rowStore(context).removeOf(id);
    if (isOn) await store.progress(id, { state: isComplete ? 'TAKEN' : 'TAKING', taken });
    await context.record({ object: { kind: 'workforce.roster', id }, details: { rows: rows.length, ...taken } });
    return isOn && !isComplete;
  });
}

/** Takes rows one after the other; answers what became of each. */
async function takeRows(
  context: ActContext,
  at: Workplace,
  load: Load,
  rows: readonly Row[],
): Promise<(keyof Taken)[]> {
  if (rows.length === 0) return [];
  const place = await placeOf(context, at, load.unitId);
  const ids = rows.flatMap(({ employmentId }) => (employmentId === null ? [] : [employmentId]));
  const standing = new Map((await employmentStore(context).byIds(ids)).map((row) => [row.id, row]));
  const done: string[] = [];
  const touched: string[] = [];
  const outcomes: (keyof Taken)[] = [];
  const added = await takeNew(context, at, { load, place }, rows);
  for (const row of rows) {
    const id = added.get(row.id);
    if (id !== undefined) {
      done.push(row.id);
      touched.push(id);
      outcomes.push('new');
      continue;
    }
    const employment = standing.get(row.employmentId ?? '');
    const refused = await refusalOf(async () => {
      touched.push(...(await takeRow(context, at, { load, place, row, employment })));
    });
    if (refused === undefined) done.push(row.id);
    else await rowStore(context).refuse(row.id, refused);
    outcomes.push(refused === undefined ? (row.kind as 'new' | 'changed' | 'left') : 'refused');
  }
  await rowStore(context).remove(done);
  await handOnMonitoring(context, touched);
  return outcomes;
}

/** Takes what is plainly new together; answers the employments by their rows. What has a reason against it is taken by itself. */
async function takeNew(
  context: ActContext,
  at: Workplace,
  { load, place }: Pick<Taking, 'load' | 'place'>,
  rows: readonly Row[],
): Promise<ReadonlyMap<string, string>> {
  const sealer = await rowSealerOf(at.kernel.keys, context, load);
  const sound = rows.flatMap((row) => {
    const entry = row.kind === 'new' && row.employmentId === null ? entryIn(row, sealer) : undefined;
    if (entry === undefined) return [];
    const { problems, documents } = checkedEntry(at, context.now, entry);
    return problems.length === 0 ? [{ id: row.id, entry, documents }] : [];
  });
  const ids = await addManyToRoster(context, at, place, sound, { way: 'file' }, load.takenBy ?? undefined);
  return new Map(
    sound.flatMap(({ id }, index): [string, string][] => {
      const employmentId = ids[index];
      return employmentId === undefined ? [] : [[id, employmentId]];
    }),
  );
}

type Taking = {
  readonly load: Load;
  readonly place: Place;
  readonly row: Row;
  readonly employment: Employment | undefined;
};

/** Takes one row; answers the employments it has touched. */
async function takeRow(
  context: ActContext,
  at: Workplace,
  { load, place, row, employment }: Taking,
): Promise<readonly string[]> {
  const { keys } = at.kernel;
  const actor = load.takenBy ?? undefined;
  const isAsSeen = employment?.version === row.employmentVersion && employment?.endedAt === null;
  if (row.employmentId !== null && !isAsSeen) refuse('changed-meanwhile');
  if (row.kind === 'left' && employment !== undefined) {
    const on = load.leftOn ?? civilDateAt(context.now);
    if (on < employment.fromDate) refuse('employment-end-impossible');
    await endOnRoster(context, employment, on, actor);
    return [employment.id];
  }
  const read = entryIn(row, await rowSealerOf(keys, context, load));
  if (read === undefined) throw new Error('a row of a file has no entry');
  const known =
    employment === undefined ? undefined : (await openPersons(keys, context, [employment])).get(employment.id);
  const entry = known === undefined ? read : { ...read, person: completed(read.person, known) };
  // Days pass between reading and taking.
  const { problems, documents } = checkedEntry(at, context.now, entry);
  if (problems.length > 0) refuse('roster-problems');
  const sound = { entry, documents };
  const written =
    employment === undefined
      ? await addToRoster(context, at, place, sound, { way: 'file' }, actor)
      : await changeOnRoster(context, at, place, employment, sound, actor);
  return written.touched;
}

/** Why a row could not be taken; undefined where it was. What is no refusal is thrown on. */
async function refusalOf(work: () => Promise<void>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof DomainError && isErrorCode(error.code)) return error.code;
    throw error;
  }
}
