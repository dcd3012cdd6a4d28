import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { type LogGap, readConfig, recoverNode } from '@gatehouse/server';
import { type Io, say } from '../io.js';

/**
 * `journal recover [--reason WORDS]`: for a node that refuses to start because its published log reaches further than its
 * database. Without a reason it says what would be declared and changes nothing.
 * @returns 0 recovered, 1 refused or nothing to recover, 2 a reason is missing
 */
export async function recoverCommand(words: string[], io: Io): Promise<number> {
  const { values } = parseArgs({ args: words, options: { reason: { type: 'string' } } });
  const config = readConfig(io.environment);
  const reason = values.reason?.trim() ?? '';
  if (reason === '') {
    sayGaps(io, await recoverNode(config));
    say(
      io,
      'Nothing was changed. If no newer database can be found, declare this: gatehouse journal recover --reason "what happened"',
      'The reason and your account of this machine are published and stay; name no person in it.',
      '未作任何更改。如确无更新的数据库，请声明缺口：gatehouse journal recover --reason "发生了什么"',
      '原因与您的系统账号将永久公开，请勿写入任何人的信息。',
    );
    return 2;
  }
  sayGaps(io, await recoverNode(config, { reason, operator: userInfo().username }));
  say(
    io,
    'The gap is declared as the first entry of a new log. The old log stays where it is and can be verified as before.',
    'Start the node: gatehouse serve. Then re-apply what is missing from paper, letters and the other authorities.',
    '缺口已作为新日志的首条声明。原日志原样保留，仍可验证。',
    '请启动节点：gatehouse serve，并依据纸质材料、函件及其他机关补录缺失内容。',
  );
  return 0;
}

function sayGaps(io: Io, gaps: readonly LogGap[]): void {
  for (const { origin, size, held, fits } of gaps) {
    say(
      io,
      `${origin} was published with ${size} entries; the database holds ${held} of them${fits ? '' : ', and they are not its beginning'}.`,
      `${origin} 已公布 ${size} 条；数据库保有 ${held} 条${fits ? '' : '，且与已公布内容不一致'}。`,
    );
  }
}
