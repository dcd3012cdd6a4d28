import { parseArgs } from 'node:util';

/** What `gatehouse bench --help` answers, in both languages. */
const usage: readonly string[] = [
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
  'gatehouse bench workforce [--json] [--full | --middle | --tiny] [--folder FOLDER]',
  '  an invented country in which everything planted has to be found; with --folder and DATABASE_URL a run that was killed goes on',
  '  虚构国家:植入的缺口与记录须全部查出;给出 --folder 与 DATABASE_URL 时中断后可继续',
];

export type Size = 'tiny' | 'short' | 'middle' | 'full';

/** A measurement as it was asked for. */
export type Asked = {
  readonly name: string;
  readonly size: Size;
  readonly json: boolean;
  readonly data: string | undefined;
  readonly folder: string | undefined;
};

/** What is said where nothing is measured, and the exit status with which it ends. */
export type Answer = { readonly status: 0 | 2; readonly out: string; readonly error: string };

/** The usage: as what was asked for, or after what was not understood. */
export function answerTo(what: 'help' | 'not-understood'): Answer {
  const text = `${usage.join('\n')}\n`;
  if (what === 'help') return { status: 0, out: text, error: '' };
  return {
    status: 2,
    out: '',
    error: `This was not understood. Measurements and their options:\n未能识别。可用的测试与选项如下：\n${text}`,
  };
}

/** Reads what stands after `gatehouse bench`: one of these measurements, or what is said instead. Pure. */
export function asked(words: readonly string[], names: readonly string[]): Asked | Answer {
  const flag = { type: 'boolean', default: false } as const;
  const options = {
    help: { ...flag, short: 'h' },
    json: flag,
    full: flag,
    middle: flag,
    tiny: flag,
    data: { type: 'string' },
    folder: { type: 'string' },
  } as const;
  let parsed;
  try {
    parsed = parseArgs({ args: [...words], allowPositionals: true, options });
  } catch {
    // An option that is not known, or one without its value.
    return answerTo('not-understood');
  }
  const { values, positionals } = parsed;
  if (values.help) return answerTo('help');
  const [name, ...rest] = positionals;
  if (name === undefined || rest.length > 0 || !names.includes(name)) return answerTo('not-understood');
  const size = values.full ? 'full' : values.middle ? 'middle' : values.tiny ? 'tiny' : 'short';
  return { name, size, json: values.json, data: values.data, folder: values.folder };
}
