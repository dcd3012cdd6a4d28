import { describe, expect, it } from 'vitest';
import { byUrgency, type HomeTask } from './home-part.js';

function task(key: string, clock?: HomeTask['clock']): HomeTask {
  const words = { en: key, zh: key };
  return { key, count: 1, title: words, act: words, to: '/', isPressing: false, ...(clock ? { clock } : {}) };
}

describe('the order of the inbox', () => {
  it('puts the earliest deadline first, then what waits longest, then what has no clock', () => {
    const tasks = [
      task('no clock'),
      task('waits since Tuesday', { at: '2026-03-03T00:00:00Z', kind: 'happened' }),
      task('due Friday', { at: '2026-03-06T00:00:00Z', kind: 'due' }),
      task('waits since Monday', { at: '2026-03-02T00:00:00Z', kind: 'happened' }),
      task('due Thursday', { at: '2026-03-05T00:00:00Z', kind: 'due' }),
    ];
    expect(byUrgency(tasks).map(({ key }) => key)).toEqual([
      'due Thursday',
      'due Friday',
      'waits since Monday',
      'waits since Tuesday',
      'no clock',
    ]);
  });

  it('leaves the order of a module where nothing else says one', () => {
    expect(byUrgency([task('a'), task('b'), task('c')]).map(({ key }) => key)).toEqual(['a', 'b', 'c']);
  });
});
