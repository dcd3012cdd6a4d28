import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { joinFiles } from '../bulk/join-files.js';
import { readArguments, type ScreenArguments } from './arguments.js';
import { type OnChunk, openPersonFile } from './person-rows.js';
import { startProgress } from './progress.js';
import { exitStatus, ScreenRefusal, say } from './refusal.js';
import { screenPeople, type Tally } from './screen-people.js';
import { openPool } from './screening-pool.js';
import { writeResult } from './write-result.js';

/** Where a command speaks. `isTerminal` tells whether a person is watching. */
export interface CommandOutput {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  readonly isTerminal: boolean;
}

/** What a run has done. */
export interface Screened {
  readonly tally: Tally;
  readonly records: number;
}

const joinedFrom = 8 * 2 ** 20;

/**
 * `gatehouse screen`: screens a file of people against a registry file, offline, with the product's own matcher. Resolves to the
 * exit status: 0 done, 1 wrong usage or a failure to write, 2 an unreadable file, a missing column or id, or a repeated people
 * id. The output file appears whole or not at all.
 */
export async function screenCommand(args: readonly string[], output: CommandOutput): Promise<number> {
  try {
    const wanted = readArguments(args, 'screen');
    if (!takesJoin(wanted, await sizeOf(wanted.people)))
      return tellDone(wanted, await screenFiles(wanted, output), output);
    output.stderr.write(say('bulk-taken'));
    return tellDone(wanted, await joinFiles(wanted, output), output);
  } catch (error) {
    return tellRefused(error, output);
  }
}

/** Whether a people file of so many bytes is joined with the registry; nobody without evidence is told of then. */
export function takesJoin({ all }: Pick<ScreenArguments, 'all'>, bytes: number): boolean {
  return !all && bytes >= joinedFrom;
}

/** Says what was done. @returns the exit status */
export function tellDone(wanted: ScreenArguments, { tally, records }: Screened, output: CommandOutput): number {
  output.stdout.write(say('done', { ...tally, records, file: basename(wanted.out) }) + say('notice'));
  return exitStatus.done;
}

/** Says why nothing was written. @returns the exit status */
export function tellRefused(error: unknown, output: CommandOutput): number {
  if (error instanceof ScreenRefusal) {
    output.stderr.write(error.text);
    return error.status;
  }
  output.stderr.write(say('interrupted', { cause: error instanceof Error ? error.name : 'unknown' }));
  return exitStatus.failed;
}

async function screenFiles(wanted: ScreenArguments, output: CommandOutput): Promise<Screened> {
  const tally: Tally = { people: 0, strong: 0, possible: 0, none: 0 };
  const { registry, fields, threads } = wanted;
  // The people file is opened first: a wrong column in it should not wait for a long registry.
  const screening = { at: (_: number): void => undefined };
  const people = await openPersonFile(
    wanted.people,
    fields,
    counted((bytes) => screening.at(bytes)),
  );
  const reading = startProgress(output, 'reading', await sizeOf(registry));
  const pool = await openPool({ registry, fields }, threads, counted(reading.at)).finally(reading.end);
  const bar = startProgress(output, 'screening', await sizeOf(wanted.people));
  screening.at = bar.at;
  try {
    await writeResult(wanted.out, wanted.format, screenPeople(people, pool, wanted.all, tally));
  } finally {
    bar.end();
    await pool.close();
  }
  return { tally, records: pool.records };
}

/** Tells how many bytes have been read so far. */
function counted(at: (bytes: number) => void): OnChunk {
  let bytes = 0;
  return (chunk) => at((bytes += chunk.length));
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.size ?? 0;
}
