import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { readTable, writeTable } from '@gatehouse/tabular';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { screenCommand } from './screen-command.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'screen-'));
});
afterEach(() => rm(folder, { recursive: true }));

const registry = `id,name,birth_date,doc_number,former_names
R1,王小明,1980-05-12,100101198005120012,
R2,Alice Smith,1975-01-02,,Alice Brown;Ally Smith
R2,,,E12345678,
R3,陈国华,1990-07-08,100202199007080014,
`;

async function given(files: Record<string, string | Uint8Array>): Promise<void> {
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
}

async function run(...args: string[]): Promise<{ status: number; said: string; complained: string }> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const inFolder = args.map((arg) => (/\.\w+$/.test(arg) ? join(folder, arg) : arg));
  const status = await screenCommand(inFolder, { stdout, stderr, isTerminal: false });
  return { status, said: String(stdout.read() ?? ''), complained: String(stderr.read() ?? '') };
}

async function screened(people: string, ...more: string[]): Promise<string[][]> {
  const { status, complained } = await run(
    '--registry',
    'registry.csv',
    '--people',
    people,
    '--out',
    'out.csv',
    ...more,
  );
  expect(complained).toBe('');
  expect(status).toBe(0);
  const table = await readTable(await readFile(join(folder, 'out.csv')));
  if (!table.ok) throw new Error(table.problem.code);
  expect(table.headers).toEqual(['people_id', 'band', 'registry_id', 'score', 'reasons']);
  return table.rows.map(({ cells }) => [...cells]);
}

const heads = (rows: string[][]) => rows.map((row) => row.slice(0, 3));

describe('one file against another', () => {
  beforeEach(() => given({ 'registry.csv': registry }));

  it('tells strong, possible and none, the last only when asked', async () => {
    await given({
      'people.csv':
        'id,name,birth_date,doc_number\nP1,王小明,,100101198005120012\nP2,Wang Xiaoming,1980-05-12,\nP3,王小明,,\nP4,赵钱,,\n',
    });
    const banded = [
      ['P1', 'strong', 'R1'],
      ['P2', 'possible', 'R1'],
    ];
    expect(heads(await screened('people.csv'))).toEqual(banded);
    expect(heads(await screened('people.csv', '--all'))).toEqual([...banded, ['P3', 'none', 'R1'], ['P4', 'none', '']]);
  });

  it('gives the reasons as JSON, with the version of the rules and no value of the person', async () => {
    await given({ 'people.csv': 'id,name,doc_number\nP1,王小明,100101198005120012\n' });
    const reasons = (await screened('people.csv'))[0]?.[4] ?? '';
    expect(JSON.parse(reasons)).toMatchObject({
      ruleVersion: expect.any(String),
      fields: expect.arrayContaining([{ field: 'name', level: 'equal' }]),
    });
    expect(reasons).not.toMatch(/王小明|100101/);
  });

  it('takes rows of the registry that share an id for one person', async () => {
    await given({ 'people.csv': 'id,name,doc_type,doc_number\nP1,Ally Smith,护照,e1234 5678\n' });
    expect(heads(await screened('people.csv'))).toEqual([['P1', 'strong', 'R2']]);
  });

  it('keeps a bad value as evidence with its reason', async () => {
    await given({ 'people.csv': 'id,name,doc_number\nP1,王小明,100101198005120013\nP2,王小明,1.00101E+17\n' });
    const rows = await screened('people.csv', '--all');
    expect(heads(rows)).toEqual([
      ['P1', 'possible', 'R1'],
      ['P2', 'none', 'R1'],
    ]);
    expect(rows[0]?.[4]).toContain('wrong_check_character');
    expect(rows[1]?.[4]).toContain('mangled_by_spreadsheet');
  });

  it('uses only the fields it is told to', async () => {
    await given({ 'people.csv': 'id,name,birth_date,doc_number\nP1,王小明,1980-05-12,100202199007080014\n' });
    expect(heads(await screened('people.csv'))).toEqual([['P1', 'possible', 'R3']]);
    expect(heads(await screened('people.csv', '--fields', 'name,birth_date'))).toEqual([['P1', 'possible', 'R1']]);
  });

  it('says that a band is no answer, in both languages', async () => {
    await given({ 'people.csv': 'id,name\nP1,王小明\n' });
    const { said } = await run('--registry', 'registry.csv', '--people', 'people.csv', '--out', 'out.csv');
    expect(said).toContain('not an answer about a person');
    expect(said).toContain('不是对任何人的结论');
  });

  it('the result is for its owner only', async () => {
    await given({ 'people.csv': 'id,name\nP1,王小明\n' });
    await screened('people.csv');
    expect((await stat(join(folder, 'out.csv'))).mode & 0o077).toBe(0);
  });
});

