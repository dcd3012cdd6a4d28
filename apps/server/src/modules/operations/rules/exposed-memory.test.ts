import { expect, it } from 'vitest';
import { type Exposure, exposedMemory, type MemoryFacts } from './exposed-memory.js';

const closed: MemoryFacts = {
  isDebuggable: false,
  coreDumps: { limit: '0', pattern: 'core', filter: '00000033' },
  swap: { places: [], isKeptOut: false },
};
const cores = (changes: Partial<NonNullable<MemoryFacts['coreDumps']>>): MemoryFacts => ({
  ...closed,
  coreDumps: { limit: '0', pattern: 'core', filter: '00000033', ...changes },
});
const swap = (name: string, mapping?: string, isKeptOut = false): MemoryFacts => ({
  ...closed,
  swap: { places: [{ name, mapping }], isKeptOut },
});

it.each<[string, MemoryFacts, Exposure[]]>([
  ['nothing writes it', closed, []],
  ['a debugger may enter', { ...closed, isDebuggable: true }, ['debugger']],
  ['a crash writes a file', cores({ limit: 'unlimited' }), ['core-dumps']],
  ['a crash writes a small file', cores({ limit: '4096' }), ['core-dumps']],
  ['a crash is handed to a program, whatever the limit', cores({ pattern: '|/usr/bin/keeper %p' }), ['core-dumps']],
  ['a crash is handed on without its memory', cores({ pattern: '|/usr/bin/keeper', filter: '00000000' }), []],
  ['swap is a file', swap('/swapfile'), ['swap']],
  ['swap is a partition', swap('/dev/vda2'), ['swap']],
  ['swap is a plain mapping', swap('/dev/dm-1', 'LVM-abc'), ['swap']],
  ['swap is encrypted', swap('/dev/dm-1', 'CRYPT-PLAIN-swap'), []],
  ['swap is memory itself', swap('/dev/zram0'), []],
  ['the process is kept out of swap', swap('/swapfile', undefined, true), []],
  ['a file only looks like memory', swap('/srv/dev/zram0'), ['swap']],
  [
    'one place of two is open',
    {
      ...closed,
      swap: {
        places: [
          { name: '/dev/zram0', mapping: undefined },
          { name: '/swapfile', mapping: undefined },
        ],
        isKeptOut: false,
      },
    },
    ['swap'],
  ],
  [
    'the machine does not say it',
    { isDebuggable: false, coreDumps: undefined, swap: undefined },
    ['core-dumps-unknown', 'swap-unknown'],
  ],
  [
    'everything is open',
    {
      ...swap('/swapfile'),
      isDebuggable: true,
      coreDumps: { limit: 'unlimited', pattern: 'core', filter: '00000033' },
    },
    ['debugger', 'core-dumps', 'swap'],
  ],
])('the memory of a process where %s', (_case, facts, exposures) => {
  expect(exposedMemory(facts)).toEqual(exposures);
});
