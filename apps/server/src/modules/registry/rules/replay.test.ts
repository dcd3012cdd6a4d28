import type { DecisionEntry } from '@gatehouse/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inventedRecord } from '../../../../../../test/harness/invented-record.js';
import type { AliasVerb } from './alias.js';
import { mayFollow, type RecordAction, type RecordState } from './history.js';
import type { MergeStepTaken } from './merge.js';
import {
  type AliasHistory,
  answerableFrom,
  identityDifferences,
  type Known,
  knownAt,
  outcomeToday,
  recordDifferences,
  type RecordHistory,
  sourcesAt,
  type ToldRecord,
} from './replay.js';

const persons = ['p1', 'p2', 'p3'];
const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute));
const { decision } = inventedRecord({ name: '虚构', number: '' });
const decisionOf = (decidingBodyName: string): DecisionEntry => ({ ...decision, decidingBodyName });
const nobody = () => false;

/** One step of a random history: whom it is about, and what is tried. */
type Step = { readonly person: number; readonly draw: number; readonly verb: number };
const steps = fc.array(fc.record({ person: fc.nat(2), draw: fc.nat(99), verb: fc.nat(4) }), {
  minLength: 15,
  maxLength: 60,
});
const changes = ['corrected', 'sealed', 'unsealed', 'withdrawn', 'rejected'] as const;

/** The projections as the tables keep them, and everything that was done. */
type Model = {
  readonly rows: Map<string, { personId: string; state: RecordState; version: number; decision: DecisionEntry }>;
  readonly aliases: Map<string, { personId: string; inForce: boolean }>;
  main: Record<string, string>;
};

const after: Readonly<Record<RecordAction['verb'], RecordState>> = {
  ...{ entered: 'waiting', verified: 'effective', rejected: 'rejected', corrected: 'effective' },
  ...{ sealed: 'sealed', unsealed: 'effective', withdrawn: 'withdrawn' },
};

/** A history that is written, and the projections beside it, each changed in its own way. */
function written() {
  const records: (RecordHistory & { readonly actions: RecordAction[] })[] = [];
  const aliases: (AliasHistory & { readonly actions: { verb: AliasVerb; at: Date }[] })[] = [];
  const merges: MergeStepTaken[] = [];
  const model: Model = { rows: new Map(), aliases: new Map(), main: {} };
  const together = (id: string) => persons.filter((one) => (model.main[one] ?? one) === (model.main[id] ?? id));
  const join = (ids: readonly string[]) => {
    for (const id of ids) model.main[id] = [...ids].sort()[0] ?? id;
  };
  const append = (recordId: string, verb: RecordAction['verb'], now: Date) => {
    const row = model.rows.get(recordId);
    const record = records.find(({ id }) => id === recordId);
    if (row === undefined || record === undefined) return;
    row.version += 1;
    row.state = after[verb];
    if (verb === 'corrected') row.decision = decisionOf(`${recordId}.${String(row.version)}`);
    const changed = verb === 'entered' || verb === 'corrected' ? row.decision : null;
    record.actions.push({ version: row.version, verb, validFrom: '2020-01-01', at: now, decision: changed });
  };
  return {
    history: { records, aliases, merges },
    model,
    append,
    enter: (id: string, personId: string, now: Date) => {
      records.push({ id, personId, actions: [], factIds: [`name-${personId}`, `number-${id}`] });
      model.rows.set(id, { personId, state: 'waiting', version: 0, decision: decisionOf(id) });
      append(id, 'entered', now);
    },
    /** Enters a change of name and number, confirms it, takes it back: one after the other. */
    rename: (id: string, personId: string, now: Date) => {
      const alias = aliases.find((one) => one.personId === personId);
      if (alias === undefined) {
        aliases.push({ id, personId, factIds: [`new-${id}`], actions: [{ verb: 'entered', at: now }] });
        model.aliases.set(id, { personId, inForce: false });
        return;
      }
      const next = nextOfAlias[alias.actions.at(-1)?.verb ?? ''];
      if (next === undefined) return;
      alias.actions.push({ verb: next, at: now });
      model.aliases.set(alias.id, { personId, inForce: next === 'verified' });
    },
    /** Finds two to be one; where they are, undoes the last merge of the person. */
    merge: (mergeId: string, personId: string, other: string, now: Date) => {
      const [onePersons, otherPersons] = [together(personId), together(other)];
      const isUndone = (id: string) => merges.some((step) => step.mergeId === id && step.verb === 'undone');
      const last = merges.findLast((step) => !isUndone(step.mergeId));
      if (!onePersons.includes(other)) {
        merges.push({ mergeId, verb: 'merged', onePersons, otherPersons, at: now });
        join([...onePersons, ...otherPersons]);
      } else if (last !== undefined && [...last.onePersons, ...last.otherPersons].includes(personId)) {
        merges.push({ ...last, verb: 'undone', at: now });
        join(last.onePersons);
        join(last.otherPersons);
      }
    },
  };
}

