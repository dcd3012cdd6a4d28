import type { PersonEvidence } from '@gatehouse/matching';
import { type Figure, figureOf, interleave, median } from '../figure.js';
import { openDuck } from './duck.js';
import { cycled, middleAndTail, processorTimes, quantile, times } from './one-inquiry.js';
import type { Rosters } from './rosters.js';
import type { SpeedSize } from './sizes.js';

/** T7: one new record against the roster of people in service, with all evidence, against a scan of it in DuckDB. */
export async function measureInService(
  { people, peopleFile, sample }: Rosters,
  size: SpeedSize,
): Promise<{ figures: Record<string, Figure>; findings: object }> {
  const duck = await openDuck({ people: peopleFile });
  const asked = cycled(sample, size.asked).map((person, place) =>
    place % 2 === 0 ? person : { ...person, documents: [] },
  );
  const p99: number[] = [];
  const scan = async ({ name, birthDate, documents }: PersonEvidence) => {
    const text = (value = '') => `'${value.replaceAll("'", "''")}'`;
    await duck.rows(`select id from people where number = ${text(documents?.[0]?.docNumber)} or dob = ${text(birthDate)}
      or jaro_winkler_similarity(name, ${text(name)}) >= 0.92`);
  };
  const { own, scanned } = await interleave(size.rounds, {
    own: async () => {
      const taken = times(asked, (person) => people.screen(person));
      p99.push(quantile(taken, 0.99));
      return quantile(taken, 0.5);
    },
    scanned: async () => {
      const taken: number[] = [];
      for (const person of cycled(sample, 3)) {
        const start = performance.now();
        await scan(person);
        taken.push(performance.now() - start);
      }
      return median(taken);
    },
  });
  await duck.close();
  const ownProcessorMs = middleAndTail(processorTimes(asked, (person) => people.screen(person)));
  const bytes = people
    .share()
    .flatMap(({ arrays }) => Object.values(arrays))
    .reduce((sum, { byteLength }) => sum + byteLength, 0);
  const visible = times([1, 2, 3, 4, 5], (place) => {
    people.add({ id: `new${place}`, name: '欧阳虚构', birthDate: '1980-05-12' });
    const { candidates } = people.screen({ id: 'asked', name: 'Ouyang Xugou', birthDate: '1980-05-12' });
    if (!candidates.some(({ id }) => id === `new${place}`)) throw new Error('what was added is not found');
  });
  for (const place of [1, 2, 3, 4, 5]) people.remove(`new${place}`);
  return {
    figures: {
      T7: figureOf('ms, median', own, 'DuckDB, one scan', scanned),
      'T7-p99': figureOf('ms', p99.slice(1), 'the limit (a constant)', [5]),
      'T7-bytes': figureOf('bytes a person', [bytes / people.size], 'the limit (a constant)', [60]),
    },
    findings: { addedAndFoundMs: median(visible), ownProcessorMs },
  };
}
