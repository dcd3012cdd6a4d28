import { parseArgs } from 'node:util';
import type { Figure } from './figure.js';
import type { BenchResult } from './gate.js';

const usage = [
  'gatehouse bench gate [--json] [--full | --tiny]',
  '  figures T2, T3, T13 and T14 against their baselines; see bench/README.md',
  '  各项性能指标与同次运行的基准对比;说明见 bench/README.md',
  'gatehouse bench quality [--json] [--full | --tiny] [--data FOLDER]',
  '  false matches and misses of the matcher, T9 to T12, on invented people',
  '  比对的误报与漏报(T9 至 T12),以虚构人员测得',
  'gatehouse bench speed [--json] [--full | --middle | --tiny]',
  '  the index of the matcher, T1 and T4 to T8, on an invented roster and registry',
  '  比对索引的性能(T1、T4 至 T8),以虚构名册与登记测得',
  'gatehouse bench work [--json] [--full | --middle | --tiny]',
  '  what one question to the index reads and compares, counted: no load changes it',
  '  单次比对所读取与比较的数量,逐项计数,不受机器负载影响',
  'gatehouse bench start [--json] [--full | --middle | --tiny]',
  '  T8 alone: the index in a process, and the registry at the start of a node, from what was kept',
  '  仅测 T8:由留存的索引启动的进程与节点',
  'gatehouse bench trust [--json] [--full | --tiny] [--folder FOLDER]',
  '  a node killed and cut off under load, and its access matrix; with --folder a run that was interrupted goes on',
  '  负载下反复强制终止与断开连接,并逐项询问访问矩阵;给出 --folder 时中断后可继续',
  'gatehouse bench roster [--json] [--full | --tiny]',
  '  the staff of a large employer by one file, stopped, killed and taken, against COPY',
  '  大型单位以一份文件导入在岗人员:中途暂停、强制终止并续行,以 COPY 为基准',
  'gatehouse bench workforce [--json] [--full | --tiny] [--folder FOLDER]',
  '  an invented country in which everything planted has to be found; with --folder and DATABASE_URL a run that was killed goes on',
  '  虚构国家:植入的缺口与记录须全部查出;给出 --folder 与 DATABASE_URL 时中断后可继续',
];

type Size = 'tiny' | 'short' | 'middle' | 'full';
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
    return runWorkforce(sizes.workforceSizes[withoutMiddle(size)], folder, tell);
  },
};

/** Only the measurements of the index know a size between. */
const withoutMiddle = (size: Size) => (size === 'middle' ? 'short' : size);

process.exitCode = await run(process.argv.slice(2));

/** Runs a named benchmark. @returns the exit status: 0 measured, 2 not understood */
async function run(words: string[]): Promise<number> {
  const flag = { type: 'boolean', default: false } as const;
  const options = {
    json: flag,
    full: flag,
    middle: flag,
    tiny: flag,
    data: { type: 'string' },
    folder: { type: 'string' },
  } as const;
  const { values, positionals } = parseArgs({ args: words, allowPositionals: true, options });
  const bench = positionals.length === 1 ? runs[positionals[0] ?? ''] : undefined;
  if (bench === undefined) {
    process.stderr.write(`${usage.join('\n')}\n`);
    return 2;
  }
  const size = values.full ? 'full' : values.middle ? 'middle' : values.tiny ? 'tiny' : 'short';
  const data = values.data ?? process.env['GATEHOUSE_BENCH_DATA'];
  const result = await bench(size, { data, folder: values.folder }, (progress) =>
    process.stderr.write(`${progress}\n`),
  );
  if (!values.json) printFigures(result);
  else process.stdout.write(`${JSON.stringify(result)}\n`);
  return 0;
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
