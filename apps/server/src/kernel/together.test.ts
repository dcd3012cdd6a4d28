import { describe, expect, it } from 'vitest';
import { DomainError } from './errors.js';
import { workTogether } from './together.js';

/** Work that notes what it did, and cannot do what it is told not to. */
function workshop(broken: ReadonlyMap<string, Error>) {
  const done: string[] = [];
  const calls: number[] = [];
  const work = async (ids: readonly string[]): Promise<void> => {
    calls.push(ids.length);
    const id = ids.find((one) => broken.has(one));
    if (id !== undefined) throw broken.get(id);
    done.push(...ids);
  };
  return { done, calls, work };
}

describe('work done together', () => {
  it('is one piece where nothing fails', async () => {
    const { done, calls, work } = workshop(new Map());
    await workTogether(['a', 'b', 'c'], work);
    expect([done, calls]).toEqual([['a', 'b', 'c'], [3]]);
  });

  it('leaves nobody else behind where one fails, and tells the first failure', async () => {
    const { done, work } = workshop(
      new Map([
        ['b', new Error('b is broken')],
        ['d', new Error('d is broken')],
      ]),
    );
    await expect(workTogether(['a', 'b', 'c', 'd', 'e'], work)).rejects.toThrow('b is broken');
    expect(done).toEqual(['a', 'c', 'e']);
  });

  it.each(['journal-behind', 'storage-full'] as const)(
    'is not tried one by one on %s, which meets all alike',
    async (code) => {
      const { done, calls, work } = workshop(new Map([['a', new DomainError(code)]]));
      await expect(workTogether(['a', 'b'], work)).rejects.toMatchObject({ code });
      expect([done, calls]).toEqual([[], [2]]);
    },
  );
});
