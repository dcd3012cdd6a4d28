import { createReadStream, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pinyin } from 'pinyin-pro';
import { type Figure, figureOf, interleave, timed } from '../figure.js';
import { forgetPeakMemory, peakMemoryMb } from '../machine.js';
import { openDuck } from './duck.js';
import { linkByModel, type ModelPair, type ModelRun } from './em-model.js';
import { openJoinThreads } from './join-threads.js';
import { isLink, makeRosters, type Rosters } from './rosters.js';
import type { SpeedSize } from './sizes.js';

/** The probability from which the model's pairs count as told. */
const modelThreshold = 0.9;

type Measured = { readonly figures: Record<string, Figure>; readonly findings: Record<string, unknown> };

/** T4 and T6: the whole roster against the registry, by number and with all evidence, on two threads. */
export async function measureBulk(
  folder: string,
  rosters: Rosters,
  size: SpeedSize,
  tell: (words: string) => void,
): Promise<Measured> {
  forgetPeakMemory();
  const duck = await openDuck({ people: rosters.peopleFile, records: rosters.recordsFile });
  const hits = join(folder, 'hits.tsv');
  const shared = { people: rosters.people.share(), records: rosters.records.share(), hits };
  const byNumber = await openJoinThreads({ ...shared, by: 'number' }, 2);
  const found = { numberPairs: 0, pairs: 0, crowded: 0 };
  const exact = await interleave(size.rounds, {
    own: () =>
      timed(async () => {
        rmSync(hits, { force: true });
        found.numberPairs = (await byNumber.run()).pairs;
      }),
    duck: () =>
      timed(() =>
        duck.run(`create or replace table hit as select p.id as person, r.id as record
          from people p join records r on p.number = r.number`),
      ),
  });
  await byNumber.close();
  const peaks: Record<string, number | undefined> = { T4: peakMemoryMb(), duckT4: duck.peakMemoryMb() };
  tell('  T4 is done; keys of pinyin');
  await makePinyinKeys(duck, [rosters.peopleFile, rosters.recordsFile]);
  forgetPeakMemory();
  const byEvidence = await openJoinThreads({ ...shared, by: 'evidence' }, 2);
  const full = await interleave(size.people > 5_000_000 ? 1 : size.rounds, {
    own: () =>
      timed(async () => {
        rmSync(hits, { force: true });
        Object.assign(found, await byEvidence.run((percent) => tell(`  T6: ${String(percent)} %`)));
      }),
    duck: () => timed(() => joinByKeys(duck)),
  });
  await byEvidence.close();
  Object.assign(peaks, { T6: peakMemoryMb(), duckT6: duck.peakMemoryMb() });
  await duck.close();
  const { links, bands } = await countLinks(hits);
  return {
    figures: {
      T4: figureOf('ms', exact.own, 'DuckDB, repeat join on the number', exact.duck),
      T6: figureOf('ms', full.own, 'DuckDB, pinyin keys and six joins', full.duck),
    },
    findings: { ...found, links, bands, peakMemoryMb: peaks },
  };
}

/** T5: against a model with Jaro-Winkler and weights by expectation and maximisation; both from the evidence as it is written. */
export async function measureModel(folder: string, size: SpeedSize): Promise<Measured> {
  const { modelPeople, modelRecords } = size;
  const made = await makeRosters(folder, modelPeople, modelRecords, 501);
  const hits = join(folder, 'model-hits.tsv');
  const duck = await openDuck({ people: made.peopleFile, records: made.recordsFile });
  let model: ModelRun = { pairs: [], learningMs: 0 };
  const values = await interleave(size.rounds, {
    own: () =>
      timed(async () => {
        rmSync(hits, { force: true });
        const threads = await openJoinThreads(
          { people: made.people.share(), records: made.records.share(), by: 'evidence', hits },
          2,
        );
        await threads.run();
        await threads.close();
      }),
    duck: () => timed(async () => void (model = await linkByModel(duck))),
  });
  await duck.close();
  const { links, pairs } = await countLinks(hits);
  const all = await countPeopleLinked(made.peopleFile);
  const building = (made.addMicroseconds * (modelPeople + modelRecords)) / 1000;
  const told = model.pairs.filter(([, , probability]) => probability >= modelThreshold);
  const f1 = {
    own: f1Of(links, pairs, all),
    model: f1Of(countRight(told), told.length, all),
    modelAtItsBest: bestF1Of(model.pairs, all),
  };
  return {
    figures: {
      T5: figureOf(
        'ms',
        values.own.map((one) => one + building),
        'a Splink-style model in DuckDB',
        values.duck,
      ),
      'T5-F1': figureOf('F1', [f1.own], 'the same model at the threshold that truth would choose', [f1.modelAtItsBest]),
    },
    findings: {
      f1,
      indexingMsWithin: Math.round(building),
      modelLearningMsWithin: Math.round(model.learningMs),
      people: all,
      pairs,
      links,
      modelPairs: told.length,
      modelLinks: countRight(told),
    },
  };
}

