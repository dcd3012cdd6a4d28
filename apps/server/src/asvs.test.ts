import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import levels from './asvs-levels.json' with { type: 'json' };

const root = new URL('../../../', import.meta.url);
const page = readFileSync(new URL('docs/asvs.md', root), 'utf8');
const states = ['met', 'met, no test', 'not met', 'does not apply'];

/** The rows of the chapters: numbers with their levels, state, what shows it. */
const rows = [...page.matchAll(/^\| (\d+\.\d+\.\d+.*) \| .+ \| (.+) \| (.+) \|$/gm)].map(
  ([, cell = '', state = '', shown = '']) => ({ cell, numbers: cell.match(/\d+\.\d+\.\d+/g) ?? [], state, shown }),
);

/** Every requirement of the standard, 5.0.0, with its level: a section has as many as it has digits, each the level of one. */
const requirements = Object.entries(levels).flatMap(([section, digits]) =>
  [...digits].map((level, at) => ({ number: `${section}.${at + 1}`, level: Number(level) })),
);
const wanted = requirements.filter(({ level }) => level < 3);

it('knows the standard whole: 70 of level 1, 183 of level 2, 92 of level 3', () => {
  expect([1, 2, 3].map((level) => requirements.filter((one) => one.level === level).length)).toEqual([70, 183, 92]);
});

it('the page names every requirement of levels 1 and 2 once, with its level', () => {
  const named = rows.flatMap(({ cell }) =>
    [...cell.matchAll(/\d+\.\d+\.\d+/g)].map(({ 0: number, index }) => ({
      number,
      // One label stands for all numbers before it.
      level: Number(/\(L(\d)\)/.exec(cell.slice(index))?.[1]),
    })),
  );
  const byNumber = (one: { number: string }, other: { number: string }): number =>
    one.number.localeCompare(other.number);
  expect(named.sort(byNumber)).toEqual([...wanted].sort(byNumber));
});

it('the page gives each a state, and counts them rightly', () => {
  expect(rows.map(({ state }) => state).filter((state) => !states.includes(state))).toEqual([]);
  const count = (state: string, chapter = ''): number =>
    rows
      .filter((row) => row.state === state)
      .flatMap(({ numbers }) => numbers)
      .filter((number) => number.startsWith(chapter)).length;
  const chapters = [...new Set(wanted.map(({ number }) => number.split('.')[0] ?? ''))];
  const lines = chapters.map((chapter) => states.map((state) => count(state, `${chapter}.`)));
  const summary = [...page.matchAll(/^\| (?:V\d+ .+|all)((?: \| \d+){5}) \|$/gm)].map(([, counts = '']) =>
    (counts.match(/\d+/g) ?? []).map(Number),
  );
  const all = [...lines, states.map((state) => count(state))];
  expect(summary).toEqual(all.map((counts) => [...counts, counts.reduce((sum, one) => sum + one, 0)]));
});

it('the page names files that are there, and tests that stand in them', () => {
  const named = rows.flatMap(({ shown }) => [
    ...shown.matchAll(/`([\w.-]+(?:\/[\w.-]+)*\.(?:ts|tsx|js|json|md))`(?: “([^”]+)”)?/g),
  ]);
  const missing = named.filter(([, path = '', name]) => {
    const file = new URL(path, root);
    return !existsSync(file) || (name !== undefined && !readFileSync(file, 'utf8').includes(name));
  });
  expect(named.length).toBeGreaterThan(100);
  expect(missing.map(([text]) => text)).toEqual([]);
});

it('nothing is met without a place that shows it', () => {
  expect(rows.filter(({ state, shown }) => state === 'met' && !/`[^`]+`|same test/.test(shown))).toEqual([]);
});
