import { gapsWithChecks } from './gaps-with-checks.js';
import { listWithBadRows } from '../journeys/list-file.js';
import type { makeChecks } from './checks.js';
import { placesBelow } from './whole-country.js';
import { registersFile } from './roster-work.js';
import { courses, waitingAbove, waitingHere } from './objection-courses.js';
import { press, type Scene, inTurn } from './scene.js';
import { say } from './words.js';

type Checks = Awaited<ReturnType<typeof makeChecks>>;

const inquiries = '/api/inquiries*';

/** An answer that is none, as the unit reads it while a source is silent. */
const notNow = {
  sentence: {
    en: 'Cannot be answered now: Court (invented) has sent nothing since 24 Nov 2026, 09:00. This is not a no.',
    zh: '暂时无法答复：法院（虚构）自2026年11月24日 09:00起无数据。这不是“未发现”。',
  },
  next: {
    en: 'Nothing to do: the question goes on by itself. Do not let them start, and do not turn them down for this.',
    zh: '无需操作，查询将自动继续。在此之前不得安排上岗，也不得因此拒绝录用。',
  },
};

/** A list while something is done for many of its rows, held by the end of a session, with rows it left, with letters. */
function deedScenes({ withProblems: listId, left, letters }: Checks['lists']): Scene[] {
  const list = `/inquiry-lists/${listId}`;
  const deed = {
    id: '00000000-0000-4000-8000-0000000000d1',
    version: 3,
    kind: 'send-consent',
    listId,
    createdAt: '2026-11-26T01:00:00.000Z',
    next: { en: 'It goes on by itself; you may leave this page.', zh: '将自动继续，可离开本页。' },
  };
  const scene = (name: string, adds: object): Scene => ({
    name,
    path: list,
    server: { address: `/api/inquiry-batches/${listId}`, does: 'change', adds: { deed: { ...deed, ...adds } } },
  });
  const held = { en: 'Whoever asked signed out. Go on here.', zh: '发起人已退出登录，可在此继续。' };
  return [
    { name: 'list', path: list },
    scene('list-deed-working', { state: 'WORKING', letters: 0, progress: { rows: 312, done: 120, left: 0 } }),
    scene('list-deed-held', { next: held, state: 'HELD', letters: 0, progress: { rows: 312, done: 120, left: 0 } }),
    { name: 'list-deed-left', path: `/inquiry-lists/${left}` },
    { name: 'list-consents', path: `/inquiry-lists/${left}`, act: press('inquiry:list.consentsOpen') },
    { name: 'list-deed-letters', path: `/inquiry-lists/${letters}` },
  ];
}

/** Staff of the unit, and a file that waits. */
function rosterScenes({ waiting, employment }: Checks['rosters']): Scene[] {
  const load = `/staff-loads/${waiting}`;
  const change = (name: string, adds: object): Scene => ({
    name,
    path: load,
    server: { address: `/api/roster-loads/${waiting}`, does: 'change', adds },
  });
  const counts = { new: 0, changed: 1, left: 2, same: 5, problem: 0 };
  return [
    { name: 'staff', path: '/staff' },
    { name: 'staff-empty', path: '/staff', server: { address: '/api/employments*', does: 'empty' } },
    { name: 'staff-new', path: '/staff/new' },
    { name: 'staff-upload', path: '/staff/load' },
    { name: 'staff-one', path: `/staff/${employment}` },
    { name: 'staff-change', path: `/staff/${employment}/change` },
    { name: 'staff-load', path: load },
    { name: 'staff-load-mend', path: load, act: press('workforce:load.mendLabel', { row: 3 }) },
    change('staff-load-ready', { counts }),
    change('staff-load-brought', { counts, brought: true }),
    {
      ...change('staff-load-send-back', { counts, brought: true }),
      act: press('workforce:sendBack.act'),
    },
    change('staff-load-taking', { state: 'TAKING', progress: { rows: 5200, done: 1300 } }),
  ];
}

const objectionsHere: NonNullable<Scene['server']> = {
  address: '/api/objections',
  does: 'change',
  adds: waitingHere,
};

