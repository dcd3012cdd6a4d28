import { systemViewer, withTransaction } from '@gatehouse/server';
import { inventedNumber } from '../../harness/registry-world.js';
import { fixCoverage, workplaceOf } from '../../harness/workplace.js';
import { showFigure } from '../../harness/shown-figure.js';
import type { GoodCall, GoodCalls, Story } from './story.js';

const clerk = { login: 'clerk' } as const;
const reviewer = { login: 'reviewer' } as const;
const procurator = { login: 'procurator' } as const;

const entry = {
  person: { name: '吴庚一', documents: [{ type: 'resident_id', number: inventedNumber('19810404', 401) }] },
  postClass: 'driver',
  employmentForm: 'contract',
  fromDate: '2026-09-01',
};

const leaves = { format: 'xlsx', purpose: '年度核查' };

/** Puts somebody on the roster who has worked there for long; the node looks at them by itself. */
async function hire({ as, kept, until }: Story): Promise<string> {
  const { id } = await as('clerk', 'POST', '/api/employments', entry);
  kept.driver = id;
  return until(async () => {
    const { items } = await as('clerk', 'GET', '/api/coverage?limit=200');
    return items.some(({ employmentId }: { employmentId: string }) => employmentId === id) ? id : undefined;
  });
}

/** Asks about them: they began before the answer, which the authority has to order right. */
async function send({ as, kept }: Story): Promise<void> {
  const steps = [
    ['prove-identity', { kind: 'population_register' }],
    ['serve-notice', { servedOn: '2026-11-20' }],
    ['submit', {}],
  ] as const;
  for (const [deed, body] of steps) {
    const { version } = await as('clerk', 'GET', `/api/inquiries/${kept.driverCheck}`);
    await as('clerk', 'POST', `/api/inquiries/${kept.driverCheck}/${deed}`, { version, ...body });
  }
}

/** The gap about them once it waits for a deed of this account. */
async function gapFor({ as, kept, until }: Story, by: { readonly login: string }, deed: string): Promise<GoodCall> {
  const id = await until<string>(async () => {
    const { items } = await as(by.login, 'GET', '/api/gaps');
    return items.find(
      ({ employmentId, may }: { employmentId?: string; may: string[] }) =>
        employmentId === kept.driver && may.includes(deed),
    )?.id;
  });
  return { by, params: { id }, body: { words: '请改正并书面回复。' } };
}

/** A unit is shown to everybody from ten people on, and from the next period: here it is shown at once. */
async function certify({ as, world }: Story): Promise<void> {
  await fixCoverage(workplaceOf(world.node));
  const unitId = (await as('clerk', 'GET', '/api/session')).organisation.id;
  await showFigure(world.node, { unitId, nameEn: 'School', nameZh: '学校' });
}

/** A record of the driver that was told: as a look at them would have kept it. The candidate whose course is read at the end is another. */
async function toldRecord({ kept, world }: Story): Promise<string> {
  const { kernel } = world.node;
  const now = kernel.clock.now();
  if (kept.told === undefined) throw new Error('this call comes after the course of a check');
  const { id } = await withTransaction(kernel.database, systemViewer('release-window'), now, ({ sql }) =>
    sql
      .selectFrom('inquiry.application')
      .select('id')
      .where('releasedAt', 'is not', null)
      .where('id', '!=', kept.told.id)
      .orderBy('releasedAt')
      .where('state', 'not in', ['RECALLED', 'ANSWER_CORRECTED'])
      .executeTakeFirstOrThrow(),
  );
  await withTransaction(kernel.database, systemViewer('coverage'), now, ({ sql }) =>
    sql
      .insertInto('workforce.employmentCheck')
      .values({
        ...{ employmentId: kept.driver, inquiryId: id, purpose: 'serving_screening', postClass: 'driver' },
        ...{ state: 'RELEASED', begunAt: now, changedAt: now, stepAt: now, releasedAt: now, outcome: 'record_found' },
        sameIdentity: true,
      })
      .execute(),
  );
  return id;
}

/** Where everybody stands, and a gap from the order to its verification. */
export const coverageCalls: GoodCalls = {
  'POST /api/coverage/:id/check': async (story) => ({
    by: clerk,
    params: { id: await hire(story) },
    body: {},
    keep: ({ json }) => void (story.kept.driverCheck = json.inquiryId),
  }),
  'GET /api/coverage': () => ({ by: clerk }),
  'POST /api/coverage/checks': () => ({ by: clerk, body: {} }),
  'GET /api/coverage/home': () => ({ by: reviewer }),
  'GET /api/coverage/units': () => ({ by: reviewer }),
  'GET /api/coverage/certificate': () => ({ by: clerk }),
  'GET /api/coverage/certificate/sheet': async (story) => {
    await certify(story);
    return { by: clerk };
  },
  'GET /api/coverage/divisions': () => ({ by: { login: 'ministry' } }),
  'POST /api/coverage/look-up': () => ({ by: 'public', body: { text: '虚构小学' } }),
  'GET /api/gaps': () => ({ by: clerk }),
  'POST /api/gaps/:id/order': async (story) => {
    await send(story);
    return gapFor(story, reviewer, 'order');
  },
  'POST /api/gaps/:id/reply': (story) => gapFor(story, clerk, 'reply'),
  'POST /api/gaps/:id/verify': async (story) => {
    const call = await gapFor(story, reviewer, 'verify');
    return { ...call, body: { ...call.body, verdict: 'corrected' } };
  },
  'POST /api/employments/export': () => ({ by: clerk, body: { ...leaves, format: 'csv' } }),
  'POST /api/coverage/export': () => ({ by: clerk, body: { ...leaves, state: 'waiting' } }),
  'POST /api/gaps/export': () => ({ by: reviewer, body: leaves }),
  'POST /api/coverage/divisions/export': () => ({ by: { login: 'ministry' }, body: leaves }),
  'GET /api/serving-records': () => ({ by: procurator }),
  'POST /api/serving-records/:inquiryId/elsewhere': async (story) => ({
    by: procurator,
    params: { inquiryId: await toldRecord(story) },
    body: { reference: '2026-7', purpose: 'Where else children were reached.' },
  }),
};
