import type { Words } from '@gatehouse/contract';
import { withTransaction } from '@gatehouse/server';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Caller, callerAs, makeWorld, signInAs, type World } from '../../../../../test/harness/people.js';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';
import { authenticateAccount } from './actions/authenticate.js';
import { organisationsCalled } from './organisations-called.js';

const school = {
  kind: 'unit',
  nameEn: 'Primary school C (invented)',
  nameZh: '甲县第三小学（虚构）',
  divisionCode: '100101',
  unitType: 'primary_school',
};

onChosenEngines('organisations', (node) => {
  let world: World;
  let admin: Caller;
  let bureauAdmin: Caller;
  beforeAll(async () => {
    world = await makeWorld(node());
    admin = await callerAs(node(), 'admin');
    bureauAdmin = await callerAs(node(), 'admin-bureau');
  });
  /** What one of the organisations of an answer is called for an account. */
  const calledFor = async (login: string, ...ids: readonly [string, ...string[]]): Promise<string> => {
    const { kernel } = node();
    const [, session] = /=([^;]+)/.exec((await signInAs(node(), login)).cookie) ?? [];
    const viewer = await authenticateAccount(
      { kernel, isFactorForced: false },
      {
        session,
        bearer: undefined,
        link: undefined,
        browser: undefined,
      },
    );
    if (viewer === undefined) throw new Error(`${login} is not signed in`);
    return withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
      const called = await organisationsCalled(transaction, ids);
      return called(ids[0]).zh;
    });
  };
  const create = (changes: object, caller = admin) =>
    caller('POST', '/api/organisations', { ...school, parentId: world.organisations.education, ...changes });

  it('enters a unit under the authority of its type, and lists it below that authority', async () => {
    const entered = await create({});
    expect(entered.statusCode).toBe(201);
    const below = await admin('GET', `/api/organisations?parentId=${world.organisations.education}`);
    expect(below.json().items).toContainEqual(expect.objectContaining({ id: entered.json().id, children: 0 }));
  });

  it('refuses a hospital under the education department, in words that name the right one', async () => {
    const refused = await create({ unitType: 'medical_institution' });
    expect(refused.code).toBe('organisation-above-does-not-fit');
    expect(refused.json().words).toMatchObject({
      next: { en: 'Choose Health department as the organisation above.', zh: '请选择卫生健康行政部门作为上级单位。' },
    });
  });

  it('refuses a unit of another county', async () => {
    expect((await create({ divisionCode: '100102' })).code).toBe('organisation-above-elsewhere');
  });

  it('gives a social-credit code to one organisation', async () => {
    expect((await create({ creditCode: '12100101MB0000001B' })).statusCode).toBe(201);
    expect((await create({ creditCode: '1210 0101 mb0000001b' })).code).toBe('credit-code-taken');
    expect((await create({ creditCode: '12100101MB0000001A' })).code).toBe('request-invalid');
  });

  it('knows a supplier by its code, under nobody and made by the operator alone, and never by another code', async () => {
    const supplier = { kind: 'supplier', unitType: null, parentId: null };
    expect((await create({ ...supplier })).code).toBe('request-invalid');
    const code = '91100000MA0000092W';
    const parentId = world.organisations.education;
    expect((await create({ ...supplier, creditCode: code, parentId })).code).toBe('organisation-above-does-not-fit');
    expect((await create({ ...supplier, creditCode: code }, bureauAdmin)).code).toBe('not-found');
    const entered = await create({ ...supplier, creditCode: code });
    expect(entered.statusCode).toBe(201);
    const { id, version, nameEn, nameZh, divisionCode } = entered.json();
    const change = { version, nameEn, nameZh, divisionCode, unitType: null, parentId: null };
    const renamed = { ...change, nameEn: 'Another name (invented)', creditCode: code };
    const url = `/api/organisations/${String(id)}/change`;
    expect((await admin('POST', url, { ...change, creditCode: '91100000MA00000930' })).code).toBe('request-invalid');
    expect((await admin('POST', url, { ...change, creditCode: null })).code).toBe('request-invalid');
    expect((await admin('POST', url, renamed)).statusCode).toBe(200);
  });

  it('tells two of one name apart on whatever page they stand, for whoever meets both', async () => {
    const { education, educationElsewhere } = world.organisations;
    const name = { nameZh: '阳光幼儿园（虚构）', nameEn: 'Sunshine (invented)', unitType: 'kindergarten' };
    const enter = async (changes: object) => String((await create({ ...name, ...changes })).json().id);
    const own = await enter({ creditCode: '52100101MJ0000018C', parentId: education });
    const find = `/api/organisations?limit=1&name=${encodeURIComponent(name.nameZh)}`;
    const listed = async () => ((await admin('GET', find)).json().items as { called: Words }[])[0]?.called.zh;
    expect(await listed()).toBe(name.nameZh);
    await enter({ divisionCode: '100102', parentId: educationElsewhere });
    expect(await listed()).toBe('阳光幼儿园（虚构）（松岩区）');
    expect(
      await Promise.all(['clerk', 'reviewer', 'superior', 'supplier'].map((login) => calledFor(login, own))),
    ).toEqual([
      '阳光幼儿园（虚构）',
      '阳光幼儿园（虚构）',
      '阳光幼儿园（虚构）（松岩区）',
      '阳光幼儿园（虚构）（松岩区）',
    ]);
    const other = await enter({ creditCode: '52100101MJ00000267' });
    const byCode = '阳光幼儿园（虚构）（代码末位018C）';
    expect(await Promise.all(['clerk', 'reviewer'].map((login) => calledFor(login, own)))).toEqual([
      name.nameZh,
      byCode,
    ]);
    // In one answer whoever it is for meets both; a closed one is met nowhere else.
    expect(await calledFor('clerk', own, other)).toBe(byCode);
    expect((await admin('POST', `/api/organisations/${other}/close`, { version: 1 })).statusCode).toBe(200);
    expect(await calledFor('reviewer', own)).toBe(name.nameZh);
  });

  it('pages through the tree without losing or repeating one', async () => {
    const seen: unknown[] = [];
    let next: unknown;
    do {
      const page = (
        await admin('GET', `/api/organisations?limit=4${next === undefined ? '' : `&cursor=${String(next)}`}`)
      ).json();
      seen.push(...(page.items as { id: string }[]).map(({ id }) => id));
      next = page.next;
    } while (next !== undefined);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining(Object.values(world.organisations)));
  });

  describe('changing', () => {
    it('refuses what somebody else changed meanwhile', async () => {
      const entered = (await create({})).json();
      const { id, version } = entered;
      const change = { ...school, kind: undefined, parentId: world.organisations.education, creditCode: null, version };
      expect((await admin('POST', `/api/organisations/${String(id)}/change`, change)).json()).toMatchObject({
        version: 2,
      });
      expect((await admin('POST', `/api/organisations/${String(id)}/change`, change)).code).toBe('changed-meanwhile');
    });

    it('never puts an organisation under itself', async () => {
      const id = world.organisations.province;
      const { version, nameEn, nameZh } = (await admin('GET', `/api/organisations/${id}`)).json();
      const change = { version, nameEn, nameZh, unitType: null, creditCode: null, divisionCode: '100101' };
      const under = { ...change, parentId: world.organisations.education };
      expect((await admin('POST', `/api/organisations/${id}/change`, under)).code).toBe(
        'organisation-above-does-not-fit',
      );
    });

    it('does not leave those below outside its division', async () => {
      const id = world.organisations.education;
      const { version, nameEn, nameZh } = (await admin('GET', `/api/organisations/${id}`)).json();
      const change = {
        version,
        nameEn,
        nameZh,
        unitType: null,
        creditCode: null,
        parentId: world.organisations.province,
      };
      const moved = { ...change, divisionCode: '100102' };
      expect((await admin('POST', `/api/organisations/${id}/change`, moved)).code).toBe('organisation-above-elsewhere');
    });
  });

  describe('closing', () => {
    it('waits until nobody uses it', async () => {
      const version = (await admin('GET', `/api/organisations/${world.organisations.school}`)).json().version;
      const refused = await admin('POST', `/api/organisations/${world.organisations.school}/close`, { version });
      expect(refused.code).toBe('organisation-in-use');
    });

    it('takes it off the lists and keeps it readable', async () => {
      const { id, version } = (await create({})).json();
      const closed = await admin('POST', `/api/organisations/${String(id)}/close`, { version });
      expect(closed.json().closedAt).not.toBeNull();
      const listed = (await admin('GET', '/api/organisations?limit=200')).json().items;
      expect(listed).not.toContainEqual(expect.objectContaining({ id }));
      expect((await admin('GET', `/api/organisations/${String(id)}`)).statusCode).toBe(200);
      expect((await create({ parentId: id, kind: 'centre', unitType: null })).code).toBe('organisation-closed');
    });
  });

  describe('an administrator of one authority', () => {
    it('enters units below it', async () => {
      expect((await create({}, bureauAdmin)).statusCode).toBe(201);
    });

    it.each(['educationElsewhere', 'registry', 'province'] as const)('not below %s', async (name) => {
      expect((await create({ parentId: world.organisations[name] }, bureauAdmin)).code).toBe('not-found');
    });

    it('nor at the top of the tree, nor its own place in it', async () => {
      expect((await create({ parentId: null, kind: 'operator', unitType: null }, bureauAdmin)).code).toBe('not-found');
      const own = world.organisations.education;
      const { version } = (await bureauAdmin('GET', `/api/organisations/${own}`)).json();
      expect((await bureauAdmin('POST', `/api/organisations/${own}/close`, { version })).code).toBe('not-found');
    });
  });
});
