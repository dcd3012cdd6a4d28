import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig, restoreNode } from '@gatehouse/server';
import { type Io, say } from '../io.js';

/** `restore FILE --identity KEYFILE [--keys FOLDER] [--log FOLDER] [--lasting FILE]`, into an empty data folder and an empty database. */
export async function restoreCommand(words: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args: words,
    options: {
      identity: { type: 'string' },
      keys: { type: 'string' },
      log: { type: 'string' },
      lasting: { type: 'string' },
    },
    allowPositionals: true,
  });
  const [file] = positionals;
  if (file === undefined || values.identity === undefined) {
    say(
      io,
      'gatehouse restore FILE --identity KEYFILE [--keys FOLDER] [--log FOLDER] [--lasting FILE]',
      '请恢复到空目录与空数据库。',
    );
    return 2;
  }
  const config = readConfig(io.environment);
  const restored = await restoreNode(config, {
    file: resolve(file),
    identityFile: resolve(values.identity),
    keys: placeOf(values.keys),
    log: placeOf(values.log),
    lasting: placeOf(values.lasting),
  });
  const { node, takenAt, rows, files } = restored;
  say(
    io,
    `${node} stands in ${config.dataFolder} as of ${takenAt}: ${rows} rows, ${files} files.`,
    `${node} 已恢复至 ${config.dataFolder},数据截至 ${takenAt}:${rows} 行、${files} 个文件。`,
    'Its log was made again from its entries and fits. 日志已由条目重建并相符。',
  );
  if (values.lasting === undefined && config.lastingActs === '') {
    say(
      io,
      'Without --lasting FILE nothing is known of sealings and withdrawals after the backup: put the surviving list in its place before you serve.',
      '未提供 --lasting 清单，无从得知备份之后的封存与撤回：请在启动前放回留存的清单。',
    );
  }
  return 0;
}

function placeOf(path: string | undefined): string | undefined {
  return path === undefined ? undefined : resolve(path);
}
