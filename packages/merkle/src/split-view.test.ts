import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appendToMemoryLog, growMemoryLog, type MemoryLog } from '../test/memory-log.js';
import { frontierRoot } from './frontier.js';
import { tileReader } from './read-tile.js';
import { compareViews, type SeenHead } from './split-view.js';

const headOf = ({ frontier }: MemoryLog, ...by: string[]): SeenHead => ({
  by,
  size: frontier.size,
  rootHash: frontierRoot(frontier),
});
const named = (findings: Awaited<ReturnType<typeof compareViews>>) =>
  findings.map(({ kind, earlier, later }) => [kind, earlier.by.join(), later.by.join()]);

/** A log and another one under the same key that is the same up to an entry. */
async function forked(common: number, own: number, other: number) {
  const [log, fork] = [await growMemoryLog([common]), await growMemoryLog([common])];
  await appendToMemoryLog(log, own);
  await appendToMemoryLog(
    fork,
    Array.from({ length: other }, (_, at) => new TextEncoder().encode(`another history ${at}`)),
  );
  return { log, fork };
}

describe('what several were shown of a log', () => {
  it('is one log where each head grows from the one before, whoever saw which', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 4 }),
        fc.array(fc.nat(9), { minLength: 2, maxLength: 6 }),
        async (batches, choices) => {
          const log = await growMemoryLog([]);
          const seen = [headOf(log, 'nothing')];
          for (const batch of batches) {
            await appendToMemoryLog(log, batch);
            seen.push(headOf(log, `after ${batch}`));
          }
          const heads = choices.flatMap((choice) => seen[choice % seen.length] ?? []);
          expect(await compareViews(heads, tileReader(log.readFile))).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('is two where one size has two roots, and says who saw which', async () => {
    const { log, fork } = await forked(300, 41, 41);
    const heads = [headOf(log, 'court'), headOf(fork, 'congress'), headOf(log, 'ombudsman')];
    expect(named(await compareViews(heads, tileReader(log.readFile)))).toEqual([
      ['two-histories', 'court,ombudsman', 'congress'],
    ]);
  });

  it('is two where a later head does not grow from an earlier one, on whichever side of the fork the log is read', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(600),
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 300 }),
        async (common, own, other) => {
          fc.pre(own !== other);
          const { log, fork } = await forked(common, own, other);
          const longer = own > other ? log : fork;
          const found = await compareViews(
            [headOf(log, 'court'), headOf(fork, 'congress')],
            tileReader(longer.readFile),
          );
          expect(found.map(({ kind }) => kind)).toEqual(['two-histories']);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('is not shown where the log has fewer entries now than somebody saw', async () => {
    const log = await growMemoryLog([300]);
    const before = headOf(log, 'court');
    const later = await growMemoryLog([300, 500]);
    expect(named(await compareViews([before, headOf(later, 'congress')], tileReader(log.readFile)))).toEqual([
      ['not-shown', 'court', 'congress'],
    ]);
  });
});