function countRight(pairs: readonly ModelPair[]): number {
  return pairs.filter(([person, record]) => isLink(person, record)).length;
}

/** The greatest F1 that any threshold gives. */
function bestF1Of(pairs: readonly ModelPair[], all: number): number {
  let [best, right] = [0, 0];
  const likeliest = [...pairs].sort((a, b) => b[2] - a[2]);
  for (const [place, [person, record, probability]] of likeliest.entries()) {
    if (isLink(person, record)) right += 1;
    if (probability !== likeliest[place + 1]?.[2]) best = Math.max(best, f1Of(right, place + 1, all));
  }
  return best;
}

function f1Of(right: number, told: number, all: number): number {
  return (2 * right) / Math.max(1, told + all);
}

async function countLinks(hits: string): Promise<{ links: number; pairs: number; bands: Record<string, number> }> {
  const counted = { links: 0, pairs: 0, bands: {} as Record<string, number> };
  if (!existsSync(hits)) return counted;
  for await (const line of createInterface({ input: createReadStream(hits) })) {
    const [person = '', record = '', band = ''] = line.split('\t');
    counted.pairs += 1;
    counted.bands[band] = (counted.bands[band] ?? 0) + 1;
    if (isLink(person, record)) counted.links += 1;
  }
  return counted;
}

async function countPeopleLinked(file: string): Promise<number> {
  let count = 0;
  for await (const line of createInterface({ input: createReadStream(file) })) if (/^\S+=/.test(line)) count += 1;
  return count;
}

/** Makes the table that spells each character; DuckDB makes the keys of names from it, within the time measured. */
async function makePinyinKeys(duck: Awaited<ReturnType<typeof openDuck>>, files: readonly string[]): Promise<void> {
  const characters = new Set<string>();
  for (const file of files) {
    for await (const line of createInterface({ input: createReadStream(file) })) {
      for (const character of line.split('\t')[1] ?? '') characters.add(character);
    }
  }
  await duck.run('create table spelled (c text, p text)');
  const rows = [...characters].filter((one) => one !== "'").map((one) => `('${one}', '${letters(one)}')`);
  for (let from = 0; from < rows.length; from += 1000) {
    await duck.run(`insert into spelled values ${rows.slice(from, from + 1000).join(', ')}`);
  }
}

function letters(character: string): string {
  return pinyin(character, { toneType: 'none' }).toLowerCase().replaceAll("'", '');
}

/** Keys: the syllables of the name in alphabetic order. Joins: number; key with the birth date, with day and month changed over, with the
 * day before, with the day after; name with year and month. */
async function joinByKeys(duck: Awaited<ReturnType<typeof openDuck>>): Promise<void> {
  for (const table of ['people', 'records']) {
    await duck.run(`create or replace table ${table}_keyed as
      with key as (select name, string_agg(coalesce(p, c), '' order by coalesce(p, c)) as k
        from (select name, unnest(string_split(name, '')) as c from (select distinct name from ${table})) left join spelled using (c)
        group by name)
      select id, name, number, dob, k, left(dob, 7) as month, try_cast(dob as date) as born,
        left(dob, 5) || right(dob, 2) || substr(dob, 5, 3) as turned
      from ${table} left join key using (name)`);
  }
  await duck.run(`create or replace table near as select distinct * from (
    select p.id as person, r.id as record from people_keyed p join records_keyed r on p.number = r.number
    union all select p.id, r.id from people_keyed p join records_keyed r on p.k = r.k and p.dob = r.dob
    union all select p.id, r.id from people_keyed p join records_keyed r on p.k = r.k and p.dob = r.turned
    union all select p.id, r.id from people_keyed p join records_keyed r on p.k = r.k and p.born = r.born - 1
    union all select p.id, r.id from people_keyed p join records_keyed r on p.k = r.k and p.born = r.born + 1
    union all select p.id, r.id from people_keyed p join records_keyed r on p.name = r.name and p.month = r.month)`);
}
