import { systemViewer, withTransaction } from '@gatehouse/server';
import { fileOf, listedPeople } from '../../harness/many-rows.js';
import { inventedNumber } from '../../harness/registry-world.js';
import type { Invited } from '../../journeys/by-api.js';
import { withdrawRecordOf } from '../../journeys/change-record.js';
import { codeAt } from '../../journeys/post.js';
import { onRecord, type Person } from '../../journeys/world.js';
import { identityCalls } from './identity.js';
import { proofCalls } from './proofs.js';
import type { Caller, GoodCall, GoodCalls, Json, Story } from './story.js';

const clerk = { login: 'clerk' } as const;
const reviewer = { login: 'reviewer' } as const;

let people = 0;
/** An invented person of whom nothing is known, another at each call. */
function somebody(): Person {
  people += 1;
  return { name: `钱戊${people}`, number: inventedNumber('19870707', 100 + people) };
}

const draftOf = ({ name, number }: Person, purpose = 'hire') => ({
  purpose,
  postClass: 'teacher',
  employmentForm: 'contract',
  startDate: '2099-09-01',
  person: { name, documents: [{ type: 'resident_id', number }] },
});

/** A call about an inquiry at the version it is at now. */
async function about({ as }: Story, id: string, body: object = {}, by: Caller = clerk): Promise<GoodCall> {
  const { version } = await as('clerk', 'GET', `/api/inquiries/${id}`);
  return { by, params: { id }, body: { version, ...body } };
}

const byLink = ({ link }: Invited): Caller => ({ link: link.split('#')[1] ?? '' });
const ownOf = ({ name, number }: Person) => ({ name, documentNumber: number });

/** The person opens their link in another browser than the one in which they agreed. */
async function openAgain({ world, send }: Story, invited: Invited): Promise<void> {
  const before = world.post.count(invited.phone);
  await send('POST', '/api/consent/code', { by: byLink(invited), body: {} });
  const code = await codeAt(world.post, invited.phone, before);
  await send('POST', '/api/consent/unlock', { by: byLink(invited), body: { code } });
}

async function submitted(story: Story, person = somebody()): Promise<string> {
  const { id } = await story.prepared.agreed(person);
  const { body } = await about(story, id);
  await story.as('clerk', 'POST', `/api/inquiries/${id}/submit`, body);
  return id;
}

/** A candidate whose answer was told. */
async function released(story: Story, person = somebody()): Promise<{ id: string; invited: Invited }> {
  const invited = await story.prepared.agreed(person);
  await story.prepared.asked(invited.id);
  await story.prepared.answered(invited.id);
  await story.world.goOn();
  await story.prepared.until(invited.id, 'RELEASED');
  return { id: invited.id, invited };
}

/** Somebody serving, noticed and proven. */
async function serving(story: Story, person: Person = somebody()): Promise<string> {
  const id = await story.prepared.drafted(person, 'annual');
  await story.as('clerk', 'POST', `/api/inquiries/${id}/serve-notice`, {
    ...(await about(story, id)).body,
    servedOn: '2026-11-20',
  });
  return id;
}

