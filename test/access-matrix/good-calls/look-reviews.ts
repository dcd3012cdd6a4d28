import { systemViewer, withTransaction } from '@gatehouse/server';
import { drawNow } from '../../harness/drawn-looks.js';
import type { GoodCall, GoodCalls, Story } from './story.js';

const auditor = { login: 'auditor' } as const;
const superior = { login: 'admin' } as const;
const reviewId = '6f0f6c1e-2f0a-4a7e-9d53-1d0a3c8f7b11';

/** The day on which the node began is drawn from; a look of today is laid beside what was drawn, as tomorrow's draw would. */
async function drawnLook({ world, until, accounts }: Story): Promise<void> {
  const { kernel } = world.node;
  await drawNow(world.node, 1).catch(() => false);
  const inside = <T>(name: 'operator' | 'journal', work: Parameters<typeof withTransaction<T>>[3]) =>
    withTransaction(
      kernel.database,
      name === 'operator' ? { kind: 'operator', name: 'root' } : systemViewer('journal'),
      kernel.clock.now(),
      work,
    );
  const draw = await until(() =>
    inside('journal', ({ sql }) => sql.selectFrom('journal.lookDraw').select('epoch').executeTakeFirst()),
  );
  const look = await inside('operator', ({ sql }) =>
    sql
      .selectFrom('journal.entry')
      .select(['id', 'act', 'at'])
      .where('act', '=', 'registry.search-person')
      .where('outcome', '=', 'done')
      .orderBy('at')
      .executeTakeFirstOrThrow(),
  );
  await inside('journal', ({ sql, now }) =>
    sql
      .insertInto('journal.lookReview')
      .values({
        ...{ id: reviewId, entryId: look.id, epoch: draw.epoch, accountId: accounts.registrar ?? '' },
        ...{ act: look.act, lookedAt: look.at, dueAt: now },
      })
      .execute(),
  );
}

/** Looks that were drawn for review, from the draw to what was found. */
export const lookReviewCalls: GoodCalls = {
  'GET /api/look-reviews': async (story): Promise<GoodCall> => {
    await drawnLook(story);
    return { by: auditor };
  },
  'POST /api/look-reviews/:id/ask': () => ({ by: auditor, params: { id: reviewId }, body: { wants: 'confirmation' } }),
  'GET /api/look-confirmations': () => ({ by: superior }),
  'POST /api/look-confirmations/:id/answer': () => ({
    by: superior,
    params: { id: reviewId },
    body: { isConfirmed: true, words: '属本人承办' },
  }),
  'POST /api/look-reviews/:id/settle': () => ({
    by: auditor,
    params: { id: reviewId },
    body: { verdict: 'in_order', words: '已核对' },
  }),
};
