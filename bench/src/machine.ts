import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';

/** The machine, as far as figures depend on it; nothing that names it. */
export type Machine = {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly node: string;
  readonly postgres: string;
  /** Load average of the last minute when the run began: other work on the machine shows here. */
  readonly loadAtStart: number;
};

/** Describes the machine of this run. */
export function describeMachine(postgres: string): Machine {
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    postgres,
    loadAtStart: Number((loadavg()[0] ?? 0).toFixed(1)),
  };
}

/** Largest resident memory of a process so far, in MB (VmHWM); undefined where the system does not tell. */
export function peakMemoryMb(processId: number | 'self' = 'self'): number | undefined {
  try {
    const line = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${processId}/status`, 'utf8'));
    return line?.[1] === undefined ? undefined : Math.round(Number(line[1]) / 1024);
  } catch {
    return undefined;
  }
}

const ticksInSecond = 100;

/**
 * Seconds of the processor that a server and its children have used, those that ended included; undefined where the system does not tell.
 * @param child any process that the server started
 */
export function serverProcessorSeconds(child: number): number | undefined {
  try {
    const server = usedBy(child).parent;
    const children = readdirSync('/proc').flatMap((name) => {
      try {
        const { parent, own } = usedBy(Number(name));
        return parent === server ? [own] : [];
      } catch {
        // It ended meanwhile, or is no process.
        return [];
      }
    });
    const { own, ended } = usedBy(server);
    return Math.round(children.reduce((sum, one) => sum + one, own + ended) / ticksInSecond);
  } catch {
    return undefined;
  }
}

/** Parent of a process, and clock ticks that it and its children that ended have used (proc(5), stat). */
function usedBy(processId: number): { parent: number; own: number; ended: number } {
  const fields = readFileSync(`/proc/${processId}/stat`, 'utf8').split(') ').at(-1)?.split(' ').map(Number) ?? [];
  const sum = (from: number): number => (fields[from] ?? 0) + (fields[from + 1] ?? 0);
  return { parent: fields[1] ?? 0, own: sum(11), ended: sum(13) };
}

/** Lets the largest resident memory of this process begin anew, so that it tells of what comes; where the system does not allow it nothing changes. */
export function forgetPeakMemory(): void {
  try {
    writeFileSync('/proc/self/clear_refs', '5');
  } catch {
    // Then the peak is that of the whole run, which is never less.
  }
}

/** Runs pgbench and reads its transactions per second. */
export function pgbench(url: string, words: readonly string[]): number {
  const output = execFileSync('pgbench', [...words, url], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const found = /tps = ([\d.]+)/.exec(output);
  // On a machine so busy that nothing was done in the time, it tells no rate at all.
  if (/actually processed: 0$/m.test(output)) return 0;
  if (found?.[1] === undefined) throw new Error('pgbench told no transactions per second');
  return Number(found[1]);
}

/** Fills the tables of pgbench: 400,000 accounts. */
export function preparePgbench(url: string): void {
  execFileSync('pgbench', ['-i', '-q', '-s', '4', url], { stdio: ['ignore', 'ignore', 'pipe'] });
}
