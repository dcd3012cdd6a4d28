import { addDays, builtInCalendar, builtInPacks, loadPack, packDefaults, startOfCivilDate } from '@gatehouse/law';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breachOf } from './breach.js';
import { endingBy } from './change.js';
import { alarmsOf, closesOn, dueOf } from './due.js';
import type { Law, Order, Placement } from './order.js';
import { replay } from './replay.js';
import { serviceProblem } from './service.js';
import { bars, displacedOn, holdsOn, spanOf, standingOf } from './span.js';

const { pack } = loadPack(builtInPacks.get('cn-minors-law'), builtInPacks);
const calendar = builtInCalendar(pack.calendar);
if (calendar === undefined) throw new Error('the calendar of the pack is missing');
const law: Law = { pack, calendar, settings: packDefaults };

const noon = (day: string): Date => new Date(startOfCivilDate(day).getTime() + 12 * 3_600_000);

const someOrder: Order = {
  regime: 'judicial',
  effectiveOn: '2026-03-02',
  sentence: 'fixed_term',
  sentenceEndsOn: '2026-05-01',
  paroledOn: null,
  years: 3,
  state: 'VERIFIED',
  postClasses: null,
  endsEarlyOn: null,
  exposesChild: false,
  enteredAt: noon('2026-03-03'),
  toldAt: noon('2026-03-04'),
  receivedAt: noon('2026-03-04'),
  servedOn: '2026-03-10',
  hasCertificate: false,
  change: null,
  changeProposedAt: null,
};
const lifelong: Order = { ...someOrder, regime: 'lifelong', years: null };
const somePlacement: Placement = {
  id: 'placement',
  postClass: 'teacher',
  fromDate: '2020-09-01',
  isSure: true,
  seenAt: noon('2026-05-02'),
  endedOn: null,
  referredAt: null,
};

describe('an order holds', () => {
  it.each([
    ['before the sentence ended', someOrder, '2026-04-30', 'not_begun'],
    ['on the day on which it ended', someOrder, '2026-05-01', 'in_force'],
    ['on its last day', someOrder, '2029-05-01', 'in_force'],
    ['after its last day', someOrder, '2029-05-02', 'expired'],
    ['without an end, from its effect', lifelong, '2099-01-01', 'in_force'],
    [
      'while a release date is not known',
      { ...someOrder, sentence: 'life', sentenceEndsOn: null },
      '2040-01-01',
      'not_begun',
    ],
    ['where it cannot begin', { ...someOrder, sentence: 'death', sentenceEndsOn: null }, '2027-01-01', 'expired'],
    ['after it was shortened', { ...someOrder, endsEarlyOn: '2027-01-31' }, '2027-02-01', 'expired'],
    ['after it was lifted', { ...someOrder, state: 'LIFTED' }, '2026-06-01', 'lifted'],
    ['before a second procurator has verified it', { ...someOrder, state: 'ENTERED' }, '2026-06-01', 'entered'],
  ] as const)('%s', (_when, order, today, standing) => {
    expect(standingOf(order, spanOf(order, law), false, today)).toBe(standing);
  });

  it('bars the posts of its regime, or those that the court named, and only once verified', () => {
    const today = '2026-06-01';
    const narrowed = { ...someOrder, postClasses: ['driver'] };
    const loss: Order = { ...someOrder, regime: 'qualification_loss', years: null, postClasses: ['driver'] };
    expect([bars(someOrder, 'catering', law, today), bars(narrowed, 'catering', law, today)]).toEqual([true, false]);
    expect([bars(loss, 'teacher', law, today), bars(loss, 'driver', law, today)]).toEqual([true, false]);
    expect(bars({ ...someOrder, state: 'ENTERED' }, 'teacher', law, today)).toBe(false);
  });

  it('yields to another statute’s without taking anything from what is barred', () => {
    expect(displacedOn([someOrder, lifelong], law, '2026-06-01')).toEqual([someOrder]);
    expect(displacedOn([someOrder, lifelong], law, '2026-04-01')).toEqual([]);
    expect(displacedOn([someOrder, { ...lifelong, state: 'LIFTED' }], law, '2026-06-01')).toEqual([]);
  });
});

