import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemViewer, withTransaction } from '@gatehouse/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../apps/cli/src/main.js';
import type { RowCells } from '../../apps/server/src/modules/registry/import/row-entry.js';
import { commandIo } from '../harness/command-io.js';
import { importFile, misread, numberedRow } from '../harness/import-file.js';
import { makeWorld } from '../harness/people.js';
import { callAs, declareSources, inventedNumber, registryWorld } from '../harness/registry-world.js';
import { chosenEngines, openTestNode } from '../harness/test-node.js';

const world = registryWorld();

/** Text as an office program of the mainland saves it; the runtime only decodes it, so its table is turned round. */
function inGb18030(text: string): Buffer {
  const decoder = new TextDecoder('gb18030');
  const codes = new Map<string, number[]>();
  for (let high = 0x81; high <= 0xfe; high += 1) {
    for (let low = 0x40; low <= 0xfe; low += 1) codes.set(decoder.decode(Uint8Array.of(high, low)), [high, low]);
  }
  return Buffer.from([...text].flatMap((letter) => codes.get(letter) ?? [...Buffer.from(letter)]));
}

describe.each(chosenEngines)('import registry at the command line (%s)', (engine) => {
  let opened: Awaited<ReturnType<typeof openTestNode>>;
  let work: string;
  const wrong = misread(inventedNumber('19800101', 3));
  const run = async (...words: string[]) => {
    const { io, written } = commandIo(opened.environment);
    const status = await main(words, io);
    return { status, ...written };
  };
  const fileOf = async (name: string, rows: readonly RowCells[], format: 'csv' | 'xlsx', gb18030 = false) => {
    const bytes = await importFile(rows, format);
    await writeFile(join(work, name), gb18030 ? inGb18030(new TextDecoder().decode(bytes)) : bytes);
    return join(work, name);
  };
  const records = () =>
    withTransaction(opened.node.kernel.database, systemViewer('demonstration'), opened.node.clock.now(), ({ sql }) =>
      sql.selectFrom('registry.record').select(['state', 'enteredBy']).execute(),
    );
  beforeAll(async () => {
    work = await mkdtemp(join(tmpdir(), 'gatehouse-import-'));
    opened = await openTestNode(engine, {}, { modules: [world.module] });
    await makeWorld(opened.node);
    await declareSources(opened.node);
    opened.node.start();
  });
  afterAll(async () => {
    await opened.remove();
    await rm(work, { recursive: true, force: true });
  });

  it('enters the good rows of a GB18030 file and names the bad ones by row and column, without their values', async () => {
    const rows = [
      numberedRow(1),
      numberedRow(2),
      numberedRow(3, { doc_number: wrong }),
      numberedRow(4, { offence_codes: '264' }),
    ];
    const file = await fileOf('records.csv', rows, 'csv', true);
    const done = await run('import', 'registry', file, '--source', 'court-a');
    expect(done).toMatchObject({ status: 3, stderr: '' });
    expect(done.stdout).toMatch(/row 4, .*证件号码/);
    expect(done.stdout).toContain('第 5 行');
    expect(done.stdout).toContain('2 new');
    expect(done.stdout).not.toContain(wrong);
    const entered = await records();
    expect(entered).toHaveLength(2);
    expect(entered.every(({ state, enteredBy }) => state === 'waiting' && enteredBy.startsWith('operator:'))).toBe(
      true,
    );
  });

  it('says the same again without doing it twice', async () => {
    const again = await run('import', 'registry', join(work, 'records.csv'), '--source', 'court-a');
    expect(again).toMatchObject({ status: 3, stdout: expect.stringContaining('2 new') });
    expect(await records()).toHaveLength(2);
  });

  it('takes a workbook, and lets a verifier confirm what the operator brought', async () => {
    const file = await fileOf('more.xlsx', [numberedRow(7), numberedRow(8)], 'xlsx');
    expect(await run('import', 'registry', file, '--source', 'court-a')).toMatchObject({ status: 0, stderr: '' });
    const verifier = await callAs(opened.node, 'verifier');
    const waiting = await verifier('GET', '/api/registry/verifications?limit=10');
    const found = waiting.body['items'] as { record: { id: string; version: number } }[];
    const items = found.map(({ record }) => ({ recordId: record.id, version: record.version }));
    expect(items).toHaveLength(4);
    const verified = await verifier('POST', '/api/registry/verifications', { items });
    expect((verified.body['results'] as { outcome: string }[]).map(({ outcome }) => outcome)).toEqual(
      items.map(() => 'verified'),
    );
  });

  it('takes the delivery of a numbered source by its number, and says where none is given', async () => {
    await withTransaction(
      opened.node.kernel.database,
      systemViewer('demonstration'),
      opened.node.clock.now(),
      ({ sql }) =>
        sql
          .insertInto('registry.source')
          .values({
            ...{
              id: crypto.randomUUID(),
              code: 'court-n',
              nameEn: 'Numbered (invented)',
              nameZh: '编号（虚构）',
              kind: 'court',
            },
            ...{
              querySource: 'sexual_offence_registry',
              freshHours: 24,
              isNumbered: true,
              declaredAt: opened.node.clock.now(),
            },
          })
          .execute(),
    );
    const file = await fileOf('numbered.csv', [numberedRow(9)], 'csv');
    expect((await run('import', 'registry', file, '--source', 'court-n')).status).toBe(1);
    expect((await run('import', 'registry', file, '--source', 'court-n', '--number', '0')).status).toBe(2);
    expect((await run('import', 'registry', file, '--source', 'court-n', '--number', '1')).status).toBe(0);
  });

  it('refuses a source nobody declared and a call it does not understand, and shows the operator nobody on record', async () => {
    const unknown = await run('import', 'registry', join(work, 'more.xlsx'), '--source', 'nobody');
    expect(unknown.status).toBe(1);
    expect(unknown.stderr).not.toBe('');
    expect((await run('import', 'registry')).status).toBe(2);
    const seen = await withTransaction(
      opened.node.kernel.database,
      { kind: 'operator', name: 'somebody' },
      opened.node.clock.now(),
      ({ sql }) => sql.selectFrom('registry.record').select('id').execute(),
    );
    expect(seen).toEqual([]);
  });
});
