import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeTable } from '@gatehouse/tabular';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../apps/cli/src/main.js';
import { openReleaseWindows } from '../../apps/server/src/modules/inquiry/actions/open-release-windows.js';
import { listColumns } from '../../apps/server/src/modules/inquiry/list/columns.js';
import { commandIo } from '../harness/command-io.js';
import { inquiryTestModule, inventedNumber } from '../harness/inquiry-world.js';
import { makeWorld, signInAs } from '../harness/people.js';
import { chosenEngines, openTestNode } from '../harness/test-node.js';

const world = inquiryTestModule();

describe.each(chosenEngines)('a program with a token does the line of a unit (%s)', (engine) => {
  let opened: Awaited<ReturnType<typeof openTestNode>>;
  let work: string;
  let address: string;
  let list: string;
  const token = () => join(work, 'token');
  const run = async (...words: string[]) => {
    const { io, written } = commandIo({ GATEHOUSE_ADDRESS: address, GATEHOUSE_TOKEN_FILE: token() });
    const status = await main(['inquiry', ...words], io);
    return { status, ...written };
  };
  const person = (order: number, documentNumber = inventedNumber('19850101', order)) => ({
    number: order,
    name: `程序${order}`,
    documentType: '居民身份证',
    documentNumber,
    postClass: '教师',
    employmentForm: '合同制',
    startDate: '2020/9/1',
    purpose: '年度查询',
  });

  beforeAll(async () => {
    work = await mkdtemp(join(tmpdir(), 'gatehouse-program-'));
    opened = await openTestNode(engine, {}, { modules: [world.module] });
    const { node } = opened;
    await makeWorld(node);
    await openReleaseWindows({ kernel: node.kernel, doors: world.doors });
    const expiresAt = new Date(node.clock.now().getTime() + 86_400_000).toISOString();
    const made = await node.http.inject({
      method: 'POST',
      url: '/api/tokens',
      headers: await signInAs(node, 'clerk'),
      payload: { name: 'payroll', expiresAt },
    });
    await writeFile(token(), `${String(made.json().secret)}\n`, { mode: 0o600 });
    address = await node.http.listen({ port: 0, host: '127.0.0.1' });
    node.start();
    const bad = inventedNumber('19850101', 3);
    const rows = [person(1), person(2), person(3, bad.slice(0, 17) + (bad.endsWith('1') ? '2' : '1')), person(4)];
    await writeFile(
      join(work, 'list.xlsx'),
      await writeTable(rows, { format: 'xlsx', columns: listColumns, language: 'zh' }),
    );
  });
  afterAll(async () => {
    await opened.remove();
    await rm(work, { recursive: true, force: true });
  });

  it('fetches the template', async () => {
    expect(await run('template', '--out', join(work, 'template.xlsx'))).toMatchObject({ status: 0, stderr: '' });
    expect((await readFile(join(work, 'template.xlsx'))).subarray(0, 2).toString()).toBe('PK');
  });

  it('uploads a list and hears what is wrong by row and column, in both languages', async () => {
    const uploaded = await run('upload', join(work, 'list.xlsx'));
    expect(uploaded).toMatchObject({ status: 3, stderr: '' });
    list = /List (\S+)\./.exec(uploaded.stdout)?.[1] ?? '';
    expect(uploaded.stdout).toMatch(/row \d+, .+: .+/);
    expect(uploaded.stdout).toMatch(/第 \d+ 行，/);
    expect((await run('problems', list)).status).toBe(3);
  });

  it('sets bad rows aside, proves identity, serves notice and submits', async () => {
    expect(await run('submit', list)).toMatchObject({ status: 1 });
    expect(await run('set-aside', list)).toMatchObject({ status: 0, stderr: '' });
    expect(await run('prove', list, '--kind', 'original_seen')).toMatchObject({ status: 0, stderr: '' });
    expect(await run('notices', list, '--on', '2026-11-20')).toMatchObject({ status: 0, stderr: '' });
    expect(await run('submit', list)).toMatchObject({ status: 0, stdout: expect.stringContaining('3 rows done') });
    expect((await run('status', list)).stdout).toContain('SUBMITTED: 3');
  });

  it('fetches the results, and no notice before there is an answer', async () => {
    expect(await run('results', list, '--out', join(work, 'results.csv'))).toMatchObject({ status: 0, stderr: '' });
    const results = await readFile(join(work, 'results.csv'), 'utf8');
    expect(results).toContain('程序1');
    expect(results).not.toContain(inventedNumber('19850101', 1));
    const rows = await opened.node.http.inject({
      url: `/api/inquiry-batches/${list}/rows`,
      headers: { authorization: `Bearer ${(await readFile(token(), 'utf8')).trim()}` },
    });
    const inquiry = String(rows.json().items[0].id);
    expect((await run('notice', inquiry, '--out', join(work, 'notice.pdf'))).status).toBe(1);
  });

  it('sends no token in clear to another machine, and none from a file that others may read', async () => {
    const { io, written } = commandIo({ GATEHOUSE_ADDRESS: 'http://check.example', GATEHOUSE_TOKEN_FILE: token() });
    expect(await main(['inquiry', 'status', list], io)).toBe(1);
    expect(written.stderr).toContain('https://');
    await chmod(token(), 0o644);
    expect(await run('status', list)).toMatchObject({ status: 1, stderr: expect.stringContaining('chmod 600') });
    await chmod(token(), 0o600);
    expect((await run('nonsense')).status).toBe(2);
  });
});