describe('an end by decision', () => {
  it.each([
    ['lifted today', 'lift', '2026-06-01', { endsEarlyOn: '2026-06-01', state: 'LIFTED' }],
    ['lifted on a day to come', 'lift', '2026-06-02', undefined],
    ['shortened', 'shorten', '2027-01-01', { endsEarlyOn: '2027-01-01', state: 'VERIFIED' }],
    ['made longer', 'shorten', '2029-05-01', undefined],
    ['before the effect', 'shorten', '2026-03-01', undefined],
  ] as const)('%s', (_what, kind, endsOn, ending) => {
    expect(endingBy({ kind, endsOn }, someOrder, law, '2026-06-01')).toEqual(ending);
  });
});

describe('a breach', () => {
  const span = spanOf(someOrder, law);
  it.each([
    [
      'began while the order held',
      { fromDate: '2026-06-01', seenAt: noon('2026-06-02') },
      '2026-06-02',
      'began_while_barred',
    ],
    ['begins on a day to come', { fromDate: '2026-07-01', seenAt: noon('2026-06-02') }, '2026-06-02', undefined],
    ['was there before, on the day after the unit was told', {}, '2026-05-03', undefined],
    ['was there before, and is still there', {}, '2026-05-04', 'went_on'],
    ['was there before, and left in time', { endedOn: '2026-05-03' }, '2026-06-01', undefined],
    ['was there before, and left too late', { endedOn: '2026-05-04' }, '2026-06-01', 'went_on'],
    ['is known by the document alone', { isSure: false }, '2027-01-01', undefined],
    ['began after it ended', { fromDate: '2029-06-01', seenAt: noon('2029-06-01') }, '2029-06-09', undefined],
    ['was there before the order began', { seenAt: noon('2026-03-05') }, '2026-05-02', undefined],
  ] as const)('%s', (_who, more, today, kind) => {
    expect(breachOf({ ...somePlacement, ...more }, span, law, noon(today))?.kind).toBe(kind);
  });

  it('of an order without an end is found however late it is seen', () => {
    const placement = { ...somePlacement, fromDate: '2031-09-01', seenAt: noon('2031-09-02') };
    expect(breachOf(placement, spanOf(lifelong, law), law, noon('2031-09-02'))?.since).toEqual(
      startOfCivilDate('2031-09-01'),
    );
  });
});

describe('service', () => {
  it.each([
    ['a judgment', someOrder, 'judgment', undefined],
    [
      'a judgment that would expose a child',
      { ...someOrder, exposesChild: true },
      'judgment',
      'prohibition-exposes-child',
    ],
    [
      'a certificate that was not made',
      { ...someOrder, exposesChild: true },
      'certificate',
      'prohibition-without-certificate',
    ],
    ['a certificate', { ...someOrder, exposesChild: true, hasCertificate: true }, 'certificate', undefined],
    ['where nothing is served', { ...lifelong, regime: 'hiring_bar' }, 'judgment', 'prohibition-not-served'],
  ] as const)('of %s', (_what, order, document, problem) => {
    expect(serviceProblem(order, document, law)).toBe(problem);
  });

  it.each([
    ['2026-03-26', []],
    ['2026-03-27', ['service_day_25']],
    ['2026-04-01', ['service_day_25', 'service_day_30']],
  ])('is alarmed about on %s: %j, and not once it was done', (today, alarms) => {
    const order = { ...lifelong, servedOn: null };
    expect(alarmsOf(order, law, today).map(({ id }) => id)).toEqual(alarms);
    expect(alarmsOf(lifelong, law, today)).toEqual([]);
  });
});