const nextOfAlias: Readonly<Record<string, AliasVerb>> = { entered: 'verified', verified: 'withdrawn' };

/** Walks a random history and keeps, after each step, what the projections say: what a page of that moment would have shown. */
function walk(taken: readonly Step[]) {
  const book = written();
  const { model } = book;
  const snapshots: { readonly moment: Date; readonly model: Model }[] = [];
  for (const [index, { person, draw, verb }] of taken.entries()) {
    const now = at(index + 1);
    const personId = persons[person] ?? 'p1';
    const own = [...model.rows].filter(([, row]) => row.personId === personId);
    const [chosen] = own[draw % Math.max(own.length, 1)] ?? [];
    const change = changes[verb] ?? 'sealed';
    if (draw < 25) book.enter(`r${String(index)}`, personId, now);
    else if (draw < 45) {
      for (const [id, { state }] of own) if (state === 'waiting') book.append(id, 'verified', now);
    } else if (draw < 75) {
      const state = chosen === undefined ? undefined : model.rows.get(chosen)?.state;
      if (chosen !== undefined && state !== undefined && mayFollow(state, change)) book.append(chosen, change, now);
    } else if (draw < 85) book.rename(`a${String(index)}`, personId, now);
    else book.merge(`m${String(index)}`, personId, persons[(person + 1) % 3] ?? 'p2', now);
    snapshots.push({ moment: now, model: structuredClone(model) });
  }
  return { history: book.history, snapshots, end: model };
}

/** What a page would have shown of a person by the projections of a moment, less what is sealed at the end. */
function shownBy({ rows, aliases, main }: Model, personId: string, sealedNow: (recordId: string) => boolean) {
  const visible = [...rows].filter(([id]) => !sealedNow(id));
  const together = persons.filter(
    (one) => (main[one] ?? one) === (main[personId] ?? personId) && visible.some(([, row]) => row.personId === one),
  );
  return {
    together,
    records: visible
      .filter(([, row]) => together.includes(row.personId))
      .map(([id, row]) => [id, row.state, row.version, row.decision.decidingBodyName])
      .sort(),
    aliases: [...aliases].flatMap(([id, one]) => (one.inForce && together.includes(one.personId) ? [id] : [])).sort(),
  };
}

const readable = ({ together, records, aliases }: Known) => ({
  together,
  records: [...records].map(([id, row]) => [id, row.state, row.version, row.decision.decidingBodyName]).sort(),
  aliases: [...aliases].sort(),
});

describe('what was known when', () => {
  it('is, at every moment of any history, what the projections said at that moment, less what is sealed now', () => {
    let compared = 0;
    let hidden = 0;
    fc.assert(
      fc.property(steps, (taken) => {
        const { history, snapshots, end } = walk(taken);
        const sealedNow = (id: string) => end.rows.get(id)?.state === 'sealed';
        for (const { moment, model } of snapshots)
          for (const personId of persons) {
            const known = readable(knownAt(history, personId, moment, nobody));
            expect(known).toEqual(shownBy(model, personId, sealedNow));
            compared += known.records.length;
            hidden += [...model.rows].filter(([id, { state }]) => sealedNow(id) && state === 'effective').length;
          }
      }),
      { numRuns: 150, seed: 20261127 },
    );
    expect(compared).toBeGreaterThan(1_500);
    expect(hidden).toBeGreaterThan(50);
  });

  it('never depends on a record that is sealed now: without it the history says the same', () => {
    fc.assert(
      fc.property(steps, fc.nat(), (taken, which) => {
        const { history, snapshots, end } = walk(taken);
        const sealed = history.records.filter(({ id }) => end.rows.get(id)?.state === 'sealed');
        const one = history.records[which % Math.max(history.records.length, 1)]?.id;
        const without = history.records.filter((record) => !sealed.includes(record) && record.id !== one);
        for (const { moment } of snapshots)
          for (const personId of persons)
            // By decision, as the history ends; and by the law of now.
            expect(knownAt(history, personId, moment, ({ id }) => id === one)).toEqual(
              knownAt({ ...history, records: without }, personId, moment, nobody),
            );
      }),
      { numRuns: 150, seed: 20261128 },
    );
  });
});

