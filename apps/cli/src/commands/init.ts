import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { accountEndpoints, type AnswerOf, type CallOf, operationsEndpoints } from '@gatehouse/contract';
import { DomainError, readConfig, setUpPacks, setUpQuestions, writeLawChoices } from '@gatehouse/server';
import { type Io, say } from '../io.js';
import { withNode } from '../node-client.js';
import { type Ask, withAsker } from './asker.js';
import { drawSheets } from './custody.js';

const options = {
  mode: { type: 'string' },
  operator: { type: 'string' },
  'operator-en': { type: 'string' },
  division: { type: 'string' },
  'law-pack': { type: 'string' },
  choose: { type: 'string', multiple: true },
  custodian: { type: 'string', multiple: true },
  custody: { type: 'string' },
  admin: { type: 'string' },
  'admin-2': { type: 'string' },
} as const;

type Flags = ReturnType<typeof readFlags>;
type Plan = Awaited<ReturnType<typeof planOf>>;
type Founding = NonNullable<CallOf<typeof accountEndpoints.found>['body']>;

/**
 * `init`: makes a data folder for an office or a production. Everything is asked and checked before anything is made, so that
 * a mistyped answer leaves no half-made node.
 */
export async function initCommand(words: string[], io: Io): Promise<number> {
  const flags = readFlags(words);
  const plan = await withAsker(io, (ask) => planOf(flags, io, ask));
  const environment = { ...io.environment, GATEHOUSE_MODE: plan.mode, GATEHOUSE_OPERATOR: plan.operator };
  const config = readConfig(environment);
  await writeLawChoices(config, plan.pack, plan.choices);
  await withNode(
    { ...io, environment },
    async (node) => {
      const founded = await node.call(accountEndpoints.found, { body: plan.founding });
      const { operator, custodians, custody } = plan;
      await node.call(operationsEndpoints.setUp, { body: { operator, custodians } });
      // Before the sheets: the passwords are shown once, whatever becomes of a folder.
      sayMade(io, config.dataFolder, config.keys, plan, founded);
      if (custody !== undefined) await drawSheets(node, custody, custodians, io);
    },
    { makeNode: true },
  );
  return 0;
}

function readFlags(words: string[]) {
  return parseArgs({ args: words, options }).values;
}

async function planOf(flags: Flags, io: Io, ask: Ask) {
  const mode = await ask('--mode', flags.mode, 'Mode 模式 (office, production)', 'office');
  if (mode !== 'office' && mode !== 'production') refuseFlag('--mode takes office or production.');
  const operator = await ask('--operator', flags.operator, 'Who operates this node 运营机构');
  const founding = await foundingOf(flags, operator, ask);
  const question = `Law pack 规则包 (${setUpPacks().join(', ')})`;
  const pack = await ask('--law-pack', flags['law-pack'], question, 'cn-minors-law');
  const choices = await choicesOf(pack, flags.choose ?? [], io, ask);
  const custody = await custodyOf(mode, flags, ask);
  const custodians = await custodiansOf(custody !== undefined, flags.custodian ?? [], ask);
  return { mode, operator, founding, pack, choices, custodians, custody };
}

/** Folder for the sheets of a custody: production always has one, an office where it says so. */
async function custodyOf(mode: string, flags: Flags, ask: Ask): Promise<string | undefined> {
  if (mode !== 'production' && flags.custody === undefined) return undefined;
  const folder = await ask(
    '--custody',
    flags.custody,
    'New folder for the three sheets of the key custody 分持保管纸面的新目录',
  );
  if (existsSync(folder)) refuseFlag('--custody takes a folder that is not there yet.');
  return folder;
}

/** Two people who hold copies of the keys, or three who hold a share each. */
async function custodiansOf(isShared: boolean, given: readonly string[], ask: Ask): Promise<string[]> {
  const flag = isShared ? '--custodian (three times)' : '--custodian (twice)';
  const custodians = [
    await ask(flag, given[0], `First of ${isShared ? 'three' : 'two'} people who hold the keys 密钥保管人一`),
    await ask(flag, given[1], 'Second 密钥保管人二'),
  ];
  if (isShared) custodians.push(await ask(flag, given[2], 'Third 密钥保管人三'));
  if (new Set(custodians).size < custodians.length) refuseFlag('The keys need different custodians.');
  return custodians;
}

