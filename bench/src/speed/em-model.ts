import { type Counted, learnAgreement, levelWeights, type ModelField, shareOfLevels } from './em-weights.js';
import type { Duck } from './duck.js';

/** Pairs of random people from which the chance of each level is estimated; Splink's default. */
const randomPairs = 1_000_000;
/** The share of true pairs that the rules below are thought to find: a guess that Splink, too, asks of whoever uses it. */
const recallOfSureRules = 0.8;
/** Pairs less likely than this are not told. */
const leastProbability = 0.01;
const fields: readonly ModelField[] = [
  { name: 'name', levels: 4 },
  { name: 'dob', levels: 4 },
  { name: 'number', levels: 4 },
  { name: 'sex', levels: 2 },
];
/** Rules under which pairs are looked at; the first three also train the weights of the fields that they do not name. */
const trained = ['number', 'name', 'dob'] as const;
const blocking = [
  ...trained.map((field) => `p.${field} = r.${field}`),
  'left(p.name, 1) = left(r.name, 1) and left(p.dob, 7) = left(r.dob, 7)',
  'left(p.name, 1) = left(r.name, 1) and right(p.dob, 5) = right(r.dob, 5)',
];

/** A pair of ids and how likely the model holds it to be of one person. */
export type ModelPair = readonly [person: string, record: string, probability: number];

/** What the model found, and how long it took to learn the chance of strangers: a cost that does not grow with the lists. */
export type ModelRun = { readonly pairs: readonly ModelPair[]; readonly learningMs: number };

/**
 * A record-linkage model as Splink makes it, in DuckDB: weights of Fellegi and Sunter (1969) without labels, levels by Jaro-Winkler and
 * by slips. The chance that strangers agree comes from random pairs; how often one person's values agree, from expectation and
 * maximisation on pairs of three blocking rules, each field where no rule names it; the prior from rules that are nearly sure; an
 * equal name weighs by how many bear it. Five blocking rules find the pairs.
 */
export async function linkByModel(duck: Duck): Promise<ModelRun> {
  for (const table of ['people', 'records']) await duck.run(cleaned(table));
  await duck.run(`create or replace table borne as select name as shown, count(*) / sum(count(*)) over () as share
    from (select name from people_clean union all select name from records_clean) where name is not null group by name`);
  const begun = performance.now();
  const strangers = await countLevels(duck, randomLevels(Math.round(Math.sqrt(randomPairs))));
  const learningMs = performance.now() - begun;
  await duck.run(`create or replace table gamma as
    with pair as (${blocking.map((rule) => `select p.row as l, r.row as r from people_clean p join records_clean r on ${rule}`).join(' union ')})
    select p.id as person, r.id as record, p.name as shown, ${levelsOf}
    from pair join people_clean p on p.row = pair.l join records_clean r on r.row = pair.r`);
  const chance = shareOfLevels(fields, strangers);
  const sessions = await Promise.all(
    trained.map(async (field) => ({
      without: field,
      counted: await countLevels(duck, `select * from gamma where ${field} = 3`),
    })),
  );
  const weights = levelWeights(learnAgreement(fields, sessions, chance), chance);
  return { pairs: await scored(duck, weights, chance[0]?.[3] ?? 1), learningMs };
}

/** Digits and letters of full width as plain ones, capitals, no blanks: what anybody does before linking. */
function cleaned(table: string): string {
  return `create or replace table ${table}_clean as select rowid as row, id, replace(name, ' ', '') as name, dob, sex,
    upper(replace(translate(number, '０１２３４５６７８９Ｘｘ', '0123456789XX'), ' ', '')) as number from ${table}`;
}

/** Slips of a number by Levenshtein (neighbours changed over are two), of a date by Damerau where they are few: DuckDB is slow there. */
const levelsOf = `
  case when p.name is null or r.name is null then -1 when p.name = r.name then 3
    when jaro_winkler_similarity(p.name, r.name) >= 0.92 then 2
    when jaro_winkler_similarity(p.name, r.name) >= 0.8 then 1 else 0 end as name,
  case when p.dob is null or r.dob is null then -1 when p.dob = r.dob then 3
    when case when levenshtein(p.dob, r.dob) <= 2 then damerau_levenshtein(p.dob, r.dob) <= 1 else false end then 2
    when left(p.dob, 4) = left(r.dob, 4) then 1 else 0 end as dob,
  case when p.number is null or r.number is null then -1 when p.number = r.number then 3
    when levenshtein(p.number, r.number) <= 1 then 2 when levenshtein(p.number, r.number) <= 2 then 1 else 0 end as number,
  case when p.sex is null or r.sex is null then -1 when p.sex = r.sex then 1 else 0 end as sex`;

function randomLevels(side: number): string {
  const some = (table: string) => `(select * from ${table}_clean using sample reservoir(${side} rows) repeatable (1))`;
  return `select ${levelsOf} from ${some('people')} p cross join ${some('records')} r`;
}

async function countLevels(duck: Duck, pairs: string): Promise<readonly Counted[]> {
  const names = fields.map(({ name }) => name).join(', ');
  const rows = await duck.rows(`select ${names}, count(*)::double from (${pairs}) group by all`);
  return rows.map((row) => ({ levels: row.slice(0, -1).map(Number), count: Number(row.at(-1)) }));
}

/** Pairs by the sum of their weights; an equal name by the share who bear it in place of the mean. */
async function scored(
  duck: Duck,
  weights: readonly (readonly number[])[],
  chanceOfName: number,
): Promise<readonly ModelPair[]> {
  const [[sure, all] = []] = await duck.rows(`select count(*)::double / ${recallOfSureRules},
    (select count(*)::double from people) * (select count(*) from records)
    from gamma where number = 3 or (name = 3 and dob = 3)`);
  const prior = Math.max(Number(sure), 1) / Number(all);
  const weightOf = ({ name }: ModelField, place: number) =>
    `case ${name} ${(weights[place] ?? []).map((bits, level) => `when ${level} then ${bits}`).join(' ')} else 0 end`;
  const rows = await duck.rows(`with weighed as (
      select person, record, ${Math.log2(prior / (1 - prior))} + ${fields.map(weightOf).join(' + ')}
        + case when name = 3 then log2(${chanceOfName} / share) else 0 end as bits
      from gamma left join borne using (shown))
    select person, record, 1 / (1 + pow(2, -bits)) from weighed where bits > ${Math.log2(leastProbability / (1 - leastProbability))}`);
  return rows.map(([person, record, probability]) => [String(person), String(record), Number(probability)] as const);
}
