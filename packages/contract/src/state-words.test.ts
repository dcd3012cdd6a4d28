import { expect, it } from 'vitest';
import { errorRegistry, fillWords } from './errors/index.js';
import type { Words } from './errors/kernel-errors.js';
import { inquiryStates } from './inquiry.js';
import { batchStates } from './inquiry-batch.js';
import { AliasState } from './registry-aliases.js';
import { RecordState } from './registry-facts.js';
import { ImportView } from './registry-imports.js';
import { MergeState, MergeSweep } from './registry-merges.js';
import { Rescreening } from './registry-monitoring.js';
import { stateWords, type StateKind } from './state-words.js';
import { prohibitionStates } from './supervision.js';
import { owedGapStates } from './supervision-gaps.js';
import { rosterStates } from './workforce-rosters.js';
import { jointFileStates, jointUnitStates } from './workforce-joint-files.js';
import { coverageStates } from './workforce-coverage.js';
import { supplierWords } from './workforce-sent-staff.js';

/**
 * What fills the placeholders of the errors. `words`: a text in both languages, chosen by TypeScript; `count`: a number or a
 * limit; `machine`: what only the operator of the machine or a program reads. A new placeholder has to be one of them.
 */
const placeholders: Readonly<Record<string, 'words' | 'count' | 'machine'>> = {
  state: 'words',
  authorityEn: 'words',
  authorityZh: 'words',
  problem: 'words',
  problemZh: 'words',
  seconds: 'count',
  hours: 'count',
  accounts: 'count',
  children: 'count',
  rows: 'count',
  share: 'count',
  group: 'count',
  held: 'count',
  size: 'count',
  line: 'count',
  limit: 'count',
  port: 'count',
  inquiry: 'machine',
  batch: 'machine',
  reference: 'machine',
  process: 'machine',
  differences: 'machine',
  place: 'machine',
  mode: 'machine',
  wanted: 'machine',
  expected: 'machine',
  found: 'machine',
  key: 'machine',
  kind: 'machine',
  column: 'machine',
  table: 'machine',
  name: 'machine',
};

const texts = Object.entries(errorRegistry).flatMap(([code, { title, next }]): [string, Words][] => [
  [code, title],
  [code, next],
]);
const namesIn = (text: string): string[] => [...text.matchAll(/\{([a-zA-Z]+)\}/g)].map(([, name]) => name ?? '');

it('knows what fills every placeholder of an error', () => {
  const used = new Set(texts.flatMap(([, { en, zh }]) => [...namesIn(en), ...namesIn(zh)]));
  expect([...used].sort()).toEqual(Object.keys(placeholders).sort());
});

it.each([
  ['inquiry', inquiryStates],
  ['coverage', coverageStates],
  ['list', batchStates],
  ['record', RecordState.options],
  ['import', ImportView.shape.state.options],
  ['alias', AliasState.options],
  ['merge', MergeState.options],
  ['merge-sweep', MergeSweep.shape.state.options],
  ['roster', rosterStates],
  ['joint-file', jointFileStates],
  ['joint-unit', jointUnitStates],
  ['sent-staff', supplierWords],
  ['rescreening', Rescreening.shape.state.options],
  ['prohibition', prohibitionStates],
  ['owed-gap', owedGapStates],
] satisfies [StateKind, readonly string[]][])('has words for every state of %s', (kind, states) => {
  expect(states.filter((state) => stateWords[kind][state] === undefined)).toEqual([]);
});

it('shows a state in words and never by its name in code, in either language', () => {
  const shown = texts.filter(([, { en }]) => namesIn(en).includes('state'));
  expect(shown.map(([code]) => code)).toEqual([
    'inquiry-state',
    'list-state',
    'registry-not-in-this-state',
    'roster-state',
  ]);
  for (const [, text] of shown) {
    for (const state of Object.values(stateWords).flatMap((states) => Object.values(states))) {
      expect(fillWords(text, 'en', { state })).toContain(state.en);
      expect(fillWords(text, 'zh', { state })).toContain(state.zh);
      expect(fillWords(text, 'zh', { state })).not.toMatch(/[A-Za-z_]{3,}/);
      expect(fillWords(text, 'en', { state })).not.toMatch(/[A-Z_]{4,}/);
    }
  }
});
