import { civilDateAt } from '@gatehouse/law';
import { sweepNow, tellOwedGap } from '../../harness/casework-desk.js';
import { inventedNumber } from '../../harness/registry-world.js';
import type { GoodCall, GoodCalls, Story } from './story.js';

const first = { login: 'procurator' } as const;
const second = { login: 'procurator-second' } as const;
const number = inventedNumber('19830606', 501);
const person = { name: '孙辛一', documents: [{ type: 'resident_id', number }] };

const auditor = { login: 'auditor' } as const;
const reasons = { reason: '孩子今晚由其照看', reference: '未检〔2026〕7号' };
const look = { kind: 'prohibitions', documentType: 'resident_id', number, ground: 'child_in_danger', ...reasons };

const entry = {
  person,
  regime: 'judicial',
  orderedBy: '甲县人民法院',
  caseNumber: '（2026）刑初7号',
  offence: '猥亵儿童罪',
  department: '甲县教育局',
  effectiveOn: '2026-10-20',
  sentence: 'fixed_term',
  sentenceEndsOn: '2026-10-21',
  years: 3,
  exposesChild: true,
};

/** A call about the order, with the version that it has now. */
async function about({ as, kept }: Story, by: { readonly login: string }, body: object = {}): Promise<GoodCall> {
  const { id } = kept.order;
  const { version } = await as('procurator', 'GET', `/api/prohibitions/${id}`);
  return { by, params: { id }, body: { version, ...body } };
}

/** Somebody whom the order bars begins at the unit; the platform finds it by itself. */
async function placement({ as, kept, until, world }: Story): Promise<string> {
  const post = { postClass: 'catering', employmentForm: 'outsourced', fromDate: '2026-11-02' };
  await as('clerk', 'POST', '/api/employments', { person, ...post });
  const id = await until<string>(async () => {
    const { seen } = await as('procurator', 'GET', `/api/prohibitions/${kept.order.id}`);
    return seen.find(({ mayRefer }: { mayRefer: boolean }) => mayRefer)?.id;
  });
  await sweepNow(world.node);
  return id;
}

/** An order that ended before anybody entered it: the watch closes it at once. */
async function ended({ as, world }: Story): Promise<void> {
  const term = { regime: 'restraining', sentence: 'suspended', sentenceEndsOn: '2026-11-10', years: undefined };
  const { id, version } = await as('procurator', 'POST', '/api/prohibitions', { ...entry, ...term });
  await as(second.login, 'POST', `/api/prohibitions/${id}/verify`, { version, documentNumber: number });
  await sweepNow(world.node);
}

/** A gap that the platform tells of, as the exchange hands it over. */
async function owedGap({ kept, world }: Story): Promise<void> {
  kept.owedGap = '0f6c1d4e-8a51-4b8e-9a37-2a5d1c7b9e10';
  const at = '2026-11-10T02:00:00.000Z';
  const step = { step: 'mend', responsible: 'unit', begunAt: at, dueAt: at, overdueAt: at, endedAt: null } as const;
  await tellOwedGap(world.node, {
    ...{
      referralId: kept.owedGap,
      version: 1,
      divisionCode: '100101',
      kind: 'no_roster',
      postClass: null,
      missing: null,
    },
    ...{ unit: { en: 'School', zh: '学校' }, authority: null, above: null, stillThere: true, closed: null },
    ...{ since: at, foundAt: at, escalatedAt: at, owedAt: at, course: [step] },
  });
}

/** A call about the gap, with the version that it has now. */
async function aboutGap({ as, kept }: Story, body: object = {}): Promise<GoodCall> {
  const { version } = await as('procurator', 'GET', `/api/owed-gaps/${kept.owedGap}`);
  return { by: first, params: { id: kept.owedGap }, body: { version, ...body } };
}

