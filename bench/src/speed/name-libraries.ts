import type { PersonEvidence } from '@gatehouse/matching';
import { createIndex } from '@gatehouse/matching';
import FlexSearch from 'flexsearch';
import Fuse from 'fuse.js';
import { extract } from 'fuzzball';
import MiniSearch from 'minisearch';
import { type Figure, figureOf, interleave, timed } from '../figure.js';
import { cycled } from './one-inquiry.js';

const asked = 20;

/** T1 beside what npm offers for fuzzy search: names alone in them, name and birth date in the index; one thread. */
export async function measureNameLibraries(
  people: readonly PersonEvidence[],
  rounds: number,
): Promise<Record<string, Figure>> {
  const rows = people.map(({ name, ...rest }, id) => ({ ...rest, id: String(id), name: name ?? '', documents: [] }));
  const names = rows.map(({ name }) => name);
  const queries = cycled(rows, asked);
  const index = createIndex(rows);
  const fuse = new Fuse(rows, { keys: ['name'], threshold: 0.3 });
  const mini = new MiniSearch({ fields: ['name'], searchOptions: { fuzzy: 0.3, prefix: true } });
  mini.addAll(rows);
  const flex = new FlexSearch.Index({ tokenize: 'full' });
  for (const [place, name] of names.entries()) flex.add(place, name);
  const rate = (work: (row: (typeof rows)[number]) => unknown) => async () =>
    (queries.length * 1000) / (await timed(() => queries.forEach((row) => void work(row))));
  const measured = await interleave(rounds, {
    own: rate((row) => index.screen(row)),
    fuse: rate(({ name }) => fuse.search(name, { limit: 10 })),
    minisearch: rate(({ name }) => mini.search(name)),
    flexsearch: rate(({ name }) => flex.search(name, { limit: 10 })),
    fuzzball: rate(({ name }) => extract(name, names, { limit: 10 })),
  });
  const against = (name: string, values: readonly number[]) =>
    figureOf('inquiries/s per thread', measured.own, name, values);
  return {
    'T1-fuse': against(`fuse.js, ${names.length} names`, measured.fuse),
    'T1-minisearch': against(`minisearch, ${names.length} names`, measured.minisearch),
    'T1-flexsearch': against(`flexsearch, ${names.length} names`, measured.flexsearch),
    'T1-fuzzball': against(`fuzzball, ${names.length} names`, measured.fuzzball),
  };
}
