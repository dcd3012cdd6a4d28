import { type ScimUser, scimSchemas } from '@gatehouse/contract';
import { systemViewer, withTransaction } from '@gatehouse/server';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  hrSystem,
  hrStaff as people,
  patchOf,
  resource,
  type Sent,
  type Wire,
} from '../../../../../test/harness/hr-system.js';
import { caller, inventedNumber, signedIn, uploadTo } from '../../../../../test/harness/inquiry-world.js';
import { makeWorld, type SignedIn, type World } from '../../../../../test/harness/people.js';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';
import { tipRow, workplaceOf } from '../../../../../test/harness/workplace.js';
import { sweepTips } from './actions/sweep-tips.js';

const names = ['clerk', 'clerk-elsewhere', 'reviewer', 'reviewer-elsewhere', 'superior', 'admin'] as const;
const { staff } = scimSchemas;
const leaves = patchOf({ op: 'Replace', path: 'active', value: 'False' });

// One world for HR systems, files of registers, questions about empty posts and tips.
onChosenEngines('what comes from outside', (node) => {
  let world: World;
  let sessions: Record<(typeof names)[number], SignedIn>;
  let token = '';
  const as = (name: (typeof names)[number]) => caller(node, () => sessions[name]);
  const [clerk, elsewhere, reviewer] = [as('clerk'), as('clerk-elsewhere'), as('reviewer')];
  const [superior, reviewerElsewhere] = [as('superior'), as('reviewer-elsewhere')];
  const anybody = caller(node, () => ({}));

  const wire = hrSystem(node, () => token);
  const users: ScimUser[] = [];
  const one = (at: number): ScimUser => {
    const found = users[at];
    if (found === undefined) throw new Error(`user ${at} was not made`);
    return found;
  };
  const all = <Row>(look: Parameters<typeof withTransaction<Row>>[3]): Promise<Row> =>
    withTransaction(node().kernel.database, systemViewer('coverage'), node().clock.now(), look);

  beforeAll(async () => {
    world = await makeWorld(node());
    sessions = await signedIn(node(), names);
    const expiresAt = new Date(node().clock.now().getTime() + 86_400_000).toISOString();
    token = String((await clerk('POST', '/api/tokens', { name: 'HR', expiresAt })).body.secret);
  });

  describe('an HR system', () => {
    it.each(['/ServiceProviderConfig', '/ResourceTypes', '/ResourceTypes/User', '/Schemas', `/Schemas/${staff}`])(
      'is told at %s what is spoken',
      async (path) => {
        const { status, type, body } = await wire('GET', path);
        expect([status, type]).toEqual([200, 'application/scim+json']);
        expect(body.schemas[0]).toMatch(/^urn:ietf:params:scim:/);
      },
    );

    it('puts people on the roster by the door of the clerk, once for each number', async () => {
      for (const at of people.keys()) {
        const made = await wire('POST', '/Users', resource(at));
        expect([made.status, made.body.detail]).toEqual([201, undefined]);
        expect(made).toMatchObject({ etag: 'W/"1-1"', location: made.body.meta.location });
        users.push(made.body as ScimUser);
      }
      expect(one(0)).toMatchObject({
        userName: 'T-0',
        externalId: 'hr.0',
        name: { formatted: '周庚0' },
        active: true,
        [staff]: { postClass: 'catering', fromDate: '2026-09-01' },
      });
      const again = await wire('POST', '/Users', resource(0));
      expect([again.status, again.body.id, again.etag]).toEqual([201, one(0).id, 'W/"1-1"']);
      expect((await wire('GET', '/Users?count=0')).body.totalResults).toBe(people.length);
      const { body } = await clerk('GET', `/api/employments/${one(0).id}`);
      expect(body).toMatchObject({ name: '周庚0', timeline: [{ what: 'add' }] });
    });

    it('hears no document number, birth date or sex of anybody', async () => {
      const { body } = await wire('GET', '/Users');
      expect(body.Resources).toHaveLength(people.length);
      expect(JSON.stringify(body)).not.toMatch(/10010119|documents|birthDate|sex/);
    });

    it('finds by its own numbers, in the address or in the body, and goes from page to page', async () => {
      expect((await wire('GET', '/Users?filter=userName%20eq%20%22T-3%22')).body.Resources).toMatchObject([
        { id: one(3).id },
      ]);
      const search = { schemas: [scimSchemas.search], filter: 'externalId eq "hr.4"' };
      const sought = await wire('POST', '/Users/.search', search);
      expect([sought.status, sought.body.totalResults, sought.body.Resources[0].id]).toEqual([200, 1, one(4).id]);
      const page = await wire('GET', '/Users?startIndex=3&count=2');
      expect(page.body).toMatchObject({ totalResults: people.length, startIndex: 3, itemsPerPage: 2 });
      const ids = (list: Wire): string[] => (list.body.Resources as ScimUser[]).map(({ id }) => id);
      expect(ids(page)).toEqual(ids(await wire('GET', '/Users')).slice(2, 4));
      expect((await wire('GET', '/Users?filter=userName%20eq%20%22T-99%22')).body.Resources).toEqual([]);
    });

    it.each<[string, 'GET' | 'POST' | 'PUT' | 'PATCH', string, () => object | undefined, number, string | undefined]>([
      ['a name in a filter', 'GET', '/Users?filter=displayName%20co%20%22x%22', () => undefined, 400, 'invalidFilter'],
      ['another’s number', 'POST', '/Users', () => resource(1, { externalId: 'hr.2' }), 409, 'uniqueness'],
      ['other content under a number', 'POST', '/Users', () => resource(1, { title: '副班长' }), 409, 'uniqueness'],
      [
        'one person under two numbers',
        'POST',
        '/Users',
        () => resource(1, { userName: 'U-1', externalId: 'u.1' }),
        409,
        'uniqueness',
      ],
      ['a name as a number', 'POST', '/Users', () => resource(1, { userName: 'zhou' }), 400, 'invalidValue'],
      [
        'no post',
        'POST',
        '/Users',
        () => resource(1, { userName: 'U-2', externalId: 'u.2' }, { postClass: '厨师' }),
        400,
        'invalidValue',
      ],
      [
        'a misspelt day',
        'POST',
        '/Users',
        () => resource(1, { userName: 'U-3', externalId: 'u.3' }, { untill: '2027-01-01' }),
        400,
        'invalidValue',
      ],
      [
        'somebody who does not work',
        'POST',
        '/Users',
        () => resource(1, { userName: 'U-4', externalId: 'u.4', active: false }),
        400,
        'invalidValue',
      ],
      [
        'a path into a list',
        'PATCH',
        '/Users/one',
        () => patchOf({ op: 'remove', path: `${staff}:documents[type eq "x"]` }),
        400,
        'invalidPath',
      ],
      ['no patch', 'PATCH', '/Users/one', () => ({ active: false }), 400, 'invalidSyntax'],
      ['nobody', 'GET', '/Users/00000000-0000-4000-8000-000000000000', () => undefined, 404, undefined],
      ['no address', 'GET', '/Groups', () => undefined, 404, undefined],
    ])(
      'is refused %s in the shape of the wire, in both languages and without a value',
      async (_what, method, path, sent, status, scimType) => {
        const refused = await wire(method, path.replace('/one', `/${one(1).id}`), sent());
        expect([refused.status, refused.type]).toEqual([status, 'application/scim+json']);
        const { schemas, detail, ...rest } = refused.body;
        expect(schemas).toEqual(['urn:ietf:params:scim:api:messages:2.0:Error']);
        expect(rest).toMatchObject({ status: String(status), ...(scimType === undefined ? {} : { scimType }) });
        expect(detail).toMatch(/^[^一-龥]+ \|\| .*[一-龥]/);
        expect(JSON.stringify(refused.body)).not.toMatch(/10010119|周庚|zhou/);
      },
    );

    it('is nobody without a token in force, and a clerk elsewhere with that one’s', async () => {
      const stranger = await wire('GET', '/Users', undefined, { authorization: 'Bearer invented' });
      expect([stranger.status, stranger.body.status]).toEqual([401, '401']);
      const expiresAt = new Date(node().clock.now().getTime() + 86_400_000).toISOString();
      const other = String((await elsewhere('POST', '/api/tokens', { name: 'HR', expiresAt })).body.secret);
      const asOther = { authorization: `Bearer ${other}` };
      expect((await wire('GET', '/Users', undefined, asOther)).body.Resources).toEqual([]);
      for (const [method, sent] of [
        ['GET', undefined],
        ['PUT', resource(0)],
        ['PATCH', leaves],
      ] as const)
        expect((await wire(method, `/Users/${one(0).id}`, sent, asOther)).status).toBe(404);
      // The same numbers are free at another unit.
      expect((await wire('POST', '/Users', resource(0), asOther)).status).toBe(201);
    });

    it('changes what it sends, by version, and keeps what is never told', async () => {
      const url = `/Users/${one(0).id}`;
      const titled = patchOf({ op: 'replace', path: 'title', value: '主厨' });
      const changed = await wire('PATCH', url, titled, { 'if-match': 'W/"1-1"' });
      expect([changed.status, changed.etag, changed.body.title]).toEqual([200, 'W/"2-1"', '主厨']);
      expect((await wire('PATCH', url, titled, { 'if-match': 'W/"1-1"' })).status).toBe(412);
      expect((await wire('PATCH', url, titled)).etag).toBe('W/"2-1"');
      const { documents: _documents, ...others } = resource(0)[staff] as Sent;
      const replaced = await wire('PUT', url, resource(0, { userName: 'T-00', [staff]: others }));
      expect([replaced.status, replaced.etag, replaced.body.title]).toEqual([200, 'W/"3-2"', undefined]);
      expect((await clerk('POST', '/api/employments/find', { text: people[0]?.number })).body.items).toMatchObject([
        { id: one(0).id },
      ]);
    });

    it('takes over whom a clerk entered by hand, and doubles nobody', async () => {
      const number = inventedNumber('19810404', 450);
      const person = { name: '周辛一', documents: [{ type: 'resident_id', number }] };
      const byHand = { person, postClass: 'driver', employmentForm: 'contract', fromDate: '2026-09-01' };
      const entered = await clerk('POST', '/api/employments', byHand);
      const sent = resource(0, {
        userName: 'T-450',
        externalId: 'hr.450',
        name: { formatted: '周辛一' },
        title: '校车',
      });
      const ofStaff = {
        postClass: 'driver',
        employmentForm: 'contract',
        fromDate: '2026-09-01',
        documents: person.documents,
      };
      const taken = await wire('POST', '/Users', { ...sent, [staff]: ofStaff });
      expect([taken.status, taken.body.id, taken.body.title]).toEqual([201, entered.body.id, '校车']);
    });

    it('ends a few a day and no more; whoever comes back is new under the same number', async () => {
      const ended = [];
      for (const at of [1, 2, 3, 4, 5, 6]) ended.push((await wire('PATCH', `/Users/${one(at).id}`, leaves)).status);
      expect(ended).toEqual([200, 200, 200, 200, 200, 409]);
      expect((await wire('GET', `/Users/${one(6).id}`)).body.active).toBe(true);
      const left = await wire('GET', `/Users/${one(1).id}`);
      expect(left.body).toMatchObject({ active: false, [staff]: { untilDate: '2026-11-23' } });
      // Once more changes nothing; to be at work again is not a change.
      expect((await wire('PATCH', `/Users/${one(1).id}`, leaves)).etag).toBe(left.etag);
      const back = patchOf({ op: 'replace', path: 'active', value: true });
      expect((await wire('PATCH', `/Users/${one(1).id}`, back)).body).toMatchObject({ scimType: 'mutability' });
      const anew = await wire('POST', '/Users', resource(1, {}, { fromDate: '2026-11-23' }));
      expect([anew.status, anew.body.id === one(1).id]).toEqual([201, false]);
      expect((await wire('GET', '/Users?filter=userName%20eq%20%22T-1%22')).body.Resources).toMatchObject([
        { id: anew.body.id, active: true },
      ]);
      // By hand the sixth leaves like anybody.
      const { version } = (await clerk('GET', `/api/employments/${one(6).id}`)).body;
      const byHand = { version, on: '2026-11-23' };
      expect((await clerk('POST', `/api/employments/${one(6).id}/end`, byHand)).status).toBe(200);
    });

    it('leaves the acts that a hand leaves', async () => {
      const verbs = await all(({ sql }) =>
        sql
          .selectFrom('workforce.employmentAction')
          .select(['verb', 'actor'])
          .where('employmentId', '=', one(2).id)
          .orderBy('sequence')
          .execute(),
      );
      const actor = `account:${world.accounts.clerk}`;
      expect(verbs).toEqual([
        { verb: 'add', actor },
        { verb: 'end', actor },
      ]);
    });
  });

  describe('a file of what registers count', () => {
    const known = '91100101MA00000014';
    const another = '91100102MA00000011';
    const header = '单位统一社会信用代码,来源,岗位类别,人数,统计日期';
    const file = (...rows: string[]) => Buffer.from([header, ...rows].join('\n'));
    const send = async (session: SignedIn, path: string, bytes: Uint8Array) => {
      const answer = await uploadTo(node(), session, path, bytes, '人数.csv');
      return { status: answer.statusCode, body: answer.json() };
    };
    beforeAll(async () => {
      // Units of the world have no code: an administrator gives this one its own.
      const id = world.organisations.school;
      const admin = caller(node, () => sessions.admin);
      const { version, nameEn, nameZh, divisionCode, parentId, unitType } = (
        await admin('GET', `/api/organisations/${id}`)
      ).body;
      const change = { version, nameEn, nameZh, divisionCode, parentId, unitType, creditCode: known };
      expect((await admin('POST', `/api/organisations/${id}/change`, change)).status).toBe(200);
    });

    it('is seen before it is taken, by row and column, and taken once', async () => {
      const bytes = file(
        `${known},社会保险参保信息,,40,2026-11-01`,
        `${known},派遣和服务合同,安保人员,3,2026-11-01`,
        `${known},听说,,40,2026-11-01`,
        `${another},社会保险参保信息,,9,2026-11-01`,
      );
      const seen = await send(sessions.reviewer, '/api/headcount-files/compare', bytes);
      expect(seen.body).toMatchObject({ taken: false, counts: { new: 2, changed: 0, same: 0, problem: 2 } });
      expect(seen.body.rows[2]).toMatchObject({ rowNumber: 4, fields: [{ row: 4, column: '来源', path: 'source' }] });
      expect((await clerk('GET', '/api/roster')).body.expected).toEqual([]);
      const take = `/api/headcount-files/take?seen=${String(seen.body.seen)}`;
      expect(await send(sessions.reviewer, take, file(`${known},社会保险参保信息,,41,2026-11-01`))).toMatchObject({
        body: { code: 'changed-meanwhile' },
      });
      const taken = await send(sessions.reviewer, take, bytes);
      expect(taken).toMatchObject({ status: 200, body: { taken: true, counts: { new: 2 } } });
      expect((await clerk('GET', '/api/roster')).body.expected).toHaveLength(2);
      const again = await send(sessions.reviewer, '/api/headcount-files/compare', bytes);
      expect(again.body.counts).toEqual({ new: 0, changed: 0, unentered: 0, same: 2, problem: 2 });
      // What does not differ any more was not seen: nothing is taken twice.
      expect((await send(sessions.reviewer, take, bytes)).body.code).toBe('changed-meanwhile');
    });

    it('is nothing that a unit, or another authority, can send for it', async () => {
      const bytes = file(`${known},社会保险参保信息,,1,2026-11-02`);
      expect((await send(sessions.clerk, '/api/headcount-files/compare', bytes)).status).toBe(403);
      const other = await send(sessions['reviewer-elsewhere'], '/api/headcount-files/compare', bytes);
      expect(other.body.rows).toMatchObject([{ kind: 'problem', fields: [{ path: 'creditCode' }] }]);
    });
  });

  describe('a question about an empty post', () => {
    const supplier = '91110000000000015A';
    const answer = { question: 'security', kind: 'none_needed', words: '校园与镇政府共用门卫' };

    it('is answered by the unit, judged by its authority, and rests as long as that holds', async () => {
      const asked = async () =>
        ((await clerk('GET', '/api/roster')).body.findings as { question?: string; answered?: string }[]).filter(
          ({ question }) => question === 'security',
        );
      expect(await asked()).toMatchObject([{ question: 'security' }]);
      const outsourced = { ...answer, kind: 'outsourced', supplierCreditCode: supplier };
      expect((await clerk('POST', '/api/post-answers', outsourced)).body.code).toBe('roster-problems');
      const given = await clerk('POST', '/api/post-answers', answer);
      expect(given).toMatchObject({ status: 201, body: { state: 'waiting', mayJudge: false } });
      expect(await asked()).toMatchObject([{ answered: 'waiting' }]);
      const unitId = world.organisations.school;
      const seen = await reviewer('GET', `/api/post-answers?unitId=${unitId}`);
      expect(seen.body.items).toMatchObject([{ words: answer.words, mayJudge: true }]);
      expect((await superior('GET', `/api/post-answers?unitId=${unitId}`)).body.items).toMatchObject([
        { mayJudge: false },
      ]);
      expect((await reviewerElsewhere('GET', `/api/post-answers?unitId=${unitId}`)).body.items).toEqual([]);
      const judge = `/api/post-answers/${String(given.body.id)}/judge`;
      const again = { verdict: 'asked_again', words: '请说明门卫是谁' };
      expect((await reviewerElsewhere('POST', judge, again)).status).toBe(404);
      expect((await clerk('POST', judge, again)).status).toBe(403);
      expect((await reviewer('POST', judge, again)).body).toMatchObject({ state: 'asked_again' });
      expect(await asked()).toMatchObject([{ answered: 'asked_again' }]);
      const second = await clerk('POST', '/api/post-answers', answer);
      const accept = { verdict: 'accepted', words: '已与镇政府核实' };
      const url = `/api/post-answers/${String(second.body.id)}/judge`;
      expect((await reviewer('POST', url, accept)).body).toMatchObject({ holdsUntil: '2027-11-23' });
      expect((await reviewer('POST', url, again)).body.code).toBe('post-answer-judged');
      expect(await asked()).toEqual([]);
      expect((await clerk('POST', '/api/post-answers', { ...answer, question: 'catering' })).body.code).toBe(
        'post-not-asked',
      );
    });
  });

  describe('a tip about a place', () => {
    const tip = { place: '乙路17号二楼 小太阳班', seen: '晚上有十几个孩子' };
    let code = '';

    it('is taken from anybody, answered alike, and found again by its code alone', async () => {
      const sent = await anybody('POST', '/api/tips', tip);
      expect([sent.status, Object.keys(sent.body)]).toEqual([201, ['code']]);
      const code = String(sent.body.code);
      const waits = await anybody('POST', '/api/tips/receipt', { code: code.toLowerCase() });
      expect(waits).toMatchObject({ status: 200, body: { isAnswered: false } });
      for (const wrong of ['ABCD-EFGH-JKMN-2345', '周', `${code}2`])
        expect((await anybody('POST', '/api/tips/receipt', { code: wrong })).body.code).toBe('tip-code-unknown');
      // Nobody chose an area: the highest has it, and passes it on.
      expect((await reviewer('GET', '/api/tips')).body.items).toEqual([]);
      const [waiting] = (await superior('GET', '/api/tips')).body.items as { id: string }[];
      expect(waiting).toMatchObject({ ...tip, mayAnswer: true, isLate: false });
      const id = String(waiting?.id);
      expect((await reviewer('POST', `/api/tips/${id}/pass-on`, { area: world.organisations.province })).status).toBe(
        404,
      );
      const toCounty = { area: world.organisations.education };
      expect((await superior('POST', `/api/tips/${id}/pass-on`, toCounty)).status).toBe(200);
      expect((await superior('GET', '/api/tips')).body.items).toMatchObject([{ mayAnswer: false }]);
      expect((await reviewerElsewhere('GET', '/api/tips')).body.items).toEqual([]);
      const answered = { outcome: 'told_to_register', note: '11月24日现场检查' };
      expect((await superior('POST', `/api/tips/${id}/answer`, answered)).body.code).toBe('tip-answered');
      expect((await reviewer('POST', `/api/tips/${id}/answer`, answered)).status).toBe(200);
      expect((await reviewer('POST', `/api/tips/${id}/answer`, answered)).body.code).toBe('tip-answered');
      const told = (await anybody('POST', '/api/tips/receipt', { code })).body;
      expect(told).toMatchObject({ isAnswered: true, words: { en: expect.stringContaining('register') } });
      expect(JSON.stringify(told)).not.toContain('现场检查');
    });

    it('goes to the authority that was chosen, and needs nothing but the place', async () => {
      const { areas } = (await anybody('GET', '/api/tip-options')).body as { areas: { id: string }[] };
      expect(areas.map(({ id }) => id)).toContain(world.organisations.educationElsewhere);
      const area = world.organisations.educationElsewhere;
      // Sent again because its answer was lost it is the same tip with the same code, and nothing else is.
      const once = caller(node, () => ({ 'idempotency-key': 'an answer that was lost' }));
      const place = { place: '河边的托育点', area };
      const first = await once('POST', '/api/tips', place);
      const again = await once('POST', '/api/tips', place);
      expect([first.status, again.status, again.body]).toEqual([201, 201, first.body]);
      const other = await once('POST', '/api/tips', { ...place, seen: '每天' });
      expect(other).toMatchObject({ status: 409, body: { code: 'idempotency-key-reused' } });
      code = String(first.body.code);
      expect((await reviewerElsewhere('GET', '/api/tips')).body.items).toMatchObject([{ place: '河边的托育点' }]);
      expect((await anybody('POST', '/api/tips', { seen: '没有地点' })).status).toBe(422);
      expect((await anybody('GET', '/api/tips')).status).toBe(401);
      expect((await clerk('GET', '/api/tips')).status).toBe(403);
    });

    it('goes up when nobody takes it up, and is forgotten but for its end where there was no such place', async () => {
      const placed = async (who: typeof reviewer) =>
        ((await who('GET', '/api/tips')).body.items as { id: string; place: string }[]).find(
          ({ place }) => place === '河边的托育点',
        );
      await sweepTips(workplaceOf(node()));
      expect([(await placed(reviewerElsewhere))?.id === undefined, await placed(superior)]).toEqual([false, undefined]);
      node().clock.advance(30 * 86_400_000);
      sessions = await signedIn(node(), names);
      await sweepTips(workplaceOf(node()));
      const [up, below] = [await placed(superior), await placed(reviewerElsewhere)];
      expect(up).toMatchObject({ mayAnswer: true, isLate: false, raisedAt: expect.any(String), passedFrom: {} });
      expect(below).toMatchObject({ mayAnswer: false });
      const id = String(up?.id);
      await superior('POST', `/api/tips/${id}/answer`, { outcome: 'no_such_place', note: '空地' });
      await node().turn();
      expect((await tipRow(node(), id)).place).not.toBeNull();
      for (const days of [366, 31]) {
        node().clock.advance(days * 86_400_000);
        await node().turn();
      }
      expect(Object.values(await tipRow(node(), id))).toEqual([null, null, null, null, 'no_such_place']);
      const told = (await anybody('POST', '/api/tips/receipt', { code })).body;
      expect(told).toMatchObject({ isAnswered: true, words: { en: expect.any(String) as string } });
    });
  });
});
