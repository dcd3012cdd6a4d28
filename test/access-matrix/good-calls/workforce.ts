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