/** One inquiry, from draft to settlement. */
export const inquiryCalls: GoodCalls = {
  'GET /api/inquiry-options': () => ({ by: clerk }),
  'GET /api/inquiry-home': () => ({ by: clerk }),
  'POST /api/inquiries/check': () => ({ by: clerk, body: draftOf(somebody()) }),
  'POST /api/inquiries': ({ kept }) => {
    kept.person = somebody();
    return { by: clerk, body: draftOf(kept.person), keep: ({ json }) => void (kept.inquiry = json) };
  },
  'GET /api/inquiries': () => ({ by: clerk }),
  'POST /api/inquiries/find': ({ kept }) => ({ by: clerk, body: { documentNumber: kept.person.number } }),
  'GET /api/inquiries/:id': ({ kept }) => ({ by: clerk, params: { id: kept.inquiry.id } }),
  'GET /api/inquiries/:id/draft': ({ kept }) => ({ by: clerk, params: { id: kept.inquiry.id } }),
  'PUT /api/inquiries/:id': (story) => about(story, story.kept.inquiry.id, draftOf(story.kept.person)),
  'POST /api/inquiries/:id/prove-identity': (story) => about(story, story.kept.inquiry.id, { kind: 'original_seen' }),
  'POST /api/inquiries/:id/send-consent': (story) =>
    about(story, story.kept.inquiry.id, { channel: 'sms', contact: '13800000999', language: 'zh' }),
  'POST /api/inquiries/:id/record-paper': async (story) => {
    const id = await story.prepared.drafted(somebody());
    const { version } = await story.as('clerk', 'GET', `/api/inquiries/${id}`);
    const bytes = new TextEncoder().encode('%PDF-1.4 invented');
    return {
      by: clerk,
      params: { id },
      query: { version, signedOn: '2026-11-20' },
      upload: { name: 'letter.pdf', bytes },
    };
  },
  'POST /api/inquiries/:id/serve-notice': async (story) => {
    const id = await story.prepared.drafted(somebody(), 'annual');
    return about(story, id, { servedOn: '2026-11-20' });
  },
  'POST /api/inquiries/:id/submit': async (story) => about(story, await serving(story)),
  'POST /api/inquiries/:id/cancel': async (story) =>
    about(story, await story.prepared.drafted(somebody()), { reason: 'Entered twice.' }),
  'GET /api/inquiry-reviews': () => ({ by: reviewer }),
  'POST /api/inquiries/:id/return': async (story) => {
    const { returnReasons } = await story.as('clerk', 'GET', '/api/inquiry-options');
    return about(story, await submitted(story), { reasons: [returnReasons[0].code ?? returnReasons[0].id] }, reviewer);
  },
  // Somebody serving who is on record: the comparisons and the stop-work order come of it.
  'POST /api/inquiries/:id/approve': async (story) => {
    const id = await serving(story, onRecord.serving);
    const { body } = await about(story, id);
    await story.as('clerk', 'POST', `/api/inquiries/${id}/submit`, body);
    story.kept.stopped = id;
    return about(story, id, {}, reviewer);
  },
  'POST /api/inquiry-reviews/approve': async (story) => {
    const id = await submitted(story);
    const { version } = await story.as('reviewer', 'GET', `/api/inquiries/${id}`);
    return { by: reviewer, body: { items: [{ id, version }] } };
  },
  'GET /api/inquiries/:id/notice': async (story) => {
    const told = (story.kept.told = await released(story));
    const download = () => story.send('GET', `/api/inquiries/${told.id}/notice`, { by: clerk });
    // It leaves once its entry stands in a signed checkpoint.
    await story.until(async () => ((await download()).status === 200 ? true : undefined));
    return { by: clerk, params: { id: told.id } };
  },
  'POST /api/consent/object': async (story) => {
    const { invited } = story.kept.told;
    await openAgain(story, invited);
    return { by: byLink(invited), body: { reason: 'not_me', words: 'This is not me.' } };
  },
  'POST /api/inquiries/:id/settle': async (story) => {
    const { id } = (story.kept.told = await released(story));
    return about(story, id, { kind: 'not_hired', on: '2026-11-24' });
  },
  'POST /api/inquiries/:id/object': async (story) =>
    about(story, (await released(story)).id, { reason: 'wrong_data', words: 'The date is wrong.' }),
  'POST /api/inquiries/export': () => ({ by: clerk, body: { format: 'csv' } }),
};

