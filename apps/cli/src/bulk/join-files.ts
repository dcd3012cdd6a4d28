import { basename, join } from 'node:path';
import { ruleVersion, type ScreeningIndex } from '@gatehouse/matching';
import type { ScreenArguments } from '../screen/arguments.js';
import { exitStatus, ScreenRefusal, say } from '../screen/refusal.js';
import type { CommandOutput, Screened } from '../screen/screen-command.js';
import type { Tally } from '../screen/screen-people.js';
import type { ResultRow } from '../screen/screener.js';
import { writeResult } from '../screen/write-result.js';
import { crowdedRecords } from './found-lines.js';
import { type Lane, type LaneTask, openLane } from './lane.js';
import { type LoadedPeople, openPeople, type PeopleSource } from './load-people.js';
import { orderedRows } from './order-rows.js';
import { type RowProgress, startRowProgress } from './progress.js';
import { openThreadedLane } from './threaded-lane.js';
import { openWork, type WorkFolder, type WorkState, writing } from './work-folder.js';
import { stretchOf, workLine } from './work-line.js';

/** Opens the lanes of a run, one for each file. */
export type OpenLanes = (tasks: readonly LaneTask[]) => readonly Lane[];

interface Run {
  readonly wanted: ScreenArguments;
  readonly output: CommandOutput;
  readonly people: ScreeningIndex;
  readonly records: ScreeningIndex;
  readonly work: WorkFolder;
  readonly lanes: readonly Lane[];
  readonly isStopped: () => boolean;
  state: WorkState;
}

/**
 * Joins a people file with a registry file. Goes on with what an earlier run about the same left beside the result.
 * @throws ScreenRefusal when a file cannot be used, the work is another's, it cannot be written, or it was stopped
 */
export async function joinFiles(
  wanted: ScreenArguments,
  output: CommandOutput,
  openLanes: OpenLanes = lanesOf,
): Promise<Screened> {
  const { isStopped, release } = watchInterrupt();
  try {
    // Both are opened first: a wrong column should not wait for a long file.
    const [people, records] = await Promise.all(
      [wanted.people, wanted.registry].map((path) => openPeople(path, wanted.fields)),
    );
    if (people === undefined || records === undefined) throw new RangeError('two files are opened');
    const registry = await read(records, output, 'adds', isStopped);
    const roster = await read(people, output, 'refused', isStopped);
    const identity = { registry: registry.hash, people: roster.hash, fields: wanted.fields, ruleVersion };
    const work = await openWork(wanted.out, identity, wanted.anew);
    try {
      return await joinIn(work, wanted, output, roster.index, registry.index, openLanes, isStopped);
    } finally {
      await work.close();
    }
  } finally {
    release();
  }
}

async function read(
  source: PeopleSource,
  output: CommandOutput,
  repeated: 'adds' | 'refused',
  isStopped: () => boolean,
): Promise<LoadedPeople> {
  const progress = startRowProgress(output, 'reading');
  const loaded = await source.read(progress, repeated, isStopped).finally(() => progress.end());
  if (isStopped()) throw new ScreenRefusal(exitStatus.failed, say('bulk-stopped-reading'));
  return loaded;
}

async function joinIn(
  work: WorkFolder,
  wanted: ScreenArguments,
  output: CommandOutput,
  people: ScreeningIndex,
  records: ScreeningIndex,
  openLanes: OpenLanes,
  isStopped: () => boolean,
): Promise<Screened> {
  const shared = { people: people.share(), records: records.share() };
  const names = Array.from({ length: wanted.threads }, (_, number) => laneName(number));
  const lanes = openLanes(names.map((name) => ({ ...shared, file: join(work.path, name) })));
  const run: Run = { wanted, output, people, records, work, lanes, isStopped, state: work.state };
  try {
    await writing(work.path, async () => {
      if (run.state.part === 'everybody') await workPart(run, undefined);
      await workPart(run, await crowdedRecords(filesOf(run)));
    });
    const tally: Tally = { people: people.size, strong: 0, possible: 0, none: people.size };
    await writeResult(wanted.out, wanted.format, tallied(run, tally), join(work.path, 'result.partial'));
    await work.remove();
    return { tally, records: records.size };
  } finally {
    await Promise.all(lanes.map((lane) => lane.close()));
  }
}

/** Works one part of the join to its end. */
async function workPart(run: Run, crowded: readonly string[] | undefined): Promise<void> {
  const { lanes, work, output } = run;
  const part = crowded === undefined ? 'everybody' : 'crowded';
  const done = new Set(run.state.part === part ? run.state.done : []);
  const [length = 0] = await Promise.all(lanes.map((lane) => lane.open(crowded)));
  const stretch = stretchOf(length);
  if (length === 0) return;
  const share = () => Math.min(1, (done.size * stretch) / length);
  if (work.resumed && done.size > 0) output.stderr.write(say('bulk-resumed', { share: Math.floor(share() * 100) }));
  const progress: RowProgress = startRowProgress(output, 'bulk-joining', share());
  const lengths: Record<string, number> = { ...run.state.lanes };
  const isWhole = await workLine(
    lanes,
    { length, done },
    (lane, bytes) => {
      lengths[laneName(lane)] = bytes;
      run.state = { part, done: [...done], lanes: { ...lengths } };
      progress.at(Math.min(length, done.size * stretch), share());
    },
    () => work.save(run.state),
    run.isStopped,
  ).finally(() => progress.end());
  if (!isWhole) throw new ScreenRefusal(exitStatus.failed, say('bulk-stopped', { folder: basename(work.path) }));
}

async function* tallied(run: Run, tally: Tally): AsyncGenerator<ResultRow> {
  for await (const rows of orderedRows(filesOf(run), run.work.path, mostPlaces(run.people))) {
    const band = rows[0]?.band === 'strong' ? 'strong' : 'possible';
    tally[band] += 1;
    tally.none -= 1;
    yield* rows;
  }
}

/** Places go no further than the rows of the index. */
function mostPlaces(people: ScreeningIndex): number {
  return people.share().reduce((sum, { counts }) => sum + (counts['rows'] ?? 0), 0);
}

function filesOf({ work, state }: Run): string[] {
  return Object.keys(state.lanes)
    .sort()
    .map((name) => join(work.path, name));
}

function laneName(number: number): string {
  return `lane-${number}.jsonl`;
}

/** Threads read the indexes where they lie; a single lane is this thread. */
function lanesOf(tasks: readonly LaneTask[]): readonly Lane[] {
  return tasks.length === 1 ? tasks.map(openLane) : tasks.map(openThreadedLane);
}

/** The first Ctrl-C ends the work in good order; a second one ends it at once, which loses nothing either. */
function watchInterrupt(): { isStopped: () => boolean; release: () => void } {
  let stopped = false;
  const stop = () => (stopped = true);
  process.once('SIGINT', stop);
  return { isStopped: () => stopped, release: () => process.off('SIGINT', stop) };
}
