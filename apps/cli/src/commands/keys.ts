import { setTimeout as wait } from 'node:timers/promises';
import { type AnswerOf, operationsEndpoints } from '@gatehouse/contract';
import { type Io, say } from '../io.js';
import { type NodeClient, withNode } from '../node-client.js';
import { custodyCommand, restoreKeysCommand } from './custody.js';

type Keys = AnswerOf<typeof operationsEndpoints.listKeys>;

/** `keys`, `keys renew`, `keys retire ID`, `keys custody`: the node may run or not; `keys restore` needs none. */
export async function keysCommand(words: string[], io: Io): Promise<number> {
  const [verb, id, ...more] = words;
  if (verb === undefined) return withNode(io, (node) => list(node, io));
  if (verb === 'renew' && id === undefined) return withNode(io, (node) => renew(node, io), { works: true });
  if (verb === 'renew' && id === '--tokens' && more.length === 0) return withNode(io, (node) => renewTokens(node, io));
  if (verb === 'retire' && id !== undefined && more.length === 0) return withNode(io, (node) => retire(node, id, io));
  if (verb === 'custody') return custodyCommand(words.slice(1), io);
  if (verb === 'restore') return restoreKeysCommand(words.slice(1), io);
  say(
    io,
    'gatehouse keys              list them, without their secrets / 查看密钥(不含密钥内容)',
    'gatehouse keys renew        put everything under a new key, while the node runs / 运行中更换密钥',
    'gatehouse keys renew --tokens   find everybody by a new key, while the node runs / 运行中更换查找密钥',
    'gatehouse keys retire ID    take an old one out of use / 停用旧密钥',
    'gatehouse keys custody      split what opens copies of them among three people / 三人分持保管',
    'gatehouse keys restore      make the key folder again by two of their shares / 以两份份额恢复密钥',
  );
  return 2;
}

async function list(node: NodeClient, io: Io): Promise<number> {
  const { keys, left, tokens } = await node.call(operationsEndpoints.listKeys, {});
  for (const key of keys) say(io, lineOf(key));
  if (left > 0)
    say(io, `${left} data keys are still under an older key: gatehouse keys renew. 仍有 ${left} 个数据密钥未更换。`);
  sayTokens(tokens, io);
  return 0;
}

/** How a renewal of the token key stands; nothing where none is under way. */
function sayTokens({ inForce, waitsUntil, isRenewing, left }: Keys['tokens'], io: Io): void {
  if (waitsUntil !== null)
    say(io, `A token key was drawn and is put in force from ${waitsUntil}. 新的查找密钥将自 ${waitsUntil} 起启用。`);
  if (isRenewing) say(io, `Rows are being put under ${inForce}; left: 正在更换为 ${inForce}，剩余：`);
  for (const { column, rows } of left) say(io, `  ${column}  ${rows}`);
}

function lineOf({ id, use, scope, suite, state, createdAt, dataKeys }: Keys['keys'][number]): string {
  const held = dataKeys === null ? '' : `  ${dataKeys} data keys`;
  return `${id}  ${use} ${scope}  ${suite}  ${state}  ${createdAt.slice(0, 10)}${held}`;
}

const lookMilliseconds = 1000;
/** After so many looks at which nothing moved, nobody is kept waiting. */
const patientLooks = 120;

/** Begins the renewal and watches it: the work goes on in the node, whether or not anybody watches. */
async function renew(node: NodeClient, io: Io): Promise<number> {
  const { epoch } = await node.call(operationsEndpoints.renewKeys, {});
  say(io, `${epoch} was drawn; the node now puts every data key under it. 已生成 ${epoch},正在更换。`);
  let said = -1;
  for (let still = 0; ; still++) {
    const { keys, left } = await node.call(operationsEndpoints.listKeys, {});
    const inForce = keys.some((key) => key.id === epoch && key.state === 'active');
    if (inForce && left === 0) break;
    if (still === patientLooks) return saysStuck(io, left);
    if (inForce && left !== said) {
      say(io, `${left} left 剩余 ${left}`);
      [said, still] = [left, 0];
    }
    await wait(lookMilliseconds);
  }
  say(
    io,
    'Every data key is under the new key. Copy the key folder to where its copies are kept. 已全部更换,请将密钥目录复制到备份处。',
    'The old one can be retired when no backup of its time is needed: gatehouse keys retire ID. 不再需要当时的备份后,可停用旧密钥。',
  );
  return 0;
}

/** Begins the renewal; the node waits, then works on it by itself, and `gatehouse keys` shows how far it is. */
async function renewTokens(node: NodeClient, io: Io): Promise<number> {
  const { epoch } = await node.call(operationsEndpoints.renewTokenKey, {});
  say(
    io,
    `${epoch} was drawn. The running node puts it in force in a quarter of an hour and goes on by itself; gatehouse keys shows what is left.`,
    `已生成 ${epoch}。运行中的节点将在一刻钟后启用并自行更换，请用 gatehouse keys 查看余数。`,
    'Copy the key folder to where its copies are kept now. The old key stays in it for good. 请立即将密钥目录复制到备份处，旧密钥须一直保留。',
  );
  return 0;
}

function saysStuck(io: Io, left: number): number {
  say(
    io,
    `${left} data keys are still under an older key and nothing moves: gatehouse keys shows how many are left, and the log of the process which cannot be read.`,
    `仍有 ${left} 个数据密钥未更换且无进展：请用 gatehouse keys 查看余数，并查看进程日志。`,
  );
  return 1;
}

async function retire(node: NodeClient, id: string, io: Io): Promise<number> {
  await node.call(operationsEndpoints.retireKey, { body: { id } });
  say(
    io,
    `${id} is out of use. Its file stays as ${id}.key.json.retired: move it to where old backups are kept.`,
    `${id} 已停用,文件保留为 ${id}.key.json.retired,请移至旧备份的保管处。`,
  );
  return 0;
}