/** The page of the person asked. */
export const consentCalls: GoodCalls = {
  'POST /api/consent/code': async ({ kept, prepared, world }) => {
    kept.asked = somebody();
    kept.invited = await prepared.invited(kept.asked);
    kept.before = world.post.count(kept.invited.phone);
    return { by: byLink(kept.invited) };
  },
  'POST /api/consent/unlock': async ({ kept, world }) => ({
    by: byLink(kept.invited),
    body: { code: await codeAt(world.post, kept.invited.phone, kept.before) },
  }),
  'GET /api/consent': ({ kept }) => ({ by: byLink(kept.invited), keep: ({ json }) => void (kept.page = json) }),
  'POST /api/consent/answer': ({ kept }) => ({
    by: byLink(kept.invited),
    body: { answer: 'agree', textHash: kept.page.text.hash, ...ownOf(kept.asked) },
  }),
  'POST /api/consent/withdraw': ({ kept }) => ({ by: byLink(kept.invited), body: ownOf(kept.asked) }),
};

const visitor = { visitor: 'own' } as const;

/** The own page, and the desk that gives its code. */
export const ownPageCalls: GoodCalls = {
  'POST /api/desk-codes': async (story) => {
    const person = somebody();
    story.kept.own = await released(story, person);
    await story.prepared.agreed(person);
    const { name, number } = person;
    return {
      by: reviewer,
      body: { name, document: { type: 'resident_id', number }, proof: 'original_seen' },
      keep: ({ json }) => void (story.kept.deskCode = json.code),
    };
  },
  'POST /api/own-page/open': ({ kept }) => ({
    by: visitor,
    actor: 'system:own-page',
    body: { code: kept.deskCode },
    keep: ({ json }) => void (kept.page = json),
  }),
  ...identityCalls,
  'GET /api/own-page': () => ({ by: visitor }),
  'GET /api/own-page/proofs/:id': ({ kept }) => ({
    by: visitor,
    params: { id: kept.page.units[0].inquiries[0].steps[0].places[0].entry },
  }),
  'GET /api/own-page/completeness': () => ({ by: visitor }),
  'GET /api/own-page/copy': () => ({ by: visitor }),
  ...proofCalls,
  'POST /api/own-page/inquiries/:id/object': ({ kept }) => ({
    by: visitor,
    params: { id: kept.own.id },
    body: { reason: 'not_me', words: 'It is not about me.' },
  }),
  'POST /api/own-page/units/:id/withdraw': ({ kept }) => ({
    by: visitor,
    params: { id: kept.page.units[0].id },
    body: {},
  }),
  'POST /api/own-page/close': () => ({ by: visitor, body: {} }),
};

const listSize = 250;
const candidates = 3;

async function aboutList({ as, kept }: Story, body: object = {}): Promise<GoodCall> {
  const { id } = kept.list;
  const { version } = await as('clerk', 'GET', `/api/inquiry-batches/${id}`);
  return { by: clerk, params: { id }, body: { version, ...body } };
}

async function readWhole(story: Story): Promise<void> {
  await story.until(async () => {
    const { state } = await story.as('clerk', 'GET', `/api/inquiry-batches/${story.kept.list.id}`);
    return state === 'READY' ? true : undefined;
  });
}

async function aboutDeed({ as, kept }: Story, key = 'deed'): Promise<GoodCall> {
  const { id } = kept[key];
  const { version } = await as('clerk', 'GET', `/api/inquiry-deeds/${id}`);
  return { by: clerk, params: { id }, body: { version } };
}

async function deedEnded(story: Story, key = 'deed'): Promise<void> {
  await story.until(async () => {
    const { state } = await story.as('clerk', 'GET', `/api/inquiry-deeds/${story.kept[key].id}`);
    return state === 'WORKING' ? undefined : true;
  });
}

/** Rows of the list that are still drafts, candidates or not. */
async function rowsOf({ as, kept }: Story, purpose: 'hire' | 'annual', count: number): Promise<Json[]> {
  const { items } = await as('clerk', 'GET', `/api/inquiry-batches/${kept.list.id}/rows?limit=50`);
  return items.filter((row: Json) => row.purpose === purpose && row.state === 'DRAFT').slice(0, count);
}

