import { access, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fakeClock, openNode, readConfig } from '@gatehouse/server';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { main } from '../../apps/cli/src/main.js';
import { commandIo } from '../harness/command-io.js';
import { administer, emptyDatabase } from '../harness/empty-database.js';
import { inventedNumber, soundDraft } from '../harness/inquiry-world.js';
import { callerWithDevice, setUpDevice } from '../harness/device.js';
import { callerAs, makeWorld } from '../harness/people.js';
import { inventedRecord } from '../harness/registry-world.js';
import { asOwner } from '../../apps/server/src/kernel/database/database.js';
import { testStart } from '../harness/test-node.js';

describe('a node in production', () => {
  const clock = fakeClock(testStart);
  const login = `production_${Math.random().toString(36).slice(2, 12)}`;
  let work: string;
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let environment: Record<string, string>;
  const opened = async () => {
    const node = await openNode(readConfig(environment), { clock });
    return { ...node, clock, engine: 'postgres' as const, folder: environment['GATEHOUSE_DATA'] ?? '' };
  };
  const refusal = async (changes: Record<string, string>) => {
    const folder = await mkdtemp(join(work, 'refused-'));
    const config = readConfig({ ...environment, GATEHOUSE_DATA: folder, ...changes });
    const error: unknown = await openNode(config, { clock }).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    const stamped = await access(join(folder, 'gatehouse.json')).then(
      () => true,
      () => false,
    );
    return { error, stamped };
  };
  /** What `gatehouse serve` says where it refuses. */
  const serve = async () => {
    const { io, written } = commandIo(environment);
    return { status: await main(['serve'], io), ...written };
  };

  beforeAll(async () => {
    work = await mkdtemp(join(tmpdir(), 'gatehouse-production-'));
    database = await emptyDatabase();
    // The schema's owner is somebody else: the application's login holds the application's role alone.
    await administer(`create role ${login} login nosuperuser in role gatehouse_application`);
    const application = new URL(database.url);
    application.username = login;
    environment = {
      GATEHOUSE_MODE: 'production',
      GATEHOUSE_DATA: join(work, 'data'),
      GATEHOUSE_KEYS: join(work, 'keys'),
      GATEHOUSE_OPERATOR: 'Invented operator',
      GATEHOUSE_PUBLIC_ADDRESS: 'https://gatehouse.example',
      GATEHOUSE_TRUSTED_PROXIES: '127.0.0.1',
      GATEHOUSE_LOG_LEVEL: 'silent',
      GATEHOUSE_DATABASE_OWNER_URL: database.url,
      DATABASE_URL: application.href,
      PORT: '0',
    };
  });
  afterAll(async () => {
    await database.drop();
    await administer(`drop role ${login}`);
    await rm(work, { recursive: true, force: true });
  });

  it.each([
    ['the embedded database', { DATABASE_URL: '' }, 'DATABASE_URL'],
    ['the login that owns the schema', { GATEHOUSE_DATABASE_OWNER_URL: '' }, 'GATEHOUSE_DATABASE_OWNER_URL'],
    ['keys beside the data', { GATEHOUSE_KEYS: '' }, 'GATEHOUSE_KEYS'],
    ['an operator without a name', { GATEHOUSE_OPERATOR: '' }, 'GATEHOUSE_OPERATOR'],
    ['a proxy without a name', { GATEHOUSE_TRUSTED_PROXIES: '' }, 'GATEHOUSE_TRUSTED_PROXIES'],
    ['a database elsewhere without TLS', { DATABASE_URL: 'postgres://app@database.example/gatehouse' }, 'sslmode'],
    ['an address that is not encrypted', { GATEHOUSE_PUBLIC_ADDRESS: 'http://gatehouse.example' }, 'https'],
  ])('refuses %s, and makes nothing', async (_what, changes, word) => {
    const { error, stamped } = await refusal(changes);
    expect(error).toMatchObject({
      code: 'configuration-invalid',
      parameters: { problem: expect.stringContaining(word) },
    });
    expect(stamped).toBe(false);
  });

  it('refuses a key folder that lies in the data folder', async () => {
    const folder = join(work, 'inside');
    const { error } = await refusal({ GATEHOUSE_DATA: folder, GATEHOUSE_KEYS: join(folder, 'secret', 'keys') });
    expect(error).toMatchObject({ code: 'configuration-invalid' });
    expect(error).toMatchObject({ parameters: { problem: expect.stringContaining('outside the data folder') } });
  });

  it('is no office that was renamed', async () => {
    const folder = join(work, 'office');
    await cp(inject('postgresTemplateFolder'), folder, { recursive: true });
    const { error } = await refusal({ GATEHOUSE_DATA: folder });
    expect(error).toMatchObject({ code: 'configuration-invalid' });
    expect(error).toMatchObject({ parameters: { problem: expect.stringContaining('made for office') } });
  });

  it('takes no invented number, neither in an inquiry nor in the registry', async () => {
    const node = await opened();
    try {
      await makeWorld(node);
      const clerk = await callerWithDevice(node, 'clerk');
      const checked = await clerk('POST', '/api/inquiries/check', soundDraft(1));
      expect(JSON.stringify(checked.json()['problems'])).toContain('document-invented');
      const registrar = await callerWithDevice(node, 'registrar');
      const record = inventedRecord({ name: '虚构人', number: inventedNumber('19900101', 2) });
      const entered = await registrar('POST', '/api/registry/records', record);
      expect(entered.statusCode).toBe(422);
      expect(JSON.stringify(entered.json()['fields'])).toContain('invented');
    } finally {
      await node.close();
    }
  });

  it('gives a desk that sees persons no role before a second factor is set up', async () => {
    const node = await opened();
    try {
      const reviewer = await callerAs(node, 'reviewer');
      expect((await reviewer('GET', '/api/session')).json()).toMatchObject({ roles: [], secondFactor: 'missing' });
      expect((await reviewer('GET', '/api/inquiries')).code).toBe('not-permitted');
      await setUpDevice(reviewer, clock.now());
      expect((await reviewer('GET', '/api/session')).json()).toMatchObject({
        roles: ['reviewer'],
        secondFactor: 'set',
      });
      expect((await reviewer('GET', '/api/inquiries')).statusCode).toBe(200);
    } finally {
      await node.close();
    }
  });

  it('does not serve a schema that was changed by hand, says what in both languages, and serves once it is put back', async () => {
    const [policy, table] = ['own_keys', 'kernel.idempotency_key'];
    let definition = '';
    await asOwner(database.url, async (client) => {
      const found = await client.query<{ qual: string }>(
        `select qual from pg_policies where policyname = $1 and schemaname || '.' || tablename = $2`,
        [policy, table],
      );
      definition = `create policy ${policy} on ${table} using (${found.rows[0]?.qual})`;
      await client.query(`drop policy ${policy} on ${table}`);
    });
    await expect(opened()).rejects.toMatchObject({
      code: 'database-schema-drifted',
      parameters: { differences: `missing policy ${policy} on ${table}` },
    });
    const said = await serve();
    expect(said).toMatchObject({ status: 1, stdout: '' });
    expect(said.stderr).toContain('The database was changed by hand');
    expect(said.stderr).toContain('数据库结构曾被手工修改');
    expect(said.stderr).toContain(`missing policy ${policy} on ${table}`);
    await asOwner(database.url, (client) => client.query(definition));
    const node = await opened();
    expect((await node.http.inject('/api/health')).json()).toMatchObject({ mode: 'production', status: 'ok' });
    await node.close();
  });
});
