import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type CivilDate, startOfCivilDate } from '../civil-date.js';
import { type RecordFacts, recordFacts } from '../facts.js';
import { loadPack } from '../pack/load.js';
import type { LawPack } from '../pack/schema.js';
import { builtInPacks } from '../packs/index.js';
import { disclosable } from './disclosure.js';
import { nextDisclosure } from './disclosure-days.js';

const first = '2024-01-01';
const span = 900;
const dayIn = fc.integer({ min: 0, max: span }).map((days) => addDays(first, days));
const days = Array.from({ length: span + 60 }, (_, at) => addDays(first, at));

/** The pack with beginnings and ends given to some of its rules, as a law that changes within these years would. */
function withPeriods(pack: LawPack, chosen: readonly (readonly [number, CivilDate, number])[]): LawPack {
  const copy = structuredClone(pack);
  const rules = [
    ...copy.labels,
    ...copy.scopeRules,
    ...copy.endingRules,
    ...copy.finalityRules,
    ...copy.identityRules,
    ...copy.absoluteSealing,
    ...copy.restrictedSealing,
    ...copy.restrictedReach,
    ...copy.offences,
  ];
  for (const [place, from, length] of chosen) {
    const rule = rules[place % rules.length];
    if (rule === undefined) continue;
    rule.effectiveFrom = from;
    rule.effectiveTo = length % 2 === 0 ? null : addDays(from, length);
  }
  return copy;
}

const packs = ['demonstration', 'cn-minors-law', 'cn-guangzhou'].map(
  (id) => loadPack(builtInPacks.get(id), builtInPacks).pack,
);
const codes = [...new Set(packs.flatMap((pack) => pack.offences.map(({ code }) => code)))];
const kinds = [...new Set(packs.flatMap((pack) => pack.labels.flatMap((label) => label.kinds)))];
const orNull = (day: fc.Arbitrary<CivilDate>) => fc.option(day, { nil: null });

const factsOf: fc.Arbitrary<RecordFacts> = fc
  .record({
    kind: fc.constantFrom(...kinds),
    offenceCodes: fc.uniqueArray(fc.constantFrom(...codes), { minLength: 1, maxLength: 2 }),
    decidingBody: fc.constantFrom('court' as const, 'procuratorate' as const, 'public_security' as const),
    decisionDate: dayIn,
    effectiveDate: orNull(dayIn),
    appealPending: fc.boolean(),
    endDate: orNull(dayIn),
    birthDate: orNull(fc.constantFrom('1980-02-29', '2007-06-01')),
    identityEstablishedBy: fc.constantFrom('document' as const, 'self_stated' as const),
    sealedOn: orNull(dayIn),
    sealingLiftedOn: orNull(dayIn),
    legalDesk: fc.constantFrom('undecided' as const, 'answer' as const, 'withhold' as const),
  })
  .map((facts) =>
    recordFacts({ ...facts, acts: [{ from: '2023-05-01' }], sentence: { kind: 'fixed_term', months: 36 } }),
  );

describe('the days on which a record changes its place', () => {
  it('are all of them and no others: walking from one to the next is reading the law anew on every day', () => {
    const periods = fc.array(fc.tuple(fc.nat(), dayIn, fc.integer({ min: 1, max: 400 })), { maxLength: 60 });
    let changes = 0;
    fc.assert(
      fc.property(fc.constantFrom(...packs), periods, factsOf, (pack, chosen, facts) => {
        const law = withPeriods(pack, chosen);
        const next = nextDisclosure(law);
        const placed = (day: CivilDate) => {
          const { partition, labels } = disclosable(law, facts, null, startOfCivilDate(day));
          return { partition, labels };
        };
        let known = placed(first);
        let turnsOn = next(facts, first);
        for (const today of days.slice(1)) {
          if (turnsOn !== null && turnsOn <= today) {
            expect(placed(today)).not.toEqual(known);
            known = placed(today);
            turnsOn = next(facts, today);
            changes += 1;
          }
          expect(placed(today)).toEqual(known);
        }
      }),
      { numRuns: 150, seed: 20261126 },
    );
    expect(changes).toBeGreaterThan(30);
  });

  it('is none where neither pack nor record names one', () => {
    const [pack] = packs;
    if (pack === undefined) throw new Error('no pack');
    const facts = recordFacts({
      kind: 'judgment',
      offenceCodes: ['237'],
      decidingBody: 'court',
      decisionDate: '2019-05-01',
      effectiveDate: '2019-05-12',
      birthDate: '1980-01-01',
      acts: [{ from: '2018-11-02' }],
      identityEstablishedBy: 'document',
    });
    expect(nextDisclosure(pack)(facts, '2026-11-26')).toBeNull();
  });
});