/** An order of employment prohibition, from the entry to its end, and a gap that is owed to the procuratorate. */
export const prohibitionCalls: GoodCalls = {
  'GET /api/prohibition-options': () => ({ by: first }),
  'POST /api/prohibitions': ({ kept }) => ({
    by: first,
    body: entry,
    keep: ({ json }) => void (kept.order = json),
  }),
  'GET /api/prohibitions/:id': ({ kept }) => ({ by: second, params: { id: kept.order.id } }),
  'POST /api/prohibitions/:id/return': (story) => about(story, second, { reason: '请核对年限' }),
  'GET /api/prohibitions/:id/entry': ({ kept }) => ({ by: first, params: { id: kept.order.id } }),
  'PUT /api/prohibitions/:id': (story) => about(story, first, { ...entry, years: 4 }),
  'POST /api/prohibitions/:id/verify': async (story) => ({
    ...(await about(story, second, { documentNumber: number })),
    // Nobody has served it for more than the law's days: that is noticed too.
    keep: () => sweepNow(story.world.node),
  }),
  'GET /api/prohibitions': () => ({ by: first }),
  'GET /api/prohibition-home': () => ({ by: first }),
  'POST /api/prohibitions/:id/certificate': (story) => about(story, first),
  'GET /api/prohibitions/:id/certificate': ({ kept }) => ({ by: first, params: { id: kept.order.id } }),
  'POST /api/prohibitions/:id/serve': (story) => about(story, first, { on: '2026-11-10', document: 'certificate' }),
  'POST /api/prohibitions/:id/placements/:placementId/refer': async (story) => ({
    by: first,
    params: { id: story.kept.order.id, placementId: await placement(story) },
    body: { to: 'public_security', reason: '执行期间从业' },
  }),
  'GET /api/owed-gaps': async (story) => {
    await owedGap(story);
    return { by: first };
  },
  'GET /api/owed-gaps/:id': ({ kept }) => ({ by: second, params: { id: kept.owedGap } }),
  'POST /api/owed-gaps/:id/take': (story) => aboutGap(story),
  'POST /api/owed-gaps/:id/close': (story) =>
    aboutGap(story, { conclusion: 'no_ground', words: '经审查，由主管部门继续办理。' }),
  'POST /api/prohibitions/:id/changes': (story) =>
    about(story, first, { kind: 'lift', endsOn: '2026-11-20', reason: '再审改判' }),
  'POST /api/prohibitions/:id/changes/decide': async (story) => ({
    ...(await about(story, second, { decision: 'accept', reason: '属实' })),
    keep: async () => {
      // The platform hears of the end, and whoever was barred is placed in spite of an order no longer.
      await story.until(async () => {
        const { seen } = await story.as('procurator', 'GET', `/api/prohibitions/${story.kept.order.id}`);
        return seen.every(({ endedOn }: { endedOn?: string }) => endedOn !== undefined) ? true : undefined;
      });
      await ended(story);
    },
  }),
};

/** A procurator asks once more, and what follows is about that look. */
async function askedAgain({ as, kept }: Story): Promise<{ readonly id: string }> {
  kept.look = await as(first.login, 'POST', '/api/emergency-looks', look);
  return { id: kept.look.id };
}

/** Emergency looks: one that a second person opened, one that was declined, one that was opened alone. */
export const emergencyCalls: GoodCalls = {
  'POST /api/emergency-looks': ({ kept }) => ({
    by: first,
    body: look,
    keep: ({ json }) => void (kept.look = json),
  }),
  'POST /api/emergency-looks/:id/approve': ({ kept }) => ({ by: second, params: { id: kept.look.id } }),
  'GET /api/emergency-looks': () => ({ by: first }),
  'GET /api/emergency-looks/open': () => ({ by: first }),
  'GET /api/emergency-looks/:id/prohibitions': ({ kept }) => ({ by: first, params: { id: kept.look.id } }),
  'POST /api/emergency-looks/:id/withholdings': ({ kept, world }) => ({
    by: first,
    params: { id: kept.look.id },
    body: { untilDay: civilDateAt(world.node.clock.now()), reason: '办案需要，暂不宜告知' },
  }),
  'POST /api/emergency-looks/:id/withholding-decision': ({ kept }) => ({
    by: second,
    params: { id: kept.look.id },
    body: { decision: 'approve' },
  }),
  'GET /api/withheld-looks': () => ({ by: 'public' }),
  'POST /api/emergency-looks/:id/end': ({ kept }) => ({ by: first, params: { id: kept.look.id } }),
  'GET /api/emergency-looks-to-review': () => ({ by: auditor }),
  'POST /api/emergency-looks/:id/review': ({ kept }) => ({
    by: auditor,
    params: { id: kept.look.id },
    body: { verdict: 'in_order', words: '已与案卷核对' },
  }),
  'POST /api/emergency-looks/:id/decline': async (story) => ({ by: second, params: await askedAgain(story) }),
  'POST /api/emergency-looks/:id/open-alone': async (story) => {
    const params = await askedAgain(story);
    await story.world.goOn(10);
    return { by: first, params };
  },
};