/** Lists, and what is done for many of their rows. */
export const listCalls: GoodCalls = {
  'GET /api/inquiry-template': () => ({ by: clerk }),
  'POST /api/inquiry-batches': ({ kept, holdBack }) => {
    const letGo = holdBack('inquiry.process-list');
    return {
      by: clerk,
      upload: { name: '名单 王小红.csv', bytes: fileOf(listedPeople(listSize, candidates, 1975)) },
      keep: ({ json }) => {
        letGo();
        kept.list = json;
      },
    };
  },
  'POST /api/inquiry-batches/:id/stop': (story) => aboutList(story),
  'POST /api/inquiry-batches/:id/resume': (story) => aboutList(story),
  'GET /api/inquiry-batches': () => ({ by: clerk }),
  'GET /api/inquiry-batches/:id': async (story) => {
    await readWhole(story);
    return { by: clerk, params: { id: story.kept.list.id } };
  },
  'GET /api/inquiry-batches/:id/file': ({ kept }) => ({ by: clerk, params: { id: kept.list.id } }),
  'GET /api/inquiry-batches/:id/rows': ({ kept }) => ({ by: clerk, params: { id: kept.list.id } }),
  'POST /api/inquiry-batches/:id/prove-identity': ({ kept, holdBack }) => {
    const letGo = holdBack('inquiry.work-deed');
    return {
      by: clerk,
      params: { id: kept.list.id },
      body: { kind: 'original_seen' },
      keep: ({ json }) => {
        letGo();
        kept.deed = json;
      },
    };
  },
  'POST /api/inquiry-deeds/:id/stop': (story) => aboutDeed(story),
  // A deed goes on in the name of whoever resumed it, so that its end is waited for.
  'POST /api/inquiry-deeds/:id/resume': async (story) => ({
    ...(await aboutDeed(story)),
    keep: () => deedEnded(story),
  }),
  'GET /api/inquiry-deeds': () => ({ by: clerk }),
  'GET /api/inquiry-deeds/:id': (story) => {
    return { by: clerk, params: { id: story.kept.deed.id } };
  },
  'GET /api/inquiry-deeds/:id/left': ({ kept }) => ({ by: clerk, params: { id: kept.deed.id } }),
  'POST /api/inquiry-batches/:id/send-consents': async (story) => ({
    by: clerk,
    params: { id: story.kept.list.id },
    body: {
      contacts: (await rowsOf(story, 'hire', candidates)).map(({ id }) => ({ inquiryId: id, channel: 'printed' })),
    },
    keep: ({ json }) => void (story.kept.letters = json),
  }),
  'GET /api/inquiry-deeds/:id/letters': async (story) => {
    await deedEnded(story, 'letters');
    const { id } = story.kept.letters;
    return { by: clerk, params: { id }, keep: ({ json }) => void (story.kept.printed = json.items) };
  },
  'POST /api/inquiry-deeds/:id/letters/printed': ({ kept }) => ({
    by: clerk,
    params: { id: kept.letters.id },
    body: { inquiries: kept.printed.map(({ inquiryId }: { inquiryId: string }) => inquiryId) },
  }),
  'POST /api/inquiry-batches/:id/serve-notices': async (story) => ({
    by: clerk,
    params: { id: story.kept.list.id },
    body: { servedOn: '2026-11-20', rows: (await rowsOf(story, 'annual', 2)).map(({ id }) => id) },
    keep: async ({ json }) => {
      story.kept.served = json;
      await deedEnded(story, 'served');
    },
  }),
  'POST /api/inquiry-batches/:id/submit': async (story) => ({
    ...(await aboutList(story)),
    keep: async ({ json }) => {
      story.kept.sent = json;
      await deedEnded(story, 'sent');
    },
  }),
  'POST /api/inquiry-batches/:id/set-aside': async (story) =>
    aboutList(story, { rows: (await rowsOf(story, 'annual', 1)).map(({ id }) => id) }),
};

