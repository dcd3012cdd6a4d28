import { inventedNumber } from '../../harness/registry-world.js';
import { staffFile, staffMembers } from '../../harness/staff-file.js';
import type { GoodCall, GoodCalls, Story } from './story.js';

const clerk = { login: 'clerk' } as const;

const entry = {
  person: { name: '周己一', documents: [{ type: 'resident_id', number: inventedNumber('19790303', 301) }] },
  postClass: 'security',
  employmentForm: 'outsourced',
  fromDate: '2026-09-01',
};

const version = async ({ as, kept }: Story): Promise<number> =>
  (await as('clerk', 'GET', `/api/employments/${kept.employment.id}`)).version;

/** Who works at the unit, entered by hand. */
export const employmentCalls: GoodCalls = {
  'POST /api/employments': ({ kept }) => ({
    by: clerk,
    body: entry,
    keep: ({ json }) => void (kept.employment = json),
  }),
  'GET /api/employments': () => ({ by: { login: 'reviewer' } }),
  'POST /api/employments/find': () => ({ by: clerk, body: { text: '周己' } }),
  'GET /api/employments/:id': ({ kept }) => ({ by: { login: 'reviewer' }, params: { id: kept.employment.id } }),
  'GET /api/employments/:id/entry': ({ kept }) => ({ by: clerk, params: { id: kept.employment.id } }),
  'PUT /api/employments/:id': async (story) => ({
    by: clerk,
    params: { id: story.kept.employment.id },
    body: { ...entry, employmentForm: 'dispatch', version: await version(story) },
  }),
  'POST /api/employments/:id/end': async (story) => ({
    by: clerk,
    params: { id: story.kept.employment.id },
    body: { on: '2026-11-20', version: await version(story) },
  }),
  'POST /api/employments/:id/not-begin': async ({ as }) => {
    const { id, version: seen } = await as('clerk', 'POST', '/api/employments', { ...entry, fromDate: '2027-03-01' });
    return { by: clerk, params: { id }, body: { version: seen } };
  },
};

async function aboutLoad({ as, kept }: Story, body: object = {}): Promise<GoodCall> {
  const { id } = kept.load;
  const { version } = await as('clerk', 'GET', `/api/roster-loads/${id}`);
  return { by: clerk, params: { id }, body: { version, ...body } };
}

async function aboutRow({ as, kept }: Story): Promise<GoodCall> {
  const { items } = await as('clerk', 'GET', `/api/roster-loads/${kept.load.id}/rows?kind=problem`);
  return { by: clerk, params: { id: kept.load.id, rowId: items[0].id } };
}

async function standsAt({ as, kept, until }: Story, state: string): Promise<void> {
  await until(async () => {
    const load = await as('clerk', 'GET', `/api/roster-loads/${kept.load.id}`);
    return load.state === state ? true : undefined;
  });
}

/** Three people, two of whom are mistyped. */
const people = staffMembers(3, 1976);
const mistyped = people.map(({ name, number }, at) => ({ name, number: at === 0 ? number : number.slice(0, 17) }));

