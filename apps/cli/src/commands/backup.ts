import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { operationsEndpoints } from '@gatehouse/contract';
import { type Io, say } from '../io.js';
import { withNode } from '../node-client.js';

/** `backup --out FILE --recipient KEY…`: the node may run or not. */
export async function backupCommand(words: string[], io: Io): Promise<number> {
  const { values } = parseArgs({
    args: words,
    options: { out: { type: 'string' }, recipient: { type: 'string', multiple: true } },
  });
  if (values.out === undefined || values.recipient === undefined) {
    say(io, 'gatehouse backup --out FILE --recipient age1…', '可给出多个 --recipient;其中任一私钥均可恢复。');
    return 2;
  }
  // The node may run in another folder than the one this was typed in.
  const out = resolve(values.out);
  const body = { out, recipients: values.recipient };
  const { rows, files, keys } = await withNode(io, (node) => node.call(operationsEndpoints.backUp, { body }));
  say(
    io,
    `${rows} rows and ${files} files were written to ${out}. 已写入 ${rows} 行、${files} 个文件:${out}。`,
    keys
      ? `The keys lie beside it (${out}.keys), sealed for two of the three shares. 密钥封存副本在其旁,须两份份额方可打开。`
      : 'The node’s own keys are not in it: keep a copy of them apart. 备份不含本节点密钥,请另行保管密钥副本。',
  );
  return 0;
}
