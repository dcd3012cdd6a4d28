import { parseArgs } from 'node:util';
import type { Figure } from './figure.js';
import { type BenchResult, runGate } from './gate.js';
import { sizes } from './sizes.js';

const usage = [
  'gatehouse bench gate [--json] [--full | --tiny]',
  '  figures T2, T3, T13 and T14 against their baselines; see bench/README.md',
  '  各项性能指标与同次运行的基准对比;说明见 bench/README.md',
];

process.exitCode = await run(process.argv.slice(2));

/** Runs a named benchmark. @returns the exit status: 0 measured, 2 not understood */
async function run(words: string[]): Promise<number> {
  const flag = { type: 'boolean', default: false } as const;
  const options = { json: flag, full: flag, tiny: flag };
  const { values, positionals } = parseArgs({ args: words, allowPositionals: true, options });
  if (positionals.length !== 1 || positionals[0] !== 'gate') {
    process.stderr.write(`${usage.join('\n')}\n`);
    return 2;
  }
  const size = values.full ? sizes.full : values.tiny ? sizes.tiny : sizes.short;
  const result = await runGate(size, (progress) => process.stderr.write(`${progress}\n`));
  if (!values.json) printFigures(result);
  else process.stdout.write(`${JSON.stringify(result)}\n`);
  return 0;
}

function printFigures({ figures, machine }: BenchResult): void {
  const lines = Object.entries(figures).map(([name, figure]) => lineOf(name, figure));
  process.stdout.write(`${[JSON.stringify(machine), ...lines].join('\n')}\n`);
}

function lineOf(name: string, { value, unit, min, max, runs, ratio, baseline, baselineName }: Figure): string {
  const measured = `${value} ${unit} (${min} to ${max}, ${runs} rounds)`;
  return `${name.padEnd(18)} ${measured}; ${ratio} x ${baseline}, ${baselineName}`;
}
