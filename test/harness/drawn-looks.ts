import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { kindsOfAccounts } from '../../apps/server/src/modules/access/index.js';
import { fixNextMonth } from '../../apps/server/src/modules/journal/actions/fix-use-figures.js';
import { drawNextDay } from '../../apps/server/src/modules/journal/actions/draw-looks.js';
import { logFolderReader } from '../../apps/server/src/modules/journal/log-folder.js';
import type { Receipts } from '../../apps/server/src/modules/journal/index.js';
import type { TestNode } from './test-node.js';

/** The published log of a node in the tests. */
export async function publishedLog({ folder, kernel }: TestNode) {
  const path = join(folder, 'log');
  const [origin = ''] = (await readFile(join(path, 'vkey'), 'utf8')).split('+');
  return logFolderReader(path, origin, kernel.keys);
}

/** Fixes the open figures of the next month that is due now, wired as the house wires it. */
export async function fixMonthNow(node: TestNode): Promise<boolean> {
  const receipts = { receiptFor: async () => undefined } as unknown as Receipts;
  const rules = { delayDays: 30, fewestTold: 5 };
  return fixNextMonth({
    ...{ kernel: node.kernel, folder: await publishedLog(node), receipts, rules },
    kindsOf: kindsOfAccounts,
  });
}

/** Draws from the looks of the next sealed day now, every one in so many, instead of waiting for the loop. */
export async function drawNow(node: TestNode, oneIn: number): Promise<boolean> {
  const rules = { oneIn, fewestADay: 1, settleDays: 7 };
  return drawNextDay({ kernel: node.kernel, folder: await publishedLog(node), rules });
}
