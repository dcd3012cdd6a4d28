import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type HeldEnrolment, mendingOf, type OwnEnrolment } from './count.js';

const settledBefore = new Date('2026-11-23T00:00:00Z');
const early = new Date('2026-11-22T00:00:00Z');
const late = new Date('2026-11-23T00:00:01Z');

describe('what mends a difference', () => {
  it.each<[string, OwnEnrolment[], HeldEnrolment[], number[]]>([
    [
      'nothing where both have the same',
      [{ id: 'a', state: 'confirmed', sentAt: early }],
      [{ id: 'a', confirmedAt: early }],
      [0, 0, 0],
    ],
    ['enrolled anew what the restored registry lacks', [{ id: 'a', state: 'confirmed', sentAt: early }], [], [1, 0, 0]],
    ['ended what the restored platform does not know', [], [{ id: 'a', confirmedAt: early }], [0, 1, 0]],
    [
      'confirmed what was not heard',
      [{ id: 'a', state: 'sent', sentAt: early }],
      [{ id: 'a', confirmedAt: early }],
      [0, 0, 1],
    ],
    ['nothing of what may be on its way', [{ id: 'a', state: 'sent', sentAt: late }], [], [0, 0, 0]],
    [
      'nothing of what the registry has not compared yet',
      [{ id: 'a', state: 'sent', sentAt: early }],
      [{ id: 'a', confirmedAt: null }],
      [0, 0, 0],
    ],
  ])('%s', (_, own, held, counts) => {
    const { enrolAnew, leave, confirm } = mendingOf(own, held, settledBefore);
    expect([enrolAnew.length, leave.length, confirm.length]).toEqual(counts);
  });

  it('makes both sides the same, whatever either has lost, and a second time there is nothing to do', () => {
    const side = fc.uniqueArray(fc.tuple(fc.nat(40), fc.boolean()), { selector: ([id]) => id });
    fc.assert(
      fc.property(side, side, (ours, theirs) => {
        const own = ours.map(([id, isConfirmed]): OwnEnrolment => ({
          id: String(id),
          state: isConfirmed ? 'confirmed' : 'sent',
          sentAt: early,
        }));
        const held = theirs.map(([id, isConfirmed]): HeldEnrolment => ({
          id: String(id),
          confirmedAt: isConfirmed ? early : null,
        }));
        const { enrolAnew, leave, confirm } = mendingOf(own, held, settledBefore);
        const anew = enrolAnew.map((id) => `new-${id}`);
        const ownAfter: OwnEnrolment[] = [
          ...own
            .filter(({ id }) => !enrolAnew.includes(id))
            .map((one) => (confirm.some(({ id }) => id === one.id) ? { ...one, state: 'confirmed' as const } : one)),
          ...anew.map((id) => ({ id, state: 'sent' as const, sentAt: early })),
        ];
        const heldAfter = [
          ...held.filter(({ id }) => !leave.includes(id)),
          ...anew.map((id) => ({ id, confirmedAt: null })),
        ];
        expect(ownAfter.map(({ id }) => id).sort()).toEqual(heldAfter.map(({ id }) => id).sort());
        expect(mendingOf(ownAfter, heldAfter, settledBefore)).toEqual({ enrolAnew: [], leave: [], confirm: [] });
        // Nobody whom both sides follow is touched.
        const both = own.map(({ id }) => id).filter((id) => held.some((one) => one.id === id));
        expect([...enrolAnew, ...leave].filter((id) => both.includes(id))).toEqual([]);
      }),
    );
  });
});
