import { beforeAll, beforeEach, expect, it } from 'vitest';
import {
  answersFrom,
  caller,
  inquiryTestModule,
  signedIn,
  uploadFile,
} from '../../../../../test/harness/inquiry-world.js';
import {
  colleagueOf,
  damagedAnswer,
  everyItem,
  fileOf,
  keptOf,
  listedPeople,
  timesDone,
  withFullDisk,
} from '../../../../../test/harness/many-rows.js';
import { makeWorld, signInAs, type SignedIn } from '../../../../../test/harness/people.js';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';
import { openReleaseWindows } from './actions/open-release-windows.js';
import { sweepDeeds } from './actions/sweep-deeds.js';
import { chunk, workDeed } from './actions/work-deed.js';

const world = inquiryTestModule();
const rows = 500;
const candidates = 20;
const people = listedPeople(rows, candidates);

type Letter = { readonly inquiryId: string; readonly rowNumber: number; readonly link: string; readonly code: string };

onChosenEngines(
  'five hundred rows through the whole line',
  (node) => {
    let sessions: Record<'clerk' | 'reviewer', SignedIn>;
    let second: SignedIn;
    const clerk = caller(node, () => sessions.clerk);
    const reviewer = caller(node, () => sessions.reviewer);
    const otherReviewer = caller(node, () => second);
    const platform = () => ({ kernel: node().kernel, doors: world.doors });
    const drain = () => node().kernel.jobs.drain();
    let list = '';
    const look = async () => (await clerk('GET', `/api/inquiry-batches/${list}`)).body;
    const deedAt = async (id: unknown) => (await clerk('GET', `/api/inquiry-deeds/${String(id)}`)).body;

    /** The disk is full after so many chunks, and the process dies; started again, it goes on where it was. */
    const interrupted = async (id: unknown, chunks: number): Promise<void> => {
      const full = withFullDisk(platform(), chunks + 1);
      await expect(workDeed(full, String(id))).rejects.toMatchObject({ code: 'ENOSPC' });
      expect(await deedAt(id)).toMatchObject({ state: 'WORKING', progress: { done: chunks * chunk, left: 0 } });
      await sweepDeeds(platform(), 'after-start');
    };

    beforeAll(async () => {
      const { accounts } = await makeWorld(node());
      await colleagueOf(node(), 'reviewer-second', accounts.reviewer);
      sessions = await signedIn(node(), ['clerk', 'reviewer']);
      second = await signInAs(node(), 'reviewer-second');
      await openReleaseWindows(platform());
    });

    // The clock stands: the newest deed of a list is the one asked for last.
    beforeEach(() => node().clock.advance(1000));

    it('is uploaded and read', async () => {
      list = (await uploadFile(node(), sessions.clerk, fileOf(people), 'people.csv')).json().id;
      await drain();
      expect(await look()).toMatchObject({ state: 'READY', counts: { withProblems: 0, byState: { DRAFT: rows } } });
    });

    it('identities and notices: the disk is full in the middle, and each row is done once', async () => {
      const proven = await clerk('POST', `/api/inquiry-batches/${list}/prove-identity`, { kind: 'original_seen' });
      expect([proven.status, proven.body]).toMatchObject([202, { state: 'WORKING', progress: { rows, done: 0 } }]);
      await interrupted(proven.body.id, 2);
      await drain();
      expect(await deedAt(proven.body.id)).toMatchObject({ state: 'DONE', progress: { rows, done: rows, left: 0 } });

      const served = await clerk('POST', `/api/inquiry-batches/${list}/serve-notices`, { servedOn: '2026-11-20' });
      await interrupted(served.body.id, 1);
      await drain();
      expect(await deedAt(served.body.id)).toMatchObject({ state: 'DONE', progress: { done: rows - candidates } });
    });

    it('consents: few enough to be asked at once, and nothing of the letters stays', async () => {
      const { items } = (await clerk('GET', `/api/inquiry-batches/${list}/rows?limit=${candidates}`)).body;
      const contacts = (items as { id: string }[]).map(({ id }) => ({ inquiryId: id, channel: 'printed' }));
      const asked = await clerk('POST', `/api/inquiry-batches/${list}/send-consents`, { contacts });
      expect(asked.body).toMatchObject({ state: 'DONE', progress: { done: candidates }, letters: candidates });
      const path = `/api/inquiry-deeds/${String(asked.body.id)}/letters`;
      const letters = await everyItem<Letter>(clerk, path);
      for (const { rowNumber, link, code } of letters) {
        const person = caller(node, () => ({ authorization: `Link ${link.split('#')[1]}` }));
        const page = await person('POST', '/api/consent/unlock', { code });
        const { name, number } = people[rowNumber - 2] ?? { name: '', number: '' };
        const own = { name, documentNumber: number };
        const textHash = (page.body.text as { hash: string }).hash;
        const answer = await person('POST', '/api/consent/answer', { answer: 'agree', textHash, ...own });
        expect(answer.body.state).toBe('agreed');
      }
      const printed = await clerk('POST', `${path}/printed`, { inquiries: letters.map((letter) => letter.inquiryId) });
      expect(printed.body).toMatchObject({ letters: 0 });
      expect(await keptOf(node(), String(asked.body.id))).toEqual([]);
    });

    it('submission: stopped and gone on with', async () => {
      const { version } = await look();
      const sent = await clerk('POST', `/api/inquiry-batches/${list}/submit`, { version });
      const stopped = await clerk('POST', `/api/inquiry-deeds/${String(sent.body.id)}/stop`, {
        version: sent.body.version,
      });
      expect(stopped.body.state).toBe('STOPPED');
      await drain();
      expect(await deedAt(sent.body.id)).toMatchObject({ state: 'STOPPED', progress: { done: 0 } });
      await clerk('POST', `/api/inquiry-deeds/${String(sent.body.id)}/resume`, { version: stopped.body.version });
      await drain();
      expect(await look()).toMatchObject({ deed: { state: 'DONE', progress: { done: rows } } });
    });

    it('two reviewers approve the same many at once, and each row is approved and asked once', async () => {
      const items = (await everyItem<{ id: string; version: number }>(reviewer, '/api/inquiry-reviews')).map(
        ({ id, version }) => ({ id, version }),
      );
      expect(items.length).toBe(rows);
      const both = await Promise.all(
        [reviewer, otherReviewer].map((who) => who('POST', '/api/inquiry-reviews/approve', { items })),
      );
      expect(both.map(({ status }) => status)).toEqual([202, 202]);
      // Both are worked in turns, and one of them is interrupted.
      const [one, other] = both.map(({ body }) => String(body.id));
      await workDeed(withFullDisk(platform(), chunk + 2), one ?? '').catch(() => undefined);
      await drain();
      await sweepDeeds(platform(), 'after-start');
      await drain();
      const deeds = [one, other].map(async (id) => (await reviewer('GET', `/api/inquiry-deeds/${id}`)).body.progress);
      const ended = (await Promise.all(deeds)) as { done: number; left: number }[];
      expect(ended.map(({ done, left }) => done + left)).toEqual([rows, rows]);
      expect(ended.reduce((sum, { done }) => sum + done, 0)).toBe(rows);
      const asked = world.registry.filter(({ type }) => type === 'inquiry.ask').map(({ body }) => body);
      expect(new Set(asked.map((body) => (body as { askId: string }).askId)).size).toBe(rows);
    });

    it('is answered and released, each row once, and one whose answer cannot be opened leaves the others', async () => {
      const asked = world.registry.filter(({ type }) => type === 'inquiry.ask').map(({ body }) => body);
      const askIds = asked.map((body) => (body as { askId: string }).askId);
      for (let from = 0; from < rows; from += chunk) {
        const answers = askIds.slice(from, from + chunk).map((askId) => [askId, 'no_record'] as const);
        // The first of each delivery was silent before it spoke.
        await answersFrom(node(), world.module, [[answers[0]?.[0] ?? '', 'not_now'], ...answers]);
      }
      const mend = await damagedAnswer(node(), askIds[7] ?? '');
      node().clock.advance(61_000);
      const opening = () => openReleaseWindows(platform());
      for (let time = 0; time < rows / chunk + 1; time += 1)
        await expect(opening()).rejects.toMatchObject({ code: 'sealed-value-altered' });
      expect(await look()).toMatchObject({ counts: { byState: { ASKING: 1, RELEASED: rows - 1 } } });
      await mend();
      await opening();
      expect(await look()).toMatchObject({ counts: { byState: { RELEASED: rows } } });
      expect(await timesDone(node(), list)).toEqual({
        draft: [1, rows],
        'prove-identity': [1, rows],
        'serve-notice': [1, rows - candidates],
        'send-consent': [1, candidates],
        agree: [1, candidates],
        submit: [1, rows],
        approve: [1, rows],
        ask: [1, rows],
        release: [1, rows],
      });
      world.registry.length = 0;
    });
  },
  {},
  { modules: [world.module] },
);
