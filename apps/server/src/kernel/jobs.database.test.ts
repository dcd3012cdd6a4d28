import { beforeEach, expect, it, vi } from 'vitest';
import { onBothEngines } from '../../../../test/harness/test-node.js';
import { withTransaction } from './database/transaction.js';
import { DomainError } from './errors.js';
import { NotYet } from './jobs.js';
import type { Module } from './module.js';
import { systemViewer } from './viewer.js';

const queue = 'example.work';
let worked: unknown[] = [];
let meets: 'nothing' | 'the log behind' | 'what it needs not there' | 'failure' = 'nothing';

const example: Module = {
  name: 'jobs-example',
  queues: [queue],
  parts: async () => ({
    jobs: {
      [queue]: async ({ data }) => {
        worked.push(data.number);
        if (meets === 'the log behind') throw new DomainError('journal-behind');
        if (meets === 'what it needs not there') throw new NotYet('invented');
        if (meets === 'failure') throw new Error('invented');
      },
    },
  }),
};

onBothEngines(
  'the jobs of a node',
  (node) => {
    const enqueue = (number: number, options: { singletonKey?: string; startAfter?: Date } = {}) =>
      withTransaction(node().kernel.database, systemViewer('maintenance'), node().clock.now(), (transaction) =>
        node().kernel.jobs.enqueue(transaction, [{ queue, data: { number }, ...options }]),
      );
    const rows = async () =>
      (
        await node().kernel.database.pool.query(
          `select state::text, retry_count, start_after > now() as rests from jobs.job where name = '${queue}' order by created_on, id`,
        )
      ).rows;
    const wakeAll = () =>
      node().kernel.database.pool.query(`update jobs.job set start_after = now() - interval '1 second'`);

    beforeEach(async () => {
      worked = [];
      meets = 'nothing';
      await node().kernel.database.pool.query(`delete from jobs.job where name = '${queue}'`);
    });

    it('let one job wait under one key, and any number without', async () => {
      const startAfter = new Date(node().clock.now().getTime() + 3_600_000);
      for (const number of [1, 2]) await enqueue(number, { singletonKey: 'a', startAfter });
      await enqueue(3, { singletonKey: 'b', startAfter });
      for (const number of [4, 5]) await enqueue(number, { startAfter });
      await wakeAll();
      await node().kernel.jobs.drain();
      expect([...worked].sort()).toEqual([1, 3, 4, 5]);
    });

    it('of one act are added together, and equal ones once', async () => {
      await withTransaction(node().kernel.database, systemViewer('maintenance'), node().clock.now(), (transaction) =>
        node().kernel.jobs.enqueue(
          transaction,
          [1, 2, 1, 3, 3].map((number) => ({ queue, data: { number } })),
        ),
      );
      await node().kernel.jobs.drain();
      expect([...worked].sort()).toEqual([1, 2, 3]);
    });

    it('let one of two acts of the same moment add the job of a key', async () => {
      await Promise.all([1, 2, 3].map((number) => enqueue(number, { singletonKey: 'same' })));
      expect(await rows()).toHaveLength(1);
    });

    it('let the next one wait once the first is done', async () => {
      for (const number of [1, 2]) {
        await enqueue(number, { singletonKey: 'again' });
        await wakeAll();
        await node().kernel.jobs.drain();
      }
      expect(worked).toEqual([1, 2]);
    });

    it.each(['the log behind', 'what it needs not there'] as const)(
      'find %s: wait without counting a try, however long',
      async (found) => {
        await enqueue(1);
        meets = found;
        for (let round = 1; round <= 12; round += 1) {
          await wakeAll();
          await node().kernel.jobs.drain();
          expect(await rows()).toEqual([{ state: 'retry', retry_count: 0, rests: true }]);
        }
        meets = 'nothing';
        await wakeAll();
        await node().kernel.jobs.drain();
        expect(worked).toHaveLength(13);
        expect(await rows()).toMatchObject([{ state: 'completed', retry_count: 0 }]);
      },
    );

    it('count a failure as a try', async () => {
      await enqueue(1);
      meets = 'failure';
      const counts = [];
      for (let round = 1; round <= 10; round += 1) {
        await wakeAll();
        await node().kernel.jobs.drain();
        const [row] = await rows();
        counts.push([row.state, row.retry_count]);
      }
      expect(counts[0]).toEqual(['retry', 0]);
      expect(counts[2]).toEqual(['retry', 2]);
      expect(counts[9]).toEqual(['failed', 8]);
    });

    it('are taken up at the start where a process died with them, and the try counts', async () => {
      await enqueue(1);
      await node().kernel.database.pool.query(
        `update jobs.job set state = 'active', started_on = now() where name = '${queue}'`,
      );
      await node().kernel.jobs.drain();
      expect(worked).toEqual([]);
      node().kernel.jobs.start();
      await vi.waitFor(async () => expect(await rows()).toMatchObject([{ state: 'completed', retry_count: 1 }]), {
        timeout: 10_000,
      });
      expect(worked).toEqual([1]);
    });
  },
  {},
  { modules: [example] },
);