/** What somebody at the ministry meets. */
export const ministryScenes: Scene[] = [
  { name: 'divisions', path: '/coverage/divisions' },
  {
    name: 'divisions-filled',
    path: '/coverage/divisions',
    server: { address: '/api/coverage/divisions*', does: 'change', adds: placesBelow(null) },
  },
  {
    name: 'divisions-within',
    path: '/coverage/divisions?within=440000',
    server: { address: '/api/coverage/divisions*', does: 'change', adds: placesBelow('440000') },
  },
  { name: 'home-ministry', path: '/' },
  {
    name: 'objections-above',
    path: '/objections-above',
    server: { address: '/api/objections-above', does: 'change', adds: { steps: waitingAbove } },
  },
  { name: 'objections-above-empty', path: '/objections-above' },
];

/** The check of somebody whose objection is under way, late, or was upheld. */
function courseScenes(inquiryId: string): Scene[] {
  const scene = (name: string, adds: object): Scene => ({
    name,
    path: `/inquiries/${inquiryId}`,
    server: { address: `/api/inquiries/${inquiryId}`, does: 'change', adds },
  });
  return [
    scene('inquiry-objection-late', { state: 'AT_PUBLIC_SECURITY', course: courses.lateForUnit }),
    scene('inquiry-objection-upheld', { state: 'ANSWER_CORRECTED', course: courses.correctedForUnit }),
  ];
}

/** What the clerk of a school meets. */
export function clerkScenes(checks: Checks): Scene[] {
  const states = [
    'unproven',
    'unasked',
    'withProblems',
    'pending',
    'opened',
    'consented',
    'refused',
    'disputed',
    'overdue',
    'recalled',
    'recallNoted',
    'returned',
    'comparing',
    'free',
    'barred',
    'stopWork',
    'monitored',
    'settled',
    'objected',
    'cancelled',
  ] as const;
  return [
    { name: 'home-clerk', path: '/' },
    { name: 'home-loading', path: '/', server: { address: '/api/inquiry-home', does: 'hang' } },
    { name: 'home-error', path: '/', server: { address: '/api/inquiry-home', does: 'fail' } },
    {
      name: 'session-ended',
      path: '/',
      server: { address: '/api/inquiry-home', does: 'end-session' },
      act: (page) => page.getByRole('dialog').waitFor(),
    },
    { name: 'not-found', path: '/nothing-here' },
    { name: 'no-permission', path: '/registry/comparisons' },
    { name: 'new-check', path: '/inquiries/new' },
    { name: 'new-person', path: '/inquiries/new/person' },
    { name: 'new-person-problems', path: '/inquiries/new/person', act: press('inquiry:draft.saveAndGoOn') },
    {
      name: 'new-person-wrong-number',
      path: '/inquiries/new/person',
      act: async (page, language) => {
        await page.getByLabel(say(language, 'ui:documentNumber.label'), { exact: true }).fill('100101199003074510');
        await page.getByLabel(say(language, 'inquiry:draft.name'), { exact: true }).fill('马超');
        await page.getByRole('status').first().waitFor({ state: 'attached' });
      },
    },
    { name: 'edit-person', path: `/inquiries/${checks.withProblems.id}/edit` },
    { name: 'new-list', path: '/inquiries/new/list' },
    { name: 'lists-empty', path: '/inquiry-lists', server: { address: '/api/inquiry-batches*', does: 'empty' } },
    {
      name: 'list-problems',
      path: '/inquiries/new/list',
      act: async (page, language) => {
        const file = { name: '花名册.xlsx', mimeType: 'application/octet-stream', buffer: await listWithBadRows() };
        await page.locator('input[type=file]').setInputFiles(file);
        // The same rows may have been given before, by the window of the other language at the latest.
        const again = page.getByRole('button', { name: say(language, 'inquiry:upload.again'), exact: true });
        const mend = page.getByRole('button', { name: say(language, 'inquiry:row.mendRow', { row: 2 }), exact: true });
        await again.or(mend).first().waitFor();
        if (await again.isVisible()) await again.click();
        await mend.click();
        await page.getByRole('button', { name: say(language, 'inquiry:row.save'), exact: true }).waitFor();
      },
    },
    { name: 'lists', path: '/inquiry-lists' },
    { name: 'inquiries', path: '/inquiries' },
    { name: 'inquiries-loading', path: '/inquiries', server: { address: inquiries, does: 'hang' } },
    { name: 'inquiries-error', path: '/inquiries', server: { address: inquiries, does: 'fail' } },
    { name: 'inquiries-empty', path: '/inquiries', server: { address: inquiries, does: 'empty' } },
    { name: 'inquiries-export', path: '/inquiries', act: press('inquiry:export.open') },
    ...states.map((state) => ({ name: `inquiry-${state}`, path: `/inquiries/${checks[state].id}` })),
    {
      name: 'inquiry-cannot-be-answered',
      path: `/inquiries/${checks.comparing.id}`,
      server: { address: `/api/inquiries/${checks.comparing.id}`, does: 'change', adds: notNow },
    },
    ...courseScenes(checks.barred.id),
    ...deedScenes(checks.lists),
    ...rosterScenes(checks.rosters),
    { name: 'coverage', path: '/coverage' },
    { name: 'proofs', path: '/proofs' },
    { name: 'proofs-missing', path: '/proofs', act: press('inquiry:proofOfCheck.ask') },
    { name: 'coverage-empty', path: '/coverage', server: { address: '/api/coverage?*', does: 'empty' } },
    { name: 'gaps-unit', path: '/gaps' },
    { name: 'gaps-checks', path: '/gaps', server: { address: '/api/gaps*', does: 'change', adds: gapsWithChecks } },
    {
      name: 'inquiry-cancel-dialog',
      path: `/inquiries/${checks.unproven.id}`,
      act: inTurn(press('inquiry:prepare.cancel'), async (page) => {
        await page.getByRole('dialog').getByRole('button').last().click();
      }),
    },
    {
      name: 'inquiry-loading',
      path: `/inquiries/${checks.free.id}`,
      server: { address: '/api/inquiries/*', does: 'hang' },
    },
    {
      name: 'inquiry-error',
      path: `/inquiries/${checks.free.id}`,
      server: { address: '/api/inquiries/*', does: 'fail' },
    },
    { name: 'inquiry-not-there', path: '/inquiries/00000000-0000-4000-8000-000000000000' },
    { name: 'messages-clerk', path: '/messages' },
    { name: 'messages-empty', path: '/messages', server: { address: '/api/messages*', does: 'empty' } },
    { name: 'own-account', path: '/account' },
    { name: 'stand-ins', path: '/stand-ins' },
  ];
}

