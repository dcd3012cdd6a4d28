import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig, restoreNode } from '@gatehouse/server';
import { type Io, say } from '../io.js';

/** `restore FILE --identity KEYFILE [--keys FOLDER]`, into an empty data folder and an empty database. */
export async function restoreCommand(words: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args: words,
    options: { identity: { type: 'string' }, keys: { type: 'string' } },
    allowPositionals: true,
  });
  const [file] = positionals;
  if (file === undefined || values.identity === undefined) {
    say(io, 'gatehouse restore FILE --identity KEYFILE [--keys FOLDER]', '请恢复到空目录与空数据库。');
    return 2;
  }
  const config = readConfig(io.environment);
  const restored = await restoreNode(config, {
    file: resolve(file),
    identityFile: resolve(values.identity),
    keys: values.keys === undefined ? undefined : resolve(values.keys),
  });
  const { node, takenAt, rows, files } = restored;
  say(
    io,
    `${node} stands in ${config.dataFolder} as of ${takenAt}: ${rows} rows, ${files} files.`,
    `${node} 已恢复至 ${config.dataFolder},数据截至 ${takenAt}:${rows} 行、${files} 个文件。`,
    'Its log was made again from its entries and fits. 日志已由条目重建并相符。',
  );
  return 0;
}