async function foundingOf(flags: Flags, operator: string, ask: Ask): Promise<Founding> {
  const division = await ask('--division', flags.division, 'Division code, six digits 行政区划代码');
  const first = await ask('--admin', flags.admin, 'First administrator 管理员一, login:Name');
  const second = await ask('--admin-2', flags['admin-2'], 'Second administrator 管理员二, login:Name');
  const founding: Founding = {
    organisation: { nameZh: operator, nameEn: flags['operator-en'] ?? operator, divisionCode: division },
    administrators: [personOf(first), personOf(second)],
  };
  const checked = accountEndpoints.found.body?.safeParse(founding);
  const issue = checked?.error?.issues[0];
  if (issue !== undefined) refuseFlag(`${issue.path.join('.')}: ${issue.message.replace(' || ', ' ')}`);
  if (founding.administrators[0].login === founding.administrators[1].login) {
    refuseFlag('The two administrators need two logins.');
  }
  return founding;
}

function personOf(text: string): { login: string; displayName: string } {
  const at = text.indexOf(':');
  if (at < 1) refuseFlag('An administrator is given as login:Name.');
  return { login: text.slice(0, at).trim(), displayName: text.slice(at + 1).trim() };
}

/** The choice on every open point: the flag's, the one typed, else the pack's default, each shown with its why. */
async function choicesOf(
  pack: string,
  given: readonly string[],
  io: Io,
  ask: Ask,
): Promise<Readonly<Record<string, string>>> {
  const chosen = new Map(given.map((text): [string, string] => [text.split('=')[0] ?? '', text.split('=')[1] ?? '']));
  const questions = setUpQuestions(pack);
  for (const id of chosen.keys()) {
    if (!questions.some((question) => question.id === id)) refuseFlag(`Law pack ${pack} has no open point ${id}.`);
  }
  const choices: Record<string, string> = {};
  for (const { id, question, why, options: answers, default: fallback } of questions) {
    say(io, '', `${id}: ${question.en}`, question.zh, `  ${why.en}`, `  ${why.zh}`);
    for (const answer of answers) say(io, `  ${answer.id}: ${answer.words.en} ${answer.words.zh}`);
    const choice = await ask('--choose', chosen.get(id), 'Choice 选择', fallback);
    if (!answers.some((answer) => answer.id === choice)) refuseFlag(`${id} cannot be ${choice}.`);
    say(io, `  → ${choice}`);
    choices[id] = choice;
  }
  return choices;
}

function sayMade(
  io: Io,
  folder: string,
  keys: string,
  { mode, operator, custodians, custody }: Pick<Plan, 'mode' | 'operator' | 'custodians' | 'custody'>,
  founded: AnswerOf<typeof accountEndpoints.found>,
): void {
  const place = keys === '' ? `${folder}/keys` : keys;
  say(io, '', `A node for ${mode} stands in ${folder}. 节点已建于 ${folder}。`, '');
  say(io, 'One-time passwords, shown now and never again 一次性密码,仅显示一次:');
  for (const { login, oneTimePassword, oneTimePasswordUntil } of founded.administrators) {
    say(io, `  ${login}  ${oneTimePassword}  (until 有效期至 ${oneTimePasswordUntil})`);
  }
  say(
    io,
    '',
    custody === undefined
      ? `1. Give ${custodians.join(' and ')} a copy each of the keys: ${place}. 请各交一份密钥副本。`
      : `1. Give ${custodians.join(', ')} a sheet each of ${custody}, then destroy the files. 请各交一份纸面，随后销毁文件。`,
    `2. Set GATEHOUSE_DATA=${folder} and GATEHOUSE_OPERATOR=${operator}. 请设置以上环境变量。`,
    '3. gatehouse doctor, then gatehouse serve. 先运行 doctor,再运行 serve。',
  );
}

function refuseFlag(problem: string): never {
  throw new DomainError('configuration-invalid', { problem });
}