/** A file with the staff of the unit, from upload to the roster. */
export const rosterCalls: GoodCalls = {
  'GET /api/roster-template': () => ({ by: clerk }),
  'POST /api/roster-loads': ({ kept, holdBack }) => {
    const letGo = holdBack('workforce.read-roster');
    return {
      by: clerk,
      upload: { name: '在岗 王小红.csv', bytes: staffFile(mistyped) },
      keep: ({ json }) => {
        letGo();
        kept.load = json;
      },
    };
  },
  'POST /api/roster-loads/:id/stop': (story) => aboutLoad(story),
  'POST /api/roster-loads/:id/resume': (story) => aboutLoad(story),
  'GET /api/roster-loads/:id': async (story) => {
    await standsAt(story, 'READY');
    return { by: clerk, params: { id: story.kept.load.id } };
  },
  'GET /api/roster-loads/:id/file': ({ kept }) => ({ by: clerk, params: { id: kept.load.id } }),
  'GET /api/roster-loads/:id/rows': ({ kept }) => ({
    by: clerk,
    params: { id: kept.load.id },
    query: { kind: 'problem' },
  }),
  'GET /api/roster-loads/:id/rows/:rowId': async (story) => ({
    ...(await aboutRow(story)),
    keep: ({ json }) => void (story.kept.row = json),
  }),
  'PUT /api/roster-loads/:id/rows/:rowId': async (story) => {
    const { name, formerNames, documents, ...terms } = story.kept.row;
    const number = people.find((one) => one.name === name)?.number;
    const person = { name, formerNames, documents: [{ ...documents[0], number }] };
    return { ...(await aboutRow(story)), body: { ...terms, person } };
  },
  'POST /api/roster-loads/:id/drop-problems': (story) => aboutLoad(story),
  'POST /api/roster-loads/:id/take': async (story) => ({
    ...(await aboutLoad(story, { leftOn: '2026-11-20' })),
    keep: () => standsAt(story, 'TAKEN'),
  }),
  'POST /api/roster-loads/:id/discard': async (story) => {
    const { kept, send } = story;
    const upload = { name: '在岗.csv', bytes: staffFile(people) };
    kept.load = (await send('POST', '/api/roster-loads', { by: clerk, upload })).json;
    await standsAt(story, 'READY');
    return aboutLoad(story);
  },
};

/** What a unit has, and what sources outside it count. */
export const headcountCalls: GoodCalls = {
  'GET /api/roster': () => ({ by: clerk }),
  'GET /api/roster-units': ({ kept }) => ({
    by: { login: 'reviewer' },
    keep: ({ json }) => void (kept.unit = json.items[0]),
  }),
  'GET /api/roster-units/:id': ({ kept }) => ({ by: { login: 'reviewer' }, params: { id: kept.unit.id } }),
  'POST /api/expected-headcounts': ({ kept }) => ({
    by: { login: 'reviewer' },
    body: { unitId: kept.unit.id, source: 'contracts', postClass: 'security', headcount: 4, asOf: '2026-11-01' },
  }),
};

const wireStaff = 'urn:gatehouse:scim:schemas:extension:staff:1.0:User';
const wireUser = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', wireStaff],
  userName: 'T-1',
  name: { formatted: '周庚一' },
  [wireStaff]: {
    postClass: 'driver',
    employmentForm: 'contract',
    fromDate: '2026-09-01',
    documents: [{ type: 'resident_id', number: inventedNumber('19790303', 303) }],
  },
};

/** What a supplier of staff sees. */
export const sentStaffCalls: GoodCalls = {
  'GET /api/sent-staff': () => ({ by: { login: 'supplier' } }),
};

