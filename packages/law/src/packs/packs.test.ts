import { describe, expect, test } from 'vitest';
import { deadline } from '../calendar/deadline.js';
import { builtInCalendar } from '../calendar/index.js';
import { LawError } from '../errors.js';
import { loadPack, parsePackFile } from '../pack/load.js';
import { runVector } from '../pack/vectors.js';
import { builtInPacks } from './index.js';

const ids = [...builtInPacks.keys()];

function problemsOf(load: () => unknown): string[] {
  try {
    load();
    return [];
  } catch (error) {
    if (!(error instanceof LawError)) throw error;
    return error.problems.map(({ code, where, words }) => `${code} ${where}: ${words.en}`);
  }
}

describe('every built-in pack is whole and consistent, and cites a source for every rule', () => {
  test.each(ids)('%s', (id) => {
    expect(problemsOf(() => loadPack(builtInPacks.get(id), builtInPacks))).toEqual([]);
  });
});

describe.each(ids)('%s decides as its vectors say', (id) => {
  const { pack } = loadPack(builtInPacks.get(id), builtInPacks);
  const { vectors } = parsePackFile(builtInPacks.get(id));
  test.each(vectors.map((vector) => [vector.id, vector.says, vector] as const))('%s: %s', (_id, _says, vector) => {
    const { decided, expected } = runVector(pack, vector);
    expect(decided).toEqual(expected);
  });
});

describe('what is told in its time is told in time', () => {
  // A gap that opened while a candidate with a record may still object would say that there is one.
  test.each(ids)('%s: an answer is outstanding only after a candidate with a record has had their time', (id) => {
    const { pack } = loadPack(builtInPacks.get(id), builtInPacks);
    const calendar = builtInCalendar(pack.calendar);
    if (calendar === undefined) throw new Error('the calendar of the pack is missing');
    const asked = new Date('2026-09-28T02:00:00Z');
    const end = (period: string, from: Date) => deadline(pack, calendar, period, from).dueAt;
    const compared = end('compare_recheck', end('compare_second', end('compare_first', asked)));
    expect(end('check_at_registry', asked) > end('person_told_window', compared)).toBe(true);
  });
});

describe('words', () => {
  const forbidden = /\bclean\b|\bpassed\b|\bcleared\b|\boffender|\bsuspicious\b|\btarget\b|合格/i;

  test.each(ids)('%s never calls a person clean, passed, cleared, 合格, offender, suspicious or target', (id) => {
    const { answers, consent, notices } = loadPack(builtInPacks.get(id), builtInPacks).pack;
    expect(JSON.stringify([answers, consent, notices])).not.toMatch(forbidden);
  });

  test.each(ids)('%s marks what was not read at its source: a verified rule rests on a verified source', (id) => {
    const { pack } = loadPack(builtInPacks.get(id), builtInPacks);
    const unread = new Set(pack.sources.filter((source) => !source.verified).map((source) => source.id));
    const claimed = [
      ...pack.scopeRules,
      ...pack.finalityRules,
      ...pack.absoluteSealing,
      ...pack.restrictedSealing,
      ...pack.requirements,
      ...pack.deadlines,
      ...pack.unitTypes,
      ...pack.labels,
      ...pack.recheckNotices,
      ...pack.gapKinds,
      ...pack.gapSteps,
      ...pack.penaltyBands,
      ...pack.gapConclusions,
      ...pack.prohibitionRegimes,
      ...pack.prohibitionAlarms,
      ...pack.prohibitionReferrals,
    ].filter((rule) => rule.verified && unread.has(rule.source));
    expect(claimed.map((rule) => rule.id)).toEqual([]);
  });
});

describe('a pilot is one file', () => {
  const pilot = {
    packFormat: 1,
    id: 'pilot-summer-camps',
    title: { en: 'Pilot: summer camps', zh: '试点：夏令营' },
    version: '0.1.0',
    effectiveFrom: '2026-07-01',
    effectiveTo: null,
    extends: 'cn-minors-law',
    unitTypes: [
      {
        id: 'summer_camp',
        title: { en: 'Summer camp', zh: '夏令营' },
        authority: 'education',
        source: 'minors-law.130',
        effectiveFrom: '2026-07-01',
        verified: false,
      },
    ],
    vectors: [
      {
        id: 'camp',
        evaluator: 'requirements',
        says: 'A camp leader is checked under the Minors Law.',
        at: '2026-07-02T00:00:00Z',
        purpose: 'hire',
        postClass: 'coach',
        unitType: 'summer_camp',
        expect: {
          legalBases: ['B'],
          reviewedBy: 'education',
          permission: 'consent',
          querySources: ['minors_harm_registry'],
        },
      },
    ],
  };
  const [vector] = pilot.vectors;

  test('that loads with its vectors and has a hash of its own', () => {
    const loaded = loadPack(pilot, builtInPacks);
    expect(loaded.pack.unitTypes.map((unit) => unit.id)).toEqual(expect.arrayContaining(['summer_camp', 'hotel']));
    expect(loaded.hash).not.toBe(loadPack(builtInPacks.get('cn-minors-law'), builtInPacks).hash);
  });

  test.each([
    ['a vector that does not hold', { vectors: [{ ...vector, expect: { ...vector?.expect, reviewedBy: 'health' } }] }],
    ['a vector that names an unknown unit', { vectors: [{ ...vector, unitType: 'space_camp' }] }],
    ['an authority that does not exist', { unitTypes: [{ ...pilot.unitTypes[0], authority: 'space' }] }],
    ['a source that does not exist', { unitTypes: [{ ...pilot.unitTypes[0], source: 'rumour' }] }],
    ['a row twice', { unitTypes: [pilot.unitTypes[0], pilot.unitTypes[0]] }],
    ['a rule that ends before it begins', { unitTypes: [{ ...pilot.unitTypes[0], effectiveTo: '2026-06-30' }] }],
    ['a day that does not exist', { effectiveFrom: '2026-02-30' }],
    ['a field nobody knows', { colour: 'teal' }],
    ['no vectors', { vectors: [] }],
    ['a pack it extends that is not there', { extends: 'cn-atlantis' }],
    ['nothing it extends, and sections missing', { extends: null }],
    ['placeholders that differ between languages', { answers: [{ id: 'x', words: { en: 'By {date}', zh: '截至' } }] }],
  ])('and is refused with %s', (_what, change) => {
    expect(problemsOf(() => loadPack({ ...pilot, ...change }, builtInPacks))).not.toEqual([]);
  });

  test('and is refused when packs extend each other in a circle', () => {
    const other = { ...pilot, id: 'other', extends: pilot.id };
    const circle = new Map<string, unknown>([
      ['other', other],
      [pilot.id, { ...pilot, extends: 'other' }],
    ]);
    expect(problemsOf(() => loadPack(other, circle)).join()).toContain('pack_extends_itself');
  });
});
