import { builtInPacks, loadPack } from '@gatehouse/law';
import { expect, it } from 'vitest';
import { canaryList, type CanaryWayRow, silentAskers } from './canary.js';
import { reachedLists } from './answer.js';

const { pack } = loadPack(builtInPacks.get('cn-national'), builtInPacks);
const settings = { choices: {} };
const began = new Date('2026-11-23T00:00:00Z');
const after = (minutes: number) => new Date(began.getTime() + minutes * 60_000);
const way = (changes: Partial<CanaryWayRow>): CanaryWayRow => ({
  ...{
    askedBy: 'platform',
    path: 'inquiry',
    beganAt: began,
    lastReceivedAt: began,
    lastArrivedAt: null,
    silentSince: null,
  },
  ...changes,
});

it.each<[string, CanaryWayRow[], number, string[]]>([
  ['nobody where no canary ever came', [], 9000, []],
  ['nobody while the first is not late', [way({})], pack.canaries.silentAfterMinutes, []],
  [
    'the node whose canaries do not arrive',
    [way({}), way({ askedBy: 'other', lastArrivedAt: after(300) })],
    301,
    ['platform'],
  ],
  [
    'nobody where monitoring alone is silent: its answers say nothing of anybody',
    [way({ path: 'monitoring' })],
    301,
    [],
  ],
])('%s', (_, ways, now, nodes) => {
  expect([...silentAskers(pack, ways, after(now)).keys()]).toEqual(nodes);
});

it('a canary reaches its own list alone, whatever its terms, and no real question reaches that list', () => {
  const law = { pack, settings } as Parameters<typeof reachedLists>[0];
  for (const { id: purpose } of pack.purposes) {
    const question = { purpose, postClass: 'teacher', unitType: 'primary_school', divisionCode: '100101' };
    const legalBases = pack.legalBases.map(({ id }) => id);
    expect(reachedLists(law, { ...question, legalBases, canary: true }, began)).toEqual([canaryList]);
    expect(reachedLists(law, { ...question, legalBases }, began)).not.toContain(canaryList);
  }
});