describe('what differs', () => {
  const told = (more: Partial<ToldRecord> = {}): ToldRecord => ({
    ...{ state: 'effective', corrected: false, version: 2, decision, sealingLiftedOn: null, labels: ['T1'] },
    ...more,
  });
  it.each([
    ['nothing, where nothing changed', told(), told(), []],
    ['a record that came later', undefined, told(), ['record-new']],
    ['one that waited for its second person', told({ state: 'waiting' }), told(), ['record-new']],
    ['one that was sealed then and is not now', told({ state: 'sealed' }), told(), ['record-new']],
    ['a correction', told(), told({ decision: decisionOf('another') }), ['record-corrected']],
    ['a withdrawal', told(), told({ state: 'withdrawn' }), ['record-withdrawn']],
    ['what the law says of it', told(), told({ labels: [] }), ['law-changed']],
    ['nothing, where it could be told neither then nor now', told({ labels: [] }), told({ labels: [] }), []],
  ] as const)('of a record: %s', (_name, then, now, differences) => {
    expect(recordDifferences(then, now)).toEqual(differences);
  });

  const known = (together: string[], aliases: string[] = []): Known => ({
    ...{ together, records: new Map(), aliases: new Set(aliases), factIds: new Set() },
  });
  it.each([
    [known(['p1']), known(['p1']), []],
    [known(['p1']), known(['p1', 'p2']), ['merged']],
    [known(['p1', 'p2']), known(['p1']), ['parted']],
    [known(['p1']), known(['p1'], ['a']), ['identity-new']],
    [known(['p1'], ['a']), known(['p1']), ['identity-ended']],
    [known([]), known(['p1']), []],
  ])('of an identity', (then, now, differences) => {
    expect(identityDifferences(then, now)).toEqual(differences);
  });
});

describe('sources and moments', () => {
  const source = { code: 's', declaredAt: at(0), lastReceivedAt: at(90), incompleteSince: null };
  const words = [
    { upTo: at(10), at: at(11) },
    { upTo: null, at: at(12) },
    { upTo: at(90), at: at(91) },
  ];
  it('a source was heard of by the words that had come', () => {
    const heard = (minute: number) => sourcesAt([{ source, words }], at(minute))[0]?.lastReceivedAt ?? null;
    expect([5, 11, 50, 91].map(heard)).toEqual([null, at(10), at(10), at(90)]);
    expect(sourcesAt([{ source: { ...source, declaredAt: at(60) }, words }], at(50))).toEqual([]);
  });

  it('an answer could be given when it was asked, or by the first word after which no source was silent', () => {
    expect(answerableFrom(at(5), words, () => true)).toEqual(at(5));
    expect(answerableFrom(at(5), words, (moment) => moment >= at(12))).toEqual(at(12));
    expect(answerableFrom(at(5), words, () => false)).toEqual(at(5));
  });

  it('evidence that nobody compared is no answer, and what two people cleared is none', () => {
    expect(outcomeToday(true, [])).toBe('no_record');
    expect(outcomeToday(true, ['cleared'])).toBe('no_record');
    expect(outcomeToday(true, ['cleared', 'uncompared'])).toBe('would_be_compared');
    expect(outcomeToday(true, ['uncompared', 'stands'])).toBe('record_found');
    expect(outcomeToday(false, ['stands'])).toBe('cannot_answer');
  });
});