describe('what is due', () => {
  it.each([
    ['an order that was entered', { state: 'ENTERED' }, ['verify']],
    ['a returned one', { state: 'RETURNED' }, ['amend']],
    ['one not served', { servedOn: null }, ['serve', 'watch']],
    ['one that would expose a child', { servedOn: null, exposesChild: true }, ['certify', 'watch']],
    ['one the platform has not confirmed', { receivedAt: null }, ['await_receipt', 'watch']],
    ['one with a change', { change: 'lift', changeProposedAt: noon('2026-05-05') }, ['decide_change', 'watch']],
    ['one whose release is unknown', { sentence: 'life', sentenceEndsOn: null, toldAt: null }, ['learn_day']],
    ['one that is done', {}, ['watch']],
    ['one that ended', { state: 'EXPIRED' }, []],
  ] as const)('about %s', (_what, more, deeds) => {
    const due = dueOf({ ...someOrder, ...more } as Order, [], law, noon('2026-05-06'));
    expect(due.map(({ deed }) => deed)).toEqual(deeds);
  });

  it('counts the referral of an old breach from the day on which it was seen', () => {
    const placement = { ...somePlacement, fromDate: '2026-06-01', seenAt: noon('2027-06-01') };
    const [due] = dueOf(someOrder, [placement], law, noon('2027-06-02'));
    expect(due).toMatchObject({ deed: 'refer', dueAt: startOfCivilDate('2027-06-05') });
  });

  it('begins with a breach, until it was referred; a name that differs is looked at', () => {
    const at = noon('2026-05-06');
    const deeds = (placement: Placement) => dueOf(someOrder, [placement], law, at).map(({ deed }) => deed);
    expect(deeds(somePlacement)).toEqual(['refer', 'watch']);
    expect(deeds({ ...somePlacement, referredAt: at })).toEqual(['watch']);
    expect(deeds({ ...somePlacement, isSure: false })).toEqual(['look_at_name', 'watch']);
  });
});

const anyDay = fc.integer({ min: 0, max: 4000 }).map((days) => addDays('2026-03-02', days));
const anyOrder = fc
  .record({
    regime: fc.constantFrom(...pack.prohibitionRegimes.map(({ id }) => id)),
    sentenceEndsOn: fc.option(anyDay, { nil: null }),
    years: fc.option(fc.integer({ min: 3, max: 5 }), { nil: null }),
    endsEarlyOn: fc.option(anyDay, { nil: null }),
    sentence: fc.constantFrom('fixed_term', 'life', 'death', 'suspended' as const),
  })
  .map((facts): Order => ({ ...someOrder, ...facts }));

describe('for any orders and any day', () => {
  it('an early end never makes an order longer', () => {
    fc.assert(
      fc.property(anyOrder, anyDay, (order, day) => {
        const whole = spanOf({ ...order, endsEarlyOn: null }, law);
        if (holdsOn(spanOf(order, law), day)) expect(holdsOn(whole, day)).toBe(true);
      }),
    );
  });

  it('the end of one order opens no post that another one bars', () => {
    fc.assert(
      fc.property(fc.array(anyOrder, { minLength: 1, maxLength: 4 }), anyDay, (orders, day) => {
        const barred = (of: readonly Order[]) => of.some((order) => bars(order, 'teacher', law, day));
        const lasting = orders.filter((order) => !closesOn(order, law, day));
        expect(barred(lasting)).toBe(barred(orders));
      }),
    );
  });

  it('nobody breaks an order on a day on which it does not hold, nor before the day', () => {
    fc.assert(
      fc.property(anyOrder, anyDay, anyDay, anyDay, (order, fromDate, seenOn, today) => {
        const now = noon(today);
        const seenAt = noon(seenOn < today ? seenOn : today);
        const span = spanOf(order, law);
        const breach = breachOf({ ...somePlacement, fromDate, seenAt }, span, law, now);
        if (breach === undefined) return;
        expect(breach.since <= now).toBe(true);
        expect(span.begins !== null && fromDate <= today).toBe(true);
        if (breach.kind === 'began_while_barred') expect(holdsOn(span, fromDate)).toBe(true);
      }),
    );
  });

  it('an order that is closed is over, and one without a known end is never closed', () => {
    fc.assert(
      fc.property(anyOrder, anyDay, (order, day) => {
        const { kind, ends } = spanOf(order, law);
        if (!closesOn(order, law, day)) return;
        expect(kind === 'never' || (ends !== null && ends < day)).toBe(true);
      }),
    );
  });

  it('actions replay to the columns of the last of each', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ state: fc.string(), years: fc.nat() }, { requiredKeys: [] })), (details) => {
        const actions = details.map((detail) => ({ verb: 'change', detail }));
        expect(replay(actions)).toEqual(Object.assign({}, ...details));
      }),
    );
  });
});