describe('files people have', () => {
  beforeEach(() => given({ 'registry.csv': registry }));

  it.each([
    ['Chinese headers in another order', 'people.csv', '证件号码,序号,姓名\n100101198005120012,P1,王小明\n'],
    ['a byte order mark', 'people.csv', '\ufeffid,name,doc_number\nP1,王小明,100101198005120012\n'],
    ['tabs', 'people.tsv', 'id\tname\tdoc_number\nP1\t王小明\t100101198005120012\n'],
    ['JSON lines', 'people.jsonl', '{"id":"P1","name":"王小明","doc_number":"100101198005120012"}\n'],
  ])('%s', async (_what, name, content) => {
    await given({ [name]: content });
    expect(heads(await screened(name))).toEqual([['P1', 'strong', 'R1']]);
  });

  it('GB18030', async () => {
    const [id, name, number, person] = ['d0f2bac5', 'd0d5c3fb', 'd6a4bcfebac5c2eb', 'cdf5d0a1c3f7'];
    const hex = `${id}2c${name}2c${number}0a${Buffer.from('P1,').toString('hex')}${person}`;
    await given({ 'people.csv': Buffer.concat([Buffer.from(hex, 'hex'), Buffer.from(',100101198005120012\n')]) });
    expect(heads(await screened('people.csv'))).toEqual([['P1', 'strong', 'R1']]);
  });

  it('a workbook, in and out', async () => {
    const columns = ['id', 'name', 'doc_number'].map((key) => ({ key, title: { en: key, zh: key } }));
    const rows = [{ id: 'P1', name: '王小明', doc_number: '100101198005120012' }];
    await given({ 'people.xlsx': await writeTable(rows, { format: 'xlsx', columns }) });
    const { status } = await run('--registry', 'registry.csv', '--people', 'people.xlsx', '--out', 'out.xlsx');
    expect(status).toBe(0);
    const table = await readTable(await readFile(join(folder, 'out.xlsx')));
    expect(table.ok && table.rows[0]?.cells.slice(0, 3)).toEqual(['P1', 'strong', 'R1']);
  });
});

describe('what cannot be screened leaves no file', () => {
  beforeEach(() => given({ 'registry.csv': registry }));

  it.each([
    ['a repeated id', 'id,name\nP1,王小明\nP2,李四\nP1,张三\n', /row 4, column id.*row 2/],
    ['a missing id', 'id,name\n,王小明\n', /row 2, column id/],
    ['no id column', 'name,sex\n王小明,男\n', /序号 \/ id/],
    ['no evidence', 'id,sex\nP1,男\n', /no column to compare/],
    ['an empty file', '', /empty/],
  ])('%s', async (_what, content, message) => {
    await given({ 'people.csv': content });
    const { status, complained } = await run(
      '--registry',
      'registry.csv',
      '--people',
      'people.csv',
      '--out',
      'out.csv',
    );
    expect(status).toBe(2);
    expect(complained).toMatch(message);
    expect(complained).not.toMatch(/王小明/);
    expect((await readdir(folder)).sort()).toEqual(['people.csv', 'registry.csv']);
  });

  it('a file that is not there', async () => {
    const { status } = await run('--registry', 'registry.csv', '--people', 'nobody.csv', '--out', 'out.csv');
    expect(status).toBe(2);
  });

  it('a repeated id after many rows, the earlier result left as it was', async () => {
    const rows = Array.from({ length: 1500 }, (_, place) => `P${place},王小明`);
    await given({ 'people.csv': `id,name\n${rows.join('\n')}\nP7,王小明\n`, 'out.csv': 'before' });
    expect(
      (await run('--registry', 'registry.csv', '--people', 'people.csv', '--out', 'out.csv', '--all')).status,
    ).toBe(2);
    expect(await readFile(join(folder, 'out.csv'), 'utf8')).toBe('before');
  });

  it.each([
    [['--people', 'people.csv', '--out', 'out.csv'], /--registry is missing/],
    [['--registry', 'registry.csv', '--people', 'people.csv', '--out', 'out.doc'], /--out/],
    [['--registry', 'registry.csv', '--people', 'people.csv', '--out', 'people.csv'], /overwrite/],
    [['--registry', 'registry.csv', '--people', 'people.csv', '--out', 'out.csv', '--threads', '0'], /--threads/],
    [['--registry', 'registry.csv', '--people', 'people.csv', '--out', 'out.csv', '--fields', 'shoe_size'], /--fields/],
    [['--registry', 'registry.csv', '--quickly'], /no such option/],
  ])('wrong usage %j', async (args, message) => {
    const { status, complained } = await run(...args);
    expect(status).toBe(1);
    expect(complained).toMatch(message);
    expect(complained).toContain('用法');
  });

  it('a folder that cannot be written', async () => {
    await given({ 'people.csv': 'id,name\nP1,王小明\n' });
    const out = join('nowhere', 'out.csv');
    const { status, complained } = await run('--registry', 'registry.csv', '--people', 'people.csv', '--out', out);
    expect(status).toBe(1);
    expect(complained).toContain('could not be written');
  });
});
