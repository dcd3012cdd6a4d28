import { readConfig, serveNode } from '@gatehouse/server';
import { type Io, say } from '../io.js';

/** Runs the node until it is told to stop. */
export async function serveCommand(_words: string[], io: Io): Promise<number> {
  const config = readConfig(io.environment);
  const serving = await serveNode(config, (words) => say(io, words.en, words.zh));
  greet(io, serving.address, serving.node.mode);
  await toldToStop();
  say(io, 'Stopping; what was acknowledged is safe. 正在停止,已确认的内容均已保存。');
  await serving.close();
  return 0;
}

function greet(io: Io, address: string, mode: string): void {
  say(io, '', `Gatehouse 守门: ${address}`, '');
  if (mode !== 'demo') return;
  say(
    io,
    'Invented data 演示数据. Accounts 账号: clerk, reviewer, registrar, verifier, comparer, comparer-2, auditor, admin …',
    'Password of all of them 统一密码: gatehouse-demo',
    '',
    'Three things to try 试一试:',
    '  1. clerk: New check → A list → the sample file. 经办人:新建查询 → 名单 → 示例文件。',
    '  2. comparer, then comparer-2: decide on a pair. 两名比对员先后作出判断。',
    '  3. auditor: open the log and prove an entry. 监督员:打开日志,验证一条记录。',
    '',
  );
}

function toldToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
