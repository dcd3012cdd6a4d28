import { beforeAll, expect, it } from 'vitest';
import {
  contentOf,
  forgetKept,
  type OnRecord,
  putOnRecord,
  sealOnRecord,
  timesDone,
} from '../../../../../../test/harness/index-world.js';
import { makeWorld } from '../../../../../../test/harness/people.js';
import { declareSources, demonstrationLaw, registryWorld } from '../../../../../../test/harness/registry-world.js';
import { onChosenEngines } from '../../../../../../test/harness/test-node.js';
import { chanceOf } from '../../../demonstration/random.js';
import { openMatcher } from './matcher.js';

const world = registryWorld();
const dayMilliseconds = 86_400_000;

/** A law under which a label ends and another begins within the days of the test. */
function changingLaw() {
  const law = demonstrationLaw();
  const pack = structuredClone(law.pack);
  for (const label of pack.labels) {
    if (label.id === 'T1') label.effectiveTo = '2026-11-27';
    if (label.id === 'T2') label.effectiveFrom = '2026-11-29';
  }
  return { ...law, pack, hash: `${law.hash}-changing` };
}

onChosenEngines(
  'the answering index on a new day',
  (node) => {
    const law = changingLaw();
    const people: OnRecord[] = [];
    const revoked = (endDate: string) => ({
      kind: 'qualification_revocation' as const,
      offenceCodes: ['TQR-19'],
      decidingBody: 'education_authority' as const,
      endDate,
      sentence: null,
    });
    const notProsecuted = {
      kind: 'relative_non_prosecution' as const,
      decidingBody: 'procuratorate' as const,
      sentence: null,
    };
    let serial = 0;
    const put = async (decision: Parameters<typeof putOnRecord>[2] = {}) => {
      people.push(await putOnRecord(node(), (serial += 1), decision));
    };
    beforeAll(async () => {
      await makeWorld(node());
      await declareSources(node());
      for (const day of ['2026-11-24', '2026-11-25', '2026-11-28', '2026-12-01', '2026-12-24']) await put(revoked(day));
      for (let count = 0; count < 3; count += 1) await put();
      for (let count = 0; count < 3; count += 1) await put(notProsecuted);
    });

    it('is what loading every record anew on that day gives, whether it was followed or kept and opened', async () => {
      const chance = chanceOf(20261126);
      const followed = openMatcher(node().kernel, law);
      const contents = new Set<string>();
      for (let day = 0; day < 8; day += 1) {
        if (chance.whole(0, 2) === 0) await followed.keep();
        if (day === 4) await put(revoked('2026-11-30'));
        if (day === 6) await sealOnRecord(node(), people.at(-1) as OnRecord);
        const opened = openMatcher(node().kernel, law);
        const content = [await contentOf(followed, people), await contentOf(opened, people)];
        await opened.stop();
        if (chance.whole(0, 3) === 0) await forgetKept(node());
        const kept = await timesDone(node(), 'registry.load-index');
        const fresh = openMatcher(node().kernel, { ...law, hash: `${law.hash}-${day}` });
        const anew = await contentOf(fresh, people);
        await fresh.stop();
        expect(await timesDone(node(), 'registry.load-index')).toBe(kept + 1);
        expect(content).toEqual([anew, anew]);
        contents.add(anew.join());
        node().clock.advance(dayMilliseconds);
      }
      await followed.stop();
      expect(contents.size).toBeGreaterThan(4);
      expect(await timesDone(node(), 'registry.open-index')).toBeGreaterThan(2);
    });

    it('looks again at those alone whose day has come', async () => {
      const followed = openMatcher(node().kernel, law);
      await followed.warm();
      const read: number[] = [];
      const { kernel } = node();
      const watched = openMatcher({ ...kernel, journal: watching(kernel.journal, read) }, law);
      await watched.warm();
      read.length = 0;
      node().clock.advance(400 * dayMilliseconds);
      await watched.warm();
      expect(await contentOf(watched, people)).toEqual(await contentOf(followed, people));
      // Those whose bans end on 1 and on 24 December.
      expect(read).toEqual([2]);
      await watched.stop();
      await followed.stop();
    });
  },
  {},
  { modules: [world.module] },
);

type Journal = Parameters<typeof openMatcher>[0]['journal'];

/** The same journal; notes how many rows each turn of the day looked at. */
function watching(journal: Journal, rows: number[]): Journal {
  return {
    ...journal,
    append: (transaction, entries) => {
      for (const { act, details } of entries)
        if (act === 'registry.turn-index') rows.push(Number((details as { rows?: number }).rows));
      return journal.append(transaction, entries);
    },
  };
}