/** What follows from a record about somebody serving. */
export const stopWorkCalls: GoodCalls = {
  'GET /api/stop-work-orders': async (story) => {
    await story.until(async () => (await story.as('reviewer', 'GET', '/api/stop-work-orders')).items[0]);
    return { by: reviewer };
  },
  'POST /api/stop-work-orders/:id/sent': ({ kept }) => ({ by: reviewer, params: { id: kept.stopped }, body: {} }),
};

/** An objection to the record of whoever was stopped, all the way: looked at again it is found to be somebody else's. */
export const objectionCalls: GoodCalls = {
  'GET /api/objections': async (story) => {
    const { body } = await about(story, story.kept.stopped, { reason: 'not_me', words: 'This is not me.' });
    await story.as('clerk', 'POST', `/api/inquiries/${story.kept.stopped}/object`, body);
    return { by: reviewer, keep: ({ json }) => void (story.kept.objections = json.steps) };
  },
  'POST /api/objection-steps/:id/pass-on': ({ kept }) => ({
    by: reviewer,
    params: { id: kept.objections.find(({ inquiryId }: Json) => inquiryId === kept.stopped).stepId },
    body: {},
  }),
  'GET /api/objections-above': async (story) => {
    await story.prepared.until(story.kept.stopped, 'AT_MINISTRY');
    return { by: { login: 'ministry' }, keep: ({ json }) => void (story.kept.above = json.steps[0]) };
  },
  'POST /api/objections-above/:id/pass-on': ({ kept }) => ({
    by: { login: 'ministry' },
    params: { id: kept.above.stepId },
    body: {},
  }),
  'GET /api/objection-figures': () => ({ by: { login: 'auditor' }, query: { year: 2026 } }),
  'POST /api/repairs/:id/done': async (story) => {
    const { stopped } = story.kept;
    // Two of the re-check desk, neither of whom compared it the first time.
    for (const [login, turn] of [
      ['recheck', 'first'],
      ['recheck-second', 'second'],
    ] as const) {
      const { id, version } = await story.until(async () => {
        const { items } = await story.as(login, 'GET', '/api/registry/comparisons');
        return items.find(({ stage }: Json) => stage === turn);
      });
      const opinion = { version, ending: 'not_the_same', reason: 'Another face.' };
      await story.as(login, 'POST', `/api/registry/comparisons/${id}/opinions`, opinion);
    }
    await story.prepared.until(stopped, 'ANSWER_CORRECTED');
    const { course } = await story.as('clerk', 'GET', `/api/inquiries/${stopped}`);
    return { by: clerk, params: { id: course.repairs.find(({ mayDo }: Json) => mayDo).id }, body: {} };
  },
};

/** How many recalls of the registry have arrived. */
function recallsOf({ world: { node } }: Story): Promise<number> {
  return withTransaction(node.kernel.database, systemViewer('exchange'), node.clock.now(), async ({ sql }) => {
    const arrived = await sql.selectFrom('exchange.inbox').select('id').where('type', '=', 'inquiry.recall').execute();
    return arrived.length;
  });
}

/** What follows when the record of whoever was stopped was withdrawn by two people at the registry. */
export const recallCalls: GoodCalls = {
  'POST /api/inquiries/:id/note-recall': async (story) => {
    await withdrawRecordOf(story.world.node, onRecord.serving);
    // The recall finds an answer that is void, and is let go.
    await story.until(async () => (await recallsOf(story)) || undefined);
    return about(story, story.kept.stopped);
  },
  'GET /api/recalled-answers': () => ({ by: reviewer }),
  'POST /api/recalled-answers/:id/seen-to': ({ kept }) => ({ by: reviewer, params: { id: kept.stopped }, body: {} }),
  'GET /api/voided-numbers/:prefix': () => ({ by: 'public', params: { prefix: '0f' } }),
};
