import { beforeAll, expect, it } from 'vitest';
import { contentOf, type OnRecord, putOnRecord } from '../../../../../../test/harness/index-world.js';
import { makeWorld } from '../../../../../../test/harness/people.js';
import { declareSources, demonstrationLaw, registryWorld } from '../../../../../../test/harness/registry-world.js';
import { onChosenEngines } from '../../../../../../test/harness/test-node.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { systemViewer } from '../../../kernel/viewer.js';
import { indexHealth } from '../actions/check-health.js';
import { readOverview } from '../actions/read-overview.js';
import { registryJobs } from '../events.js';
import type { Registry } from '../registry.js';
import { openMatcher } from './matcher.js';

const world = registryWorld();
const law = demonstrationLaw();
/** Milliseconds after which the test takes a load for a long one. */
const patience = 1;

onChosenEngines(
  'a long load of the answering index',
  (node) => {
    let person: OnRecord;
    beforeAll(async () => {
      await makeWorld(node());
      await declareSources(node());
      person = await putOnRecord(node(), 1);
    });

    /** A node whose load ends when it is let, and not before. */
    const heldUp = () => {
      let release = (): void => undefined;
      const released = new Promise<void>((resolve) => {
        release = resolve;
      });
      const { journal } = node().kernel;
      const kernel: Kernel = {
        ...node().kernel,
        journal: { ...journal, append: (...given) => released.then(() => journal.append(...given)) },
      };
      return { kernel, release };
    };

    it('lets asks rest, says how far it is, and answers everybody who waited', async () => {
      const { kernel, release } = heldUp();
      const matcher = openMatcher(kernel, law, patience);
      const registry = { kernel, law, matcher } as Registry;
      const jobs = registryJobs(registry);
      const figures = async () => (await readOverview(registry, systemViewer('matcher'))).figures.map(({ id }) => id);
      const waited = contentOf(matcher, [person]);
      await expect(jobs['registry.answer-ask']({ id: 'a', data: { askIds: [] } })).rejects.toMatchObject({
        name: 'NotYet',
      });
      await expect(jobs['registry.retry-asks']({ id: 'b', data: {} })).rejects.toMatchObject({ name: 'NotYet' });
      expect(matcher.longLoad()).toBeDefined();
      expect(await indexHealth(matcher).check()).toMatchObject({ en: expect.stringMatching(/loading \(\d+ %\)/) });
      expect(await figures()).toContain('indexLoaded');

      release();
      expect(await waited).toEqual([`open/T1 ${person.recordId} strong`]);
      await matcher.ready();
      expect(matcher.longLoad()).toBeUndefined();
      expect(await indexHealth(matcher).check()).toBeUndefined();
      expect(await figures()).not.toContain('indexLoaded');
      await matcher.stop();
    });

    it('ends where the node is stopped, between two batches, and whoever waits is told', async () => {
      const { kernel, release } = heldUp();
      const matcher = openMatcher(kernel, law, patience);
      const stopped = matcher.stop();
      await expect(contentOf(matcher, [person])).rejects.toMatchObject({ name: 'NotYet' });
      release();
      await stopped;
    });
  },
  {},
  { modules: [world.module] },
);
