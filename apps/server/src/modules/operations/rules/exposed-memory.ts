/** What the machine says about who could read the memory of the process; undefined where it does not say it (`/proc` of Linux). */
export type MemoryFacts = {
  /** A debugger listens, or the process was started to let one in or to write reports of its memory. */
  readonly isDebuggable: boolean;
  /** Whose memory is written to a disk when the process crashes (core(5)). */
  readonly coreDumps:
    | {
        /** Largest core file in bytes, as the limits of the process say it; `unlimited` or a number. */
        readonly limit: string;
        /** Where the kernel writes it: a path, or a program after a `|`. */
        readonly pattern: string;
        /** Which parts of the memory it holds, as `coredump_filter` says it, in hexadecimal; nothing is in it for 0. */
        readonly filter: string;
      }
    | undefined;
  /** Where memory is laid on a disk while the machine is short of it (proc(5), `/proc/swaps`). */
  readonly swap:
    | {
        readonly places: readonly SwapPlace[];
        /** The process is kept in memory, whatever the others do (cgroup v2, `memory.swap.max` is 0). */
        readonly isKeptOut: boolean;
      }
    | undefined;
};

/** A place for swap: its name, and the mapping behind it, where one is. */
export type SwapPlace = {
  readonly name: string;
  /** The identifier of a device mapper's mapping: `CRYPT-…` where it is encrypted. */
  readonly mapping: string | undefined;
};

/** The ways on which keys and people's data could leave the memory; what to do is in `exposure-words.json`. */
const exposures = ['debugger', 'core-dumps', 'core-dumps-unknown', 'swap', 'swap-unknown'] as const;
export type Exposure = (typeof exposures)[number];

/** On which ways the memory of a process could be read by others, in the order in which they are named; none when it is closed. */
export function exposedMemory({ isDebuggable, coreDumps, swap }: MemoryFacts): Exposure[] {
  const open: Readonly<Record<Exposure, boolean>> = {
    debugger: isDebuggable,
    'core-dumps': coreDumps !== undefined && writesCores(coreDumps),
    'core-dumps-unknown': coreDumps === undefined,
    swap: swap !== undefined && !swap.isKeptOut && !swap.places.every(isUnreadable),
    'swap-unknown': swap === undefined,
  };
  return exposures.filter((exposure) => open[exposure]);
}

function writesCores({ limit, pattern, filter }: NonNullable<MemoryFacts['coreDumps']>): boolean {
  if (Number.parseInt(filter, 16) === 0) return false;
  // core(5): the limit does not hold for what is handed to a program.
  return pattern.startsWith('|') || limit !== '0';
}

/** Compressed memory is memory; what is encrypted by the machine cannot be read off its disk. */
function isUnreadable({ name, mapping }: SwapPlace): boolean {
  return /^\/dev\/zram\d+$/.test(name) || (mapping?.startsWith('CRYPT-') ?? false);
}