/** What an HR system asks and sends. */
export const scimCalls: GoodCalls = {
  'GET /scim/v2/ServiceProviderConfig': () => ({ by: clerk }),
  'GET /scim/v2/ResourceTypes': () => ({ by: clerk }),
  'GET /scim/v2/ResourceTypes/:name': () => ({ by: clerk, params: { name: 'User' } }),
  'GET /scim/v2/Schemas': () => ({ by: clerk }),
  'GET /scim/v2/Schemas/:name': () => ({ by: clerk, params: { name: wireStaff } }),
  'POST /scim/v2/Users': ({ kept }) => ({
    by: clerk,
    body: wireUser,
    keep: ({ json }) => void (kept.wireUser = json),
  }),
  'GET /scim/v2/Users': () => ({ by: clerk, query: { filter: 'userName eq "T-1"' } }),
  'POST /scim/v2/Users/.search': () => ({
    by: clerk,
    body: { schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'], count: 1 },
  }),
  'GET /scim/v2/Users/:id': ({ kept }) => ({ by: clerk, params: { id: kept.wireUser.id } }),
  'PUT /scim/v2/Users/:id': ({ kept }) => ({
    by: clerk,
    params: { id: kept.wireUser.id },
    body: { ...wireUser, title: '校车' },
  }),
  'PATCH /scim/v2/Users/:id': ({ kept }) => ({
    by: clerk,
    params: { id: kept.wireUser.id },
    body: {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations: [{ op: 'replace', path: 'title', value: '接送' }],
    },
  }),
};

const reviewer = { login: 'reviewer' } as const;

/** Of units that nobody has entered: one to answer, one to hand on, one that waits. */
const unenteredCodes = ['91110102MA0000003W', '91440300MA0000004X', '91990102MA0000005R'];

const registerFile = (count: number) => ({
  name: '人数.csv',
  bytes: Buffer.from(
    [
      '单位统一社会信用代码,来源,岗位类别,人数,统计日期',
      ...unenteredCodes.map((code) => `${code},社会保险参保信息,,${count},2026-11-01`),
    ].join('\n'),
  ),
});

/** What registers count, from a file. */
export const headcountFileCalls: GoodCalls = {
  'GET /api/headcount-template': () => ({ by: { login: 'reviewer' } }),
  'POST /api/headcount-files/compare': ({ kept }) => ({
    by: { login: 'reviewer' },
    upload: registerFile(40),
    keep: ({ json }) => void (kept.headcounts = json),
  }),
  'POST /api/headcount-files/take': ({ kept }) => ({
    by: { login: 'reviewer' },
    query: { seen: kept.headcounts.seen },
    upload: registerFile(40),
  }),
  'GET /api/unentered-units': ({ kept }) => ({
    by: reviewer,
    keep: ({ json }) => void (kept.unentered = json.items),
  }),
  'GET /api/unentered-units/areas': ({ kept }) => ({
    by: reviewer,
    keep: ({ json }) => void (kept.unenteredAreas = json.items),
  }),
  'POST /api/unentered-units/:id/answer': ({ kept }) => ({
    by: reviewer,
    params: { id: kept.unentered[0].id },
    body: { outcome: 'no_minors', note: '只从事批发' },
  }),
  'POST /api/unentered-units/:id/pass-on': ({ kept }) => ({
    by: reviewer,
    params: { id: kept.unentered[1].id },
    body: { area: kept.unenteredAreas[0].id },
  }),
};

/** A post in which nobody is, from the answer of the unit to its authority's. */
export const postAnswerCalls: GoodCalls = {
  'POST /api/post-answers': ({ kept }) => ({
    by: clerk,
    body: { question: 'catering', kind: 'none_needed', words: '午间放学，不供餐' },
    keep: ({ json }) => void (kept.postAnswer = json),
  }),
  'GET /api/post-answers': () => ({ by: clerk }),
  'POST /api/post-answers/:id/judge': ({ kept }) => ({
    by: { login: 'reviewer' },
    params: { id: kept.postAnswer.id },
    body: { verdict: 'accepted', words: '已核实' },
  }),
};

/** The county of the reviewer takes the tip; another one goes on to the authority above. */
async function sendTip({ send, as, kept }: Story, place: string): Promise<string> {
  const { areas } = await as('reviewer', 'GET', '/api/tips');
  kept.above = areas[0];
  const { json: options } = await send('GET', '/api/tip-options', { by: 'public' });
  const others = new Set(areas.map(({ id }: { id: string }) => id));
  const area = options.areas.find(({ id }: { id: string }) => !others.has(id)).id;
  await send('POST', '/api/tips', { by: 'public', body: { place, area } });
  const { items } = await as('reviewer', 'GET', '/api/tips');
  return items.find((tip: { place: string }) => tip.place === place).id;
}

/** A tip about a place, from somebody without an account to its answer. */
export const tipCalls: GoodCalls = {
  'GET /api/tip-options': () => ({ by: 'public' }),
  'POST /api/tips': ({ kept }) => ({
    by: 'public',
    body: { place: '乙路17号二楼' },
    actor: 'system:tips',
    keep: ({ json }) => void (kept.tipReceipt = json),
  }),
  'POST /api/tips/receipt': ({ kept }) => ({
    by: 'public',
    body: { code: kept.tipReceipt.code },
    actor: 'system:tips',
  }),
  'GET /api/tips': () => ({ by: reviewer }),
  'POST /api/tips/:id/pass-on': async (story) => ({
    by: reviewer,
    params: { id: await sendTip(story, '丙路3号') },
    body: { area: story.kept.above.id },
  }),
  'POST /api/tips/:id/answer': async (story) => ({
    by: reviewer,
    params: { id: await sendTip(story, '丁路5号') },
    body: { outcome: 'known_unit', note: '已登记' },
  }),
};
