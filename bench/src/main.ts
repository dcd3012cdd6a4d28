import type { Figure } from './figure.js';
import type { BenchResult } from './gate.js';
import { answerTo, asked, type Size } from './usage.js';

type Given = { readonly data: string | undefined; readonly folder: string | undefined };
type Run = (size: Size, given: Given, tell: (words: string) => void) => Promise<BenchResult>;

/** Each loads only what it measures, so that the memory told is its own. */
const runs: Readonly<Record<string, Run>> = {
  gate: async (size, _given, tell) => {
    const [{ runGate }, { sizes }] = await Promise.all([import('./gate.js'), import('./sizes.js')]);
    return runGate(sizes[withoutMiddle(size)], tell);
  },
  quality: async (size, { data }, tell) => {
    const { qualitySizes, runQuality } = await import('./quality.js');
    return runQuality(qualitySizes[withoutMiddle(size)], data, tell);
  },
  speed: async (size, _given, tell) => {
    const [{ runSpeed }, { speedSizes }] = await Promise.all([import('./speed.js'), import('./speed/sizes.js')]);
    return runSpeed(speedSizes[size], tell);
  },
  work: async (size, _given, tell) => {
    const { runWork, workSizes } = await import('./work.js');
    return runWork(workSizes[size], tell);
  },
  start: async (size, _given, tell) => {
    const [{ runStart }, { speedSizes }] = await Promise.all([import('./start.js'), import('./speed/sizes.js')]);
    return runStart(speedSizes[size], tell);
  },
  trust: async (size, { folder }, tell) => {
    const [{ runTrust }, { trustSizes }] = await Promise.all([import('./trust.js'), import('./trust/sizes.js')]);
    return runTrust(trustSizes[withoutMiddle(size)], folder, tell);
  },
  roster: async (size, _given, tell) => {
    const [{ runRoster }, { rosterSizes }] = await Promise.all([import('./roster.js'), import('./roster/sizes.js')]);
    return runRoster(rosterSizes[withoutMiddle(size)], tell);
  },
  workforce: async (size, { folder }, tell) => {
    const [{ runWorkforce }, sizes] = await Promise.all([import('./workforce.js'), import('./workforce/sizes.js')]);
    return runWorkforce(sizes.workforceSizes[size], folder, tell);
  },
};

/** Most measurements know no size between. */
const withoutMiddle = (size: Size) => (size === 'middle' ? 'short' : size);

// Stopped, it takes along what it has started: servers and nodes end with the process.
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));

process.exitCode = await run(process.argv.slice(2));

/** Runs a named benchmark. @returns the exit status: 0 measured or helped, 1 something planted was missed or something found falsely, 2 not understood */
async function run(words: string[]): Promise<number> {
  const given = asked(words, Object.keys(runs));
  const bench = 'name' in given ? runs[given.name] : undefined;
  if (!('name' in given) || bench === undefined) {
    const { status, out, error } = 'name' in given ? answerTo('not-understood') : given;
    process.stdout.write(out);
    process.stderr.write(error);
    return status;
  }
  const { size, folder, json } = given;
  const data = given.data ?? process.env['GATEHOUSE_BENCH_DATA'];
  const result = await bench(size, { data, folder }, (progress) => process.stderr.write(`${progress}\n`));
  if (!json) printFigures(result);
  else process.stdout.write(`${JSON.stringify(result)}\n`);
  return isAllFound(result) ? 0 : 1;
}

/** Whether everything that was planted was found, and nothing else; so also where nothing is planted. */
function isAllFound({ findings: { planted = 0, found = planted, falseFindings = 0 } }: BenchResult): boolean {
  return planted === found && falseFindings === 0;
}

function printFigures({ figures, findings, machine }: BenchResult): void {
  const lines = Object.entries(figures).map(([name, figure]) => lineOf(name, figure));
  process.stdout.write(`${[JSON.stringify(machine), ...lines, ...foundAlone(figures, findings)].join('\n')}\n`);
}

/** What has no figures says what it found. */
function foundAlone(figures: BenchResult['figures'], findings: BenchResult['findings']): string[] {
  if (Object.keys(figures).length > 0) return [];
  return Object.entries(findings).flatMap(([name, value]) =>
    typeof value === 'number' ? [`${name.padEnd(20)} ${value}`] : [],
  );
}

function lineOf(name: string, { value, unit, min, max, runs, ratio, baseline, baselineName }: Figure): string {
  const measured = `${value} ${unit} (${min} to ${max}, ${runs} rounds)`;
  return `${name.padEnd(20)} ${measured}; ${ratio} x ${baseline}, ${baselineName}`;
}
