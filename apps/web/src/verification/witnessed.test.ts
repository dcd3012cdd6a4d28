import { beforeAll, describe, expect, it } from 'vitest';
import type { Standing } from './standing.js';
import { seenAt, signedHead, twoOfThree, witnessedKey, witnessedLog } from '../../../../test/harness/witnessed-log.js';
import { isOneLog, type ReadLog, standingOf } from './witnessed.js';

describe('the witnesses of a notice', () => {
  let first: Awaited<ReturnType<typeof witnessedLog>>;
  let other: typeof first;
  beforeAll(async () => {
    first = await witnessedLog(1, [40, 70, 300]);
    other = await witnessedLog(2, [40, 70, 300]);
  });
  const published = (from: typeof first, size: number, by: readonly string[], named = twoOfThree): ReadLog => {
    const texts: Readonly<Record<string, string>> = {
      policy: named,
      witnessed: signedHead(from.heads.get(size) ?? '', by),
    };
    return async (path) => {
      const text = texts[path];
      return text === undefined ? from.files.get(path) : new TextEncoder().encode(text);
    };
  };
  const two = ['court', 'ombudsman'];
  const look = (size: number, read: ReadLog): Promise<Standing> =>
    standingOf(first.receipts.get(size) ?? '', witnessedKey, read);

  it('are counted: so many of so many, up to where and when', async () => {
    expect(await look(40, published(first, 70, two))).toMatchObject({
      stage: 'witnessed',
      signed: 2,
      required: 2,
      all: 3,
      head: { size: 70 },
      at: seenAt,
      isCovered: true,
      same: 'earlier',
    });
    expect(await look(70, published(first, 70, two))).toMatchObject({ isCovered: true, same: 'same' });
    expect(await look(300, published(first, 70, two))).toMatchObject({ isCovered: false, same: 'later' });
  });

  it('are too few, none, or not to be had, and nothing else is said then', async () => {
    expect(await look(40, published(first, 70, ['court']))).toEqual({ stage: 'not-yet', required: 2, all: 3 });
    expect(await look(40, published(first, 70, [], 'quorum none'))).toEqual({ stage: 'nobody' });
    expect(await look(40, async () => undefined)).toEqual({ stage: 'nobody' });
    const without: ReadLog = async (path) => (path === 'policy' ? new TextEncoder().encode(twoOfThree) : undefined);
    expect(await look(40, without)).toEqual({ stage: 'not-yet', required: 2, all: 3 });
    expect(await look(40, () => Promise.reject(new Error('no network')))).toEqual({ stage: 'silent' });
  });

  it('saw another head of the same size: the log has two histories', async () => {
    expect(await look(70, published(other, 70, two))).toMatchObject({ stage: 'witnessed', same: 'other' });
  });

  it('saw the same log, or another one, as the tiles between the two heads prove', async () => {
    const head = (from: typeof first, size: number) => look(size === 70 ? 40 : 70, published(from, size, two));
    for (const [from, isOne] of [
      [first, true],
      [other, false],
    ] as const) {
      const standing = await head(from, 300);
      if (standing.stage !== 'witnessed') throw new Error('nobody signed');
      const read = published(from, 300, two);
      expect(await isOneLog(first.receipts.get(70) ?? '', witnessedKey, standing.head, read)).toBe(isOne);
    }
    expect(
      await isOneLog(
        first.receipts.get(40) ?? '',
        witnessedKey,
        { size: 300, rootHash: new Uint8Array(32) },
        async () => undefined,
      ),
    ).toBeUndefined();
  });
});
