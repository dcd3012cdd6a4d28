import { complain, type Io, processIo, say } from './io.js';

/** A command: its words, what it does in both languages, and the module that holds it, loaded only when called. */
type Command = {
  readonly name: string;
  readonly summary: { readonly en: string; readonly zh: string };
  readonly run: (words: string[], io: Io) => Promise<number>;
};

const commands: readonly Command[] = [
  {
    name: 'init',
    summary: { en: 'make a data folder for an office or a production', zh: '为单位或正式环境建立数据目录' },
    run: async (words, io) => (await import('./commands/init.js')).initCommand(words, io),
  },
  {
    name: 'serve',
    summary: { en: 'run the node', zh: '运行本节点' },
    run: async (words, io) => (await import('./commands/serve.js')).serveCommand(words, io),
  },
  {
    name: 'journal',
    summary: { en: 'export, verify or recover the log', zh: '导出、验证或恢复日志' },
    run: async (words, io) => (await import('./commands/journal.js')).journalCommand(words, io),
  },
  {
    name: 'backup',
    summary: { en: 'write an encrypted backup of the whole node', zh: '写出整个节点的加密备份' },
    run: async (words, io) => (await import('./commands/backup.js')).backupCommand(words, io),
  },
  {
    name: 'restore',
    summary: { en: 'make a node again from its backup', zh: '由备份恢复节点' },
    run: async (words, io) => (await import('./commands/restore.js')).restoreCommand(words, io),
  },
  {
    name: 'doctor',
    summary: { en: 'check the node and say what to do', zh: '检查节点并提示处理方法' },
    run: async (words, io) => (await import('./commands/doctor.js')).doctorCommand(words, io),
  },
  {
    name: 'keys',
    summary: { en: 'list, renew or retire the keys of the node', zh: '查看、更换或停用节点密钥' },
    run: async (words, io) => (await import('./commands/keys.js')).keysCommand(words, io),
  },
  {
    name: 'import',
    summary: { en: 'load records of a source from a file', zh: '由文件导入来源记录' },
    run: async (words, io) => (await import('./commands/import.js')).importCommand(words, io),
  },
  {
    name: 'inquiry',
    summary: { en: 'check people over the API of a node', zh: '通过接口办理入职查询' },
    run: async (words, io) => (await import('./inquiry/index.js')).inquiryCommand(words, io),
  },
  {
    name: 'screen',
    summary: { en: 'screen one file against another, offline', zh: '离线比对两个文件' },
    run: async (words, io) => (await import('./screen/index.js')).screenCommand(words, io),
  },
  {
    name: 'bulk',
    summary: { en: 'join two large files, for the registry only', zh: '批量比对两个大文件,只供信息库使用' },
    run: async (words, io) => (await import('./bulk/index.js')).bulkCommand(words, io),
  },
  {
    name: 'bench',
    summary: { en: 'measure against named baselines', zh: '与基准对比的性能测试' },
    run: async (words, io) => (await import('./commands/bench.js')).benchCommand(words, io),
  },
];

/**
 * The command line.
 * @param words what stands after `gatehouse`
 * @returns the exit status: 0 done, 1 failed, 2 not understood
 */
export async function main(words: string[], io: Io = processIo()): Promise<number> {
  const [name, ...rest] = words;
  const command = commands.find((entry) => entry.name === name);
  if (command === undefined) {
    printUsage(io);
    return name === undefined || name === 'help' || name === '--help' ? 0 : 2;
  }
  try {
    return await command.run(rest, io);
  } catch (error) {
    complain(io, error);
    return 1;
  }
}

function printUsage(io: Io): void {
  say(io, 'gatehouse 守门', '');
  for (const { name, summary } of commands) say(io, `  ${name.padEnd(10)} ${summary.en} / ${summary.zh}`);
}
