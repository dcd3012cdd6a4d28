import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { actWords } from '@gatehouse/contract';
import { expect, it } from 'vitest';

const sources = join(import.meta.dirname, '..', '..');

/** Where code names an act: the calls that open one, a second entry of an act, an entry written by hand. */
const places = [
  /\b(?:act|readAct)(?:<[^>]*>)?\(\s*[^;{}=]*?'([a-z]+\.[a-z-]+)'/g,
  /\brecord\([^;=]*?,\s*'([a-z]+\.[a-z-]+)'/g,
  /\bact: '([a-z]+\.[a-z-]+)'/g,
];

function actsIn(text: string): string[] {
  return places.flatMap((place) => [...text.matchAll(place)].map(([, act]) => act ?? ''));
}

const written = new Set(
  readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap((file) => actsIn(readFileSync(join(sources, file), 'utf8'))),
);

it('every act that the code writes has words', () => {
  expect(written.size).toBeGreaterThan(100);
  expect([...written].filter((act) => actWords[act] === undefined)).toEqual([]);
});

it('would notice an act without words', () => {
  expect(actsIn("await act(kernel, systemViewer('x'), 'inquiry.invented', work)")).toEqual(['inquiry.invented']);
  expect(actsIn("await context.record({ object: { kind: 'a', id } }, 'inquiry.second')")).toEqual(['inquiry.second']);
});
