import { fork } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { peakMemoryMb } from '../machine.js';
import type { DuckReply, DuckRequest } from './duck-process.js';

/** DuckDB in memory, on two threads, in a process of its own, with people and records loaded from their files. */
export type Duck = {
  readonly run: (sql: string) => Promise<void>;
  readonly rows: (sql: string) => Promise<readonly (readonly unknown[])[]>;
  /** Largest resident memory of its process so far. */
  readonly peakMemoryMb: () => number | undefined;
  readonly close: () => Promise<void>;
};

/** What it may hold; beyond it spills to the disk. With the matcher's indexes of 20 million people it stays below 16 GB. */
const memoryLimit = '10GB';

/** Opens DuckDB and loads tab-separated files as tables, every column text, the empty text as null. */
export async function openDuck(tables: Readonly<Record<string, string>>): Promise<Duck> {
  const program = fileURLToPath(new URL('./duck-process.js', import.meta.url));
  const child = fork(program, [memoryLimit, tmpdir()], { serialization: 'advanced', execArgv: [] });
  const waiting = new Map<number, { resolve: (rows: unknown) => void; reject: (error: Error) => void }>();
  let nextId = 0;
  child.on('message', ({ id, rows, error }: DuckReply) => {
    if (error === undefined) waiting.get(id)?.resolve(rows);
    else waiting.get(id)?.reject(new Error(error));
    waiting.delete(id);
  });
  child.once('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error('DuckDB has ended'));
  });
  const ask = (sql: string, isRead: boolean) =>
    new Promise<unknown>((resolve, reject) => {
      const id = nextId++;
      waiting.set(id, { resolve, reject });
      child.send({ id, sql, isRead } satisfies DuckRequest);
    });
  const run = async (sql: string) => void (await ask(sql, false));
  for (const [name, file] of Object.entries(tables)) {
    await run(`create table ${name} as select * from read_csv('${file}', delim = '\\t', header = false, quote = '',
      escape = '', all_varchar = true, nullstr = '', names = ['id', 'name', 'dob', 'sex', 'number'])`);
  }
  return {
    run,
    rows: async (sql) => (await ask(sql, true)) as readonly (readonly unknown[])[],
    peakMemoryMb: () => peakMemoryMb(child.pid ?? 0),
    close: async () => {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}
