import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { operationsEndpoints } from '@gatehouse/contract';
import { custodySheets, DomainError, restoreKeyFolder } from '@gatehouse/server';
import { type Io, say } from '../io.js';
import { type NodeClient, withNode } from '../node-client.js';
import { withAsker } from './asker.js';

/** `keys custody --out FOLDER`, `keys custody test`, `keys restore`: two of three people who could open a copy of the keys. */
export async function custodyCommand(words: string[], io: Io): Promise<number> {
  if (words[0] === 'test') return testShares(words.slice(1), io);
  const options = { out: { type: 'string' }, custodian: { type: 'string', multiple: true } } as const;
  const { values } = parseArgs({ args: words, options });
  const { out, custodian = [] } = values;
  if (out === undefined) {
    say(
      io,
      'gatehouse keys custody --out FOLDER [--custodian NAME, three times]',
      'gatehouse keys custody test [--share SHARE|FILE] [--share …]',
    );
    return 2;
  }
  await withNode(io, (node) => drawSheets(node, out, custodian, io));
  return 0;
}

/** Draws a custody and writes its three sheets, which are shown nowhere else. The folder must be new, so that no sheet is overwritten. */
export async function drawSheets(node: NodeClient, out: string, custodians: readonly string[], io: Io): Promise<void> {
  const folder = resolve(out);
  // Before anything is drawn: a share that cannot be written would be lost.
  await mkdir(folder, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    throw new DomainError('configuration-invalid', {
      problem: `The folder for the sheets must be new (${folder}: ${error.code}).`,
    });
  });
  const { shares, ...drawn } = await node.call(operationsEndpoints.drawCustody, {});
  const sheets = shares.map((share, at) => ({ ...drawn, share, number: at + 1, custodian: custodians[at] }));
  for (const [at, page] of (await custodySheets(sheets)).entries())
    await writeFile(join(folder, `share-${at + 1}.pdf`), page, { mode: 0o600, flag: 'wx' });
  say(
    io,
    `Three sheets of custody ${drawn.custody} lie in ${folder}. Print each for its custodian, then destroy the files: nothing else has the shares.`,
    `保管 ${drawn.custody} 的三份纸面已写入 ${folder}。请分别打印交给保管人，随后销毁文件：此外别无副本。`,
    'Then: gatehouse backup (the sealed copy of the keys lies beside it), gatehouse keys custody test. 随后请备份并演练。',
  );
}

async function testShares(words: string[], io: Io): Promise<number> {
  const { values } = parseArgs({ args: words, options: { share: { type: 'string', multiple: true } } });
  const shares = await sharesOf(values.share ?? [], io);
  const { custody, testedAt } = await withNode(io, (node) =>
    node.call(operationsEndpoints.testCustody, { body: { shares } }),
  );
  say(io, `Both shares open custody ${custody}; ${testedAt} is kept. 两份份额可打开保管 ${custody}，演练时间已记录。`);
  return 0;
}

/** `keys restore`: needs no node; it makes the folder that one is restored with. */
export async function restoreKeysCommand(words: string[], io: Io): Promise<number> {
  const options = {
    sealed: { type: 'string' },
    share: { type: 'string', multiple: true },
    to: { type: 'string' },
  } as const;
  const { values } = parseArgs({ args: words, options });
  const { sealed, to } = values;
  if (sealed === undefined || to === undefined) {
    say(io, 'gatehouse keys restore --sealed FILE.keys [--share SHARE|FILE] [--share …] --to FOLDER');
    return 2;
  }
  const copy = await readFile(sealed);
  const node = await restoreKeyFolder(copy, await sharesOf(values.share ?? [], io), resolve(to));
  say(
    io,
    `The keys of ${node} lie in ${resolve(to)}: gatehouse restore … --keys ${to}, or GATEHOUSE_KEYS.`,
    `${node} 的密钥已写入 ${resolve(to)}：可用于 gatehouse restore … --keys ${to}，或设为 GATEHOUSE_KEYS。`,
  );
  return 0;
}

/** Two shares: each given is a file or the share itself; on a terminal what is missing is asked for, and stands in no list of processes. */
async function sharesOf(given: readonly string[], io: Io): Promise<string[]> {
  const shares = await Promise.all(given.map((share) => readFile(share, 'utf8').catch(() => share)));
  if (shares.length >= 2) return shares;
  return withAsker(io, async (ask) => {
    while (shares.length < 2) shares.push(await ask('--share (twice)', undefined, `Share ${shares.length + 1} 份额`));
    return shares;
  });
}
