import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { readArguments, type ScreenArguments } from './arguments.js';
import { openPersonFile } from './person-rows.js';
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

/**
 * `gatehouse screen`: screens a file of people against a registry file, offline, with the product's own matcher. Resolves to the
 * exit status: 0 done, 1 wrong usage or a failure to write, 2 an unreadable file, a missing column or id, or a repeated people
 * id. The output file appears whole or not at all.
 */
export async function screenCommand(args: readonly string[], output: CommandOutput): Promise<number> {
  try {
    const wanted = readArguments(args);
    const { tally, records } = await screenFiles(wanted, output);
    output.stdout.write(say('done', { ...tally, records, file: basename(wanted.out) }) + say('notice'));
    return exitStatus.done;
  } catch (error) {
    if (error instanceof ScreenRefusal) {
      output.stderr.write(error.text);
      return error.status;
    }
    output.stderr.write(say('interrupted', { cause: error instanceof Error ? error.name : 'unknown' }));
    return exitStatus.failed;
  }
}

async function screenFiles(wanted: ScreenArguments, output: CommandOutput): Promise<{ tally: Tally; records: number }> {
  const tally: Tally = { people: 0, strong: 0, possible: 0, none: 0 };
  const { registry, fields, threads } = wanted;
  // The people file is opened first: a wrong column in it should not wait for a long registry.
  const screening = { at: (_: number): void => undefined };
  const people = await openPersonFile(wanted.people, fields, (bytes) => screening.at(bytes));
  const reading = startProgress(output, 'reading', await sizeOf(registry));
  const pool = await openPool({ registry, fields }, threads, reading.at).finally(reading.end);
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

async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.size ?? 0;
}
