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

const month = '2999-01';

/** A month far away, after which none is due, with an entry of the log in the place of its own. */
async function fixedMonth({ world }: Story): Promise<void> {
  const { database, clock } = world.node.kernel;
  const operator = { kind: 'operator', name: 'root' } as const;
  const { id: entryId } = await withTransaction(database, operator, clock.now(), ({ sql }) =>
    sql.selectFrom('journal.entry').select('id').limit(1).executeTakeFirstOrThrow(),
  );
  const figures = JSON.stringify({ month, kinds: [], fewestTold: 5, looksPerDay: 500 });
  const none = Buffer.alloc(32);
  await withTransaction(database, systemViewer('journal'), clock.now(), ({ sql, now }) =>
    sql
      .insertInto('journal.useFigures')
      .values({ month, figures, digest: none, size: 1, root: none, entryId, fixedAt: now })
      .execute(),
  );
}

/** The open figures of use. */
export const useFigureCalls: GoodCalls = {
  'GET /api/use-figures': () => ({ by: 'public' }),
  'GET /api/use-figures/:month/recount': async (story) => {
    await fixedMonth(story);
    return { by: auditor, params: { month } };
  },
};
