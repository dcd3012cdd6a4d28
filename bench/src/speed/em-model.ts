import type { Duck } from './duck.js';

/** How many iterations of expectation and maximisation; the patterns are few, so they cost nothing. */
const iterations = 40;
const threshold = 0.9;
const fields = ['name', 'dob', 'number', 'sex'] as const;

/**
 * A record-linkage model as Splink makes it, in DuckDB: candidate pairs by three blocking rules, levels of agreement with
 * Jaro-Winkler, weights by expectation and maximisation without labels (Fellegi and Sunter 1969), pairs above 0.9.
 * @returns the pairs' ids
 */
export async function linkByModel(duck: Duck): Promise<readonly (readonly [string, string])[]> {
  await duck.run(`create or replace table gamma as
    with pair as (
      select p.rowid as l, r.rowid as r from people p join records r on p.number = r.number
      union select p.rowid, r.rowid from people p join records r on p.dob = r.dob
      union select p.rowid, r.rowid from people p join records r on p.name = r.name and p.sex = r.sex
    )
    select p.id as person, r.id as record,
      case when p.name is null or r.name is null then -1 when p.name = r.name then 3
        when jaro_winkler_similarity(p.name, r.name) >= 0.92 then 2
        when jaro_winkler_similarity(p.name, r.name) >= 0.8 then 1 else 0 end as name,
      case when p.dob is null or r.dob is null then -1 when p.dob = r.dob then 3
        when damerau_levenshtein(p.dob, r.dob) <= 1 then 2 when left(p.dob, 4) = left(r.dob, 4) then 1 else 0 end as dob,
      case when p.number is null or r.number is null then -1 when p.number = r.number then 2
        when damerau_levenshtein(p.number, r.number) <= 2 then 1 else 0 end as number,
      case when p.sex is null or r.sex is null then -1 when p.sex = r.sex then 1 else 0 end as sex
    from pair join people p on p.rowid = pair.l join records r on r.rowid = pair.r`);
  const counted = await duck.rows(`select ${fields.join(', ')}, count(*)::double from gamma group by all`);
  const linked = patternsAbove(counted.map((row) => row.map(Number)));
  if (linked.length === 0) return [];
  const which = linked.map((pattern) => `(${pattern.join(', ')})`).join(', ');
  const rows = await duck.rows(`select person, record from gamma where (${fields.join(', ')}) in (${which})`);
  return rows.map(([person, record]) => [String(person), String(record)] as const);
}

/** The patterns of agreement whose pairs are of one person with a probability above the threshold. */
function patternsAbove(counted: readonly (readonly number[])[]): readonly (readonly number[])[] {
  let share = 0.01;
  const among = fields.map(() => ({ m: new Map<number, number>(), u: new Map<number, number>() }));
  for (const [place, { m, u }] of among.entries()) {
    const levels = [...new Set(counted.map((row) => row[place] ?? -1))].filter((level) => level >= 0);
    const top = Math.max(...levels);
    for (const level of levels) {
      m.set(level, level === top ? 0.9 : 0.1 / Math.max(1, levels.length - 1));
      u.set(level, level === top ? 0.1 : 0.9 / Math.max(1, levels.length - 1));
    }
  }
  const probability = (row: readonly number[]): number => {
    let odds = share / (1 - share);
    for (const [place, { m, u }] of among.entries()) {
      const level = row[place] ?? -1;
      if (level >= 0) odds *= (m.get(level) ?? 1e-9) / (u.get(level) ?? 1e-9);
    }
    return odds / (1 + odds);
  };
  for (let round = 0; round < iterations; round += 1) {
    const weighed = counted.map((row) => [row, probability(row), row[fields.length] ?? 0] as const);
    const [matches, all] = [
      weighed.reduce((sum, [, chance, count]) => sum + chance * count, 0),
      weighed.reduce((sum, [, , count]) => sum + count, 0),
    ];
    for (const [place, { m, u }] of among.entries()) {
      const known = weighed.filter(([row]) => (row[place] ?? -1) >= 0);
      const [ofMatches, ofOthers] = [
        known.reduce((sum, [, chance, count]) => sum + chance * count, 1e-6),
        known.reduce((sum, [, chance, count]) => sum + (1 - chance) * count, 1e-6),
      ];
      for (const level of m.keys()) {
        const at = known.filter(([row]) => row[place] === level);
        m.set(level, (at.reduce((sum, [, chance, count]) => sum + chance * count, 0) + 1e-9) / ofMatches);
        u.set(level, (at.reduce((sum, [, chance, count]) => sum + (1 - chance) * count, 0) + 1e-9) / ofOthers);
      }
    }
    share = Math.min(0.5, Math.max(1e-9, matches / all));
  }
  return counted.filter((row) => probability(row) > threshold).map((row) => row.slice(0, fields.length));
}