/** The officer enters what the document says, and has the code on the screen. */
const giveCode: NonNullable<Scene['act']> = async (page, language) => {
  await page.getByRole('radio').first().check();
  await page.getByLabel(say(language, 'ui:documentNumber.label')).fill('100101199001015551');
  await page.getByLabel(say(language, 'inquiry:draft.name'), { exact: true }).fill('邓丽');
  await press('inquiry:desk.act')(page, language);
  await page.getByRole('button', { name: say(language, 'inquiry:desk.sheet.done') }).waitFor();
};

/** A file of what registers count, with units that wait already, one that is new and a code that is wrong. */
const compareRegisters: NonNullable<Scene['act']> = async (page, language) => {
  const more = '\n91990102MA0000001D,大树营地,社会保险参保信息,,6,2026-11-01\n91990102MA00000010,,听说,,x,2026-11-01';
  const buffer = Buffer.concat([registersFile.bytes, Buffer.from(more)]);
  await page.locator('input[type=file]').setInputFiles({ name: registersFile.name, mimeType: 'text/csv', buffer });
  await page.getByRole('heading', { name: say(language, 'workforce:headcounts.differences') }).waitFor();
};

/** Everything, also what was seen to. */
const showAnswered: NonNullable<Scene['act']> = async (page, language) => {
  await page.getByRole('combobox', { name: say(language, 'workforce:unentered.state') }).click();
  await page.getByTitle(say(language, 'workforce:unentered.states.answered')).last().click();
  await page.getByText(say(language, 'workforce:unentered.outcomes.gone')).first().waitFor();
};

