import { describe, expect, it } from 'vitest';
import { toneOfAnswer } from './answer.js';

const decision = {
  sources: [],
  dataAsOf: '2026-11-23T00:00:00Z',
  validity: { en: '', zh: '' },
  next: { en: '', zh: '' },
};

describe('the colour of an answer', () => {
  it.each([
    ['candidate', 'no_record', 'plain'],
    ['candidate', 'not_now', 'plain'],
    ['candidate', 'record_found', 'act'],
    ['serving', 'no_record', 'plain'],
    ['serving', 'record_found', 'stop'],
  ] as const)('%s, %s: %s', (standing, outcome, tone) => {
    expect(toneOfAnswer({ standing, decision: { ...decision, outcome } })).toBe(tone);
  });

  it('is that of any text while there is none', () => {
    expect(toneOfAnswer({ standing: 'serving' })).toBe('plain');
  });

  it('asks the unit to act where it became void, and is red for nobody', () => {
    expect(toneOfAnswer({ standing: 'serving', state: 'RECALLED' })).toBe('act');
  });

  it('is red no longer once the work was stopped', () => {
    const settlement = { kind: 'work_stopped', on: '2026-11-23', at: '2026-11-23T00:00:00Z' } as const;
    expect(toneOfAnswer({ standing: 'serving', settlement, decision: { ...decision, outcome: 'record_found' } })).toBe(
      'act',
    );
  });
});
