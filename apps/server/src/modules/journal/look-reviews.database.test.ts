import type { AnswerOf, LookDraw, LookReview, LookReviewFigures, useFigureEndpoints } from '@gatehouse/contract';
import { frontierRoot, readFrontier } from '@gatehouse/merkle';
import { beforeAll, expect, it, vi } from 'vitest';
import { drawNow, fixMonthNow, publishedLog } from '../../../../../test/harness/drawn-looks.js';
import { caller, inventedNumber, signedIn } from '../../../../../test/harness/inquiry-world.js';
import { makeWorld, type SignedIn, type World } from '../../../../../test/harness/people.js';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';
import { nodeSha256 } from './log-folder.js';
import { drawSeed } from './look-draw.js';
import { digestOf } from './use-figures.js';

const names = ['registrar', 'auditor', 'admin', 'admin-bureau', 'verifier'] as const;
type Login = (typeof names)[number];
type Listed = { items: LookReview[]; figures: LookReviewFigures; draws: LookDraw[] };

const day = 86_400_000;
const looks = 5;

onChosenEngines('drawn looks', (node) => {
  let world: World;
  let sessions: Record<Login, SignedIn>;
  const as = (name: Login) => caller(node, () => sessions[name]);
  const [registrar, auditor, admin, elsewhere] = [as('registrar'), as('auditor'), as('admin'), as('admin-bureau')];
  const pass = async (days: number) => {
    node().clock.advance(days * day);
    sessions = await signedIn(node(), names);
  };
  const listed = async () => (await auditor('GET', '/api/look-reviews')).body as unknown as Listed;
  const toConfirm = async (who: typeof admin) =>
    (await who('GET', '/api/look-confirmations')).body.items as unknown as LookReview[];
  const did = async (who: typeof admin, url: string, body: object) => {
    const answer = await who('POST', `/api/${url}`, body);
    return answer.status === 204 ? 'done' : answer.body.code;
  };
  const settle = (id: string, verdict: string) =>
    did(auditor, `look-reviews/${id}/settle`, { verdict, words: '已核对' });
  const answer = (who: typeof admin, id: string, isConfirmed: boolean) =>
    did(who, `look-confirmations/${id}/answer`, { isConfirmed, words: '属本人承办' });

  beforeAll(async () => {
    world = await makeWorld(node());
    node().start();
    // The seal of the day on which the node began; what is looked at from here on belongs to the next.
    await vi.waitFor(async () => expect(await drawNow(node(), 1)).toBe(true), { timeout: 20_000, interval: 50 });
    sessions = await signedIn(node(), names);
    for (let serial = 1; serial <= looks; serial += 1) {
      const search = {
        documentType: 'resident_id',
        number: inventedNumber('19900101', serial),
        purpose: 'verification',
      };
      const { status } = await registrar('POST', '/api/registry/person-searches', {
        ...search,
        reference: `信〔2026〕${serial}号`,
      });
      expect(status).toBe(200);
    }
    await pass(1);
    await vi.waitFor(async () => expect(await drawNow(node(), 1)).toBe(true), { timeout: 20_000, interval: 50 });
  });

  it('are drawn once, by a seed that anybody makes again from the published log', async () => {
    const { items, figures, draws } = await listed();
    expect(items.map(({ accountId, act, purpose, state }) => [accountId, act, purpose, state])).toEqual(
      Array.from({ length: looks }, () => [
        world.accounts.registrar,
        'registry.search-person',
        'verification',
        'drawn',
      ]),
    );
    expect(items.map(({ reference }) => reference).sort()).toContain('信〔2026〕3号');
    expect(figures).toMatchObject({ looks, drawn: looks, waiting: looks, late: 0 });
    const [draw] = draws;
    if (draw === undefined) throw new Error('no draw is shown');
    const log = await publishedLog(node());
    const size = draw.sealIndex + 1;
    const published = (await log.checkpoint())?.checkpoint.size;
    const root = frontierRoot(await readFrontier(size, log.proving.readTile, nodeSha256, published), nodeSha256);
    expect(draw.seed).toBe(Buffer.from(drawSeed(log.origin, size, root)).toString('hex'));
    expect(await drawNow(node(), 1)).toBe(false);
    expect((await listed()).items).toHaveLength(looks);
  });

  it('are known to the superior of that officer alone, and once they were asked; the answer is theirs, once', async () => {
    const [one] = (await listed()).items;
    const id = one?.id ?? '';
    expect(await toConfirm(admin)).toEqual([]);
    expect(await answer(admin, id, true)).toBe('not-found');
    expect(await did(auditor, `look-reviews/${id}/ask`, { wants: 'confirmation' })).toBe('done');
    expect(await toConfirm(admin)).toEqual([{ ...one, state: 'asked', wants: 'confirmation' }]);
    expect(await toConfirm(elsewhere)).toEqual([]);
    expect(await answer(elsewhere, id, true)).toBe('not-found');
    expect(await answer(admin, id, false)).toBe('done');
    expect(await answer(admin, id, true)).toBe('look-review-settled');
    expect((await listed()).items.find((review) => review.id === id)).toMatchObject({
      ...{ state: 'answered', isConfirmed: false, answer: '属本人承办' },
    });
    expect((await registrar('GET', '/api/look-reviews')).status).toBe(403);
    expect((await registrar('GET', '/api/look-confirmations')).status).toBe(403);
  });

  it('stand in the open figures of their month, for everybody, once, and are counted again alike', async () => {
    const open = async () => {
      const answer = await node().http.inject({ method: 'GET', url: '/api/use-figures' });
      return answer.json<AnswerOf<typeof useFigureEndpoints.list>>();
    };
    expect(await fixMonthNow(node())).toBe(false);
    node().clock.advance(36 * day);
    expect(await fixMonthNow(node())).toBe(false);
    node().clock.advance(day);
    await vi.waitFor(async () => expect(await fixMonthNow(node())).toBe(true), { timeout: 20_000, interval: 50 });
    expect(await fixMonthNow(node())).toBe(false);
    await pass(0);
    const [month] = (await open()).months;
    if (month === undefined) throw new Error('no month is told');
    expect(month.counted.month).toBe('2026-11');
    const registry = month.counted.kinds.find(({ kind }) => kind === 'registry');
    expect(registry).toEqual({
      ...{ kind: 'registry', questions: null, looks, refusedLooks: null, alerts: null, objections: null },
      emergencyLooks: null,
    });
    expect(month.digest).toBe(digestOf(month.counted).toString('hex'));
    const log = await publishedLog(node());
    const root = frontierRoot(await readFrontier(month.size, log.proving.readTile, nodeSha256), nodeSha256);
    expect(Buffer.from(root).toString('base64')).toBe(month.root);
    const entry = (await auditor('GET', `/api/journal/entries/${month.entryId}`)).body;
    expect(entry.details).toMatchObject({ digest: month.digest, size: month.size, root: month.root });
    const again = await auditor('GET', '/api/use-figures/2026-11/recount');
    expect(again.body).toMatchObject({ isSame: true, digest: month.digest });
    expect((await auditor('GET', '/api/use-figures/2026-12/recount')).status).toBe(404);
    expect((await registrar('GET', '/api/use-figures/2026-11/recount')).status).toBe(403);
  });

  it('end in order or not, are counted, and are late past their day', async () => {
    const { items } = await listed();
    const [first, second] = items.map(({ id }) => id);
    expect(await settle(first ?? '', 'not_in_order')).toBe('done');
    expect(await settle(first ?? '', 'in_order')).toBe('look-review-settled');
    expect(await settle(second ?? '', 'in_order')).toBe('done');
    const { figures } = await listed();
    expect(figures).toMatchObject({ waiting: looks - 2, late: looks - 2, inOrder: 1, notInOrder: 1 });
  });
});
