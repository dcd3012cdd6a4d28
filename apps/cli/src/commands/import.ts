import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type ImportProgress, operatorImportEndpoints } from '@gatehouse/contract';
import { type Io, say } from '../io.js';
import { type NodeClient, withNode } from '../node-client.js';
import { sayCount, sayProblem } from './problems.js';

/** Exit statuses of `import`: every row entered or known already, rows were kept out, not understood. */
const status = { done: 0, notUnderstood: 2, keptOut: 3 } as const;

const lookEvery = 500;

/**
 * `import registry FILE --source CODE [--number N]`: loads records. Bad rows are named by row and column and kept out; good rows wait for a
 * verifier. The same command again takes up what was interrupted, and says again what stands. `--number` is the number of
 * the delivery where the source numbers them.
 */
export async function importCommand(words: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args: words,
    options: { source: { type: 'string' }, number: { type: 'string' } },
    allowPositionals: true,
  });
  const [kind, file] = positionals;
  const { source, number } = values;
  if (kind !== 'registry' || file === undefined || source === undefined || !isDeliveryNumber(number)) {
    say(io, 'gatehouse import registry FILE --source CODE [--number N]', '0 全部录入;3 有行未录入;1 失败;2 用法有误。');
    return status.notUnderstood;
  }
  const upload = { name: basename(file), bytes: await readFile(file) };
  return withNode(
    io,
    async (node) => {
      const query = { source, ...(number === undefined ? {} : { number: Number(number) }) };
      const begun = await node.upload(operatorImportEndpoints.begin, { query }, upload);
      const checked = await checkedImport(node, io, begun);
      const keptOut = await sayProblems(node, io, checked);
      const entered = await enteredImport(node, io, checked);
      sayCounts(io, entered);
      return keptOut > 0 ? status.keptOut : status.done;
    },
    { works: true },
  );
}

/** None, or a whole number from 1. */
function isDeliveryNumber(word: string | undefined): boolean {
  return word === undefined || /^[1-9]\d{0,8}$/.test(word);
}

async function checkedImport(node: NodeClient, io: Io, begun: ImportProgress): Promise<ImportProgress> {
  if (begun.state === 'uploaded') {
    const { id, version } = begun;
    await node.call(operatorImportEndpoints.check, { params: { importId: id }, body: { version } });
  }
  return untilPast(node, io, begun.id, ['uploaded', 'checking']);
}

async function enteredImport(node: NodeClient, io: Io, checked: ImportProgress): Promise<ImportProgress> {
  if (checked.state === 'checked') {
    const { id, version } = checked;
    await node.call(operatorImportEndpoints.handOver, { params: { importId: id }, body: { version } });
  }
  return untilPast(node, io, checked.id, ['checked', 'entering']);
}

async function untilPast(
  node: NodeClient,
  io: Io,
  importId: string,
  states: readonly ImportProgress['state'][],
): Promise<ImportProgress> {
  for (;;) {
    const found = await node.call(operatorImportEndpoints.read, { params: { importId } });
    sayCount(io, found.rowsDone, found.rows);
    if (!states.includes(found.state)) {
      sayCount(io);
      return found;
    }
    await setTimeout(lookEvery);
  }
}

/** @returns how many rows are kept out, those that the law seals and are only counted included */
async function sayProblems(node: NodeClient, io: Io, { id, sealedByLaw }: ImportProgress): Promise<number> {
  let kept = 0;
  for (const outcome of ['held', 'refused'] as const) {
    let cursor: string | undefined;
    do {
      const query = { outcome, limit: 100, ...(cursor === undefined ? {} : { cursor }) };
      const page = await node.call(operatorImportEndpoints.rows, { params: { importId: id }, query });
      for (const { row, problems } of page.items) {
        kept += 1;
        for (const { column, path, message } of problems) sayProblem(io, row, column ?? path, message);
      }
      cursor = page.next;
    } while (cursor !== undefined);
  }
  for (const { count, words } of sealedByLaw) {
    kept += count;
    say(io, `${count} rows are sealed by law and nothing of them is kept: ${words.en}`);
    say(io, `${count} 行依法封存，未保存任何内容：${words.zh}`);
  }
  return kept;
}

function sayCounts(io: Io, { counts, rows }: ImportProgress): void {
  const { new: fresh, changed, same, held, refused } = counts;
  say(
    io,
    `${rows} rows: ${fresh} new, ${changed} changed, ${same} known; ${held} held, ${refused} refused.`,
    `共 ${rows} 行：新增 ${fresh}，更正 ${changed}，已有 ${same}；待修改 ${held}，不予录入 ${refused}。`,
    'New and changed rows wait for a verifier, who must be somebody else. 新增与更正须由另一人核验后生效。',
  );
}