/** A file with the staff of many units, by how far it is. */
function jointFileScenes(id: string): Scene[] {
  const path = `/roster-units/joint-files/${id}`;
  const change = (name: string, adds: object): Scene => ({
    name,
    path,
    server: { address: `/api/joint-files/${id}`, does: 'change', adds },
  });
  const progress = { rows: 5200, done: 1300 };
  const unusable = {
    path: 'file',
    code: 'unit-column-missing',
    message: {
      en: 'The file has no column that says which unit somebody works at.',
      zh: '文件中没有标明所在单位的列。',
    },
  };
  return [
    { name: 'joint-files', path: '/roster-units/joint-files' },
    {
      name: 'joint-files-empty',
      path: '/roster-units/joint-files',
      server: { address: '/api/joint-files', does: 'empty' },
    },
    { name: 'joint-file', path },
    { name: 'joint-file-export', path, act: press('workforce:export.openProblems') },
    change('joint-file-dividing', { state: 'DIVIDING', progress }),
    change('joint-file-stopped', { state: 'STOPPED', progress }),
    change('joint-file-refused', { state: 'REFUSED', problems: [unusable] }),
    { name: 'joint-file-error', path, server: { address: `/api/joint-files/${id}/units`, does: 'fail' } },
  ];
}

/** What the authority meets. */
export function reviewerScenes(checks: Checks): Scene[] {
  return [
    { name: 'home-reviewer', path: '/' },
    { name: 'reviews', path: '/inquiry-reviews' },
    { name: 'reviews-empty', path: '/inquiry-reviews', server: { address: '/api/inquiry-reviews*', does: 'empty' } },
    { name: 'review', path: `/inquiries/${checks.waiting.id}` },
    { name: 'review-return', path: `/inquiries/${checks.waiting.id}`, act: press('inquiry:review.return') },
    { name: 'reviewer-monitored', path: `/inquiries/${checks.monitored.id}` },
    { name: 'reviewer-barred', path: `/inquiries/${checks.barred.id}` },
    { name: 'reviewer-inquiries', path: '/inquiries' },
    { name: 'roster-units', path: '/roster-units' },
    { name: 'headcount-file', path: '/roster-units/load' },
    { name: 'headcount-file-compared', path: '/roster-units/load', act: compareRegisters },
    { name: 'unentered-units', path: '/roster-units/unentered' },
    { name: 'unentered-units-answered', path: '/roster-units/unentered', act: showAnswered },
    { name: 'unentered-units-answer', path: '/roster-units/unentered', act: press('workforce:unentered.answer') },
    {
      name: 'unentered-units-empty',
      path: '/roster-units/unentered',
      server: { address: '/api/unentered-units*', does: 'empty' },
    },
    ...jointFileScenes(checks.rosters.joint),
    { name: 'tips', path: '/tips' },
    { name: 'tips-pass', path: '/tips', act: press('workforce:outcome.handOn') },
    { name: 'gaps', path: '/gaps' },
    { name: 'units-covered', path: '/roster-units/covered' },
    { name: 'roster-unit', path: `/roster-units/${checks.rosters.unit}` },
    { name: 'desk-code', path: '/desk-code' },
    { name: 'desk-code-missing', path: '/desk-code', act: press('inquiry:desk.act') },
    { name: 'desk-code-sheet', path: '/desk-code', act: giveCode },
    { name: 'reviewer-recalled', path: `/inquiries/${checks.recalled.id}` },
    { name: 'recalled-answers', path: '/recalled-answers' },
    {
      name: 'recalled-answers-seen-to',
      path: '/recalled-answers',
      act: async (page, language) => {
        const name = say(language, 'inquiry:recalled.seeTo');
        await page.getByRole('button', { name, exact: true }).first().click();
      },
    },
    {
      name: 'recalled-answers-empty',
      path: '/recalled-answers',
      server: { address: '/api/recalled-answers*', does: 'empty' },
    },
    { name: 'objections', path: '/objections' },
    {
      name: 'objections-pass-on',
      path: '/objections',
      act: press('inquiry:objections.part.pass-on'),
    },
    { name: 'objections-late', path: '/objections', server: objectionsHere },
    {
      name: 'objections-write',
      path: '/objections',
      server: objectionsHere,
      act: press('inquiry:objections.part.write'),
    },
    {
      name: 'objections-empty',
      path: '/objections',
      server: { address: '/api/objections', does: 'change', adds: { steps: [], repairs: [] } },
    },
    { name: 'stop-work-orders', path: '/stop-work-orders' },
    {
      name: 'stop-work-orders-empty',
      path: '/stop-work-orders',
      server: { address: '/api/stop-work-orders*', does: 'empty' },
    },
  ];
}
