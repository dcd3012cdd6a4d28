import {
  type CoverageLine,
  type DivisionCovered,
  type EmploymentLine,
  type FieldProblem,
  type GapTask,
  type Words,
  wordsOfState,
} from '@gatehouse/contract';
import { civilDateAt, type LawPack } from '@gatehouse/law';
import type { OutputRow } from '@gatehouse/tabular';
import { titleOf } from './words.js';
import words from '../words.json' with { type: 'json' };

type Language = keyof Words;

/** One row of the staff list; numbers masked as the list has them. */
export function staffCells(pack: LawPack, line: EmploymentLine, place: number, language: Language): OutputRow {
  return {
    number: place + 1,
    name: line.name,
    document: line.documents.map(({ number }) => number).join(' '),
    post: titleOf(pack.postClasses, line.postClass)[language],
    title: line.postTitle,
    form: titleOf(pack.employmentForms, line.employmentForm)[language],
    from: line.fromDate,
    until: line.untilDate,
    unit: line.unit[language],
  };
}

/** One row of who is covered. */
export function coverageCells(line: CoverageLine, place: number, language: Language): OutputRow {
  return {
    number: place + 1,
    name: line.name,
    post: line.postClass[language],
    from: line.fromDate,
    state: wordsOfState('coverage', line.state)[language],
    sentence: line.sentence[language],
    due: line.dueOn,
    gaps: joined(line.gaps, language),
  };
}

/** One row of what cannot be taken; without a unit where the row came to none. */
export function problemCells(unit: Words | undefined, problem: FieldProblem, language: Language): OutputRow {
  return {
    row: problem.row,
    column: problem.column,
    unit: unit?.[language],
    problem: problem.message[language],
  };
}

/** One row of what is missing. */
export function gapCells(gap: GapTask, place: number, language: Language): OutputRow {
  return {
    number: place + 1,
    kind: gap.title[language],
    unit: gap.unit[language],
    name: gap.name,
    post: gap.postClass?.[language],
    missing: gap.missing,
    since: gap.since,
    check: gap.check?.words[language],
    step: gap.step.title[language],
    responsible: gap.step.responsible[language],
    due: dayOf(gap.step.dueAt),
    escalated: dayOf(gap.escalatedAt),
    owed: dayOf(gap.owedAt),
    procuratorate: gap.procuratorate?.name[language],
  };
}

/** One row of the divisions. */
export function divisionCells(division: DivisionCovered, language: Language): OutputRow {
  const bands = division.bands.map(({ band, units }) => ({ en: `${band.en}: ${units}`, zh: `${band.zh}：${units}` }));
  return {
    code: division.code,
    name: division.name[language],
    standing: division.standing?.[language],
    units: division.units,
    bands: joined(bands, language),
    trend: division.trend === null ? undefined : words.trends[division.trend][language],
  };
}

function joined(parts: readonly Words[], language: Language): string {
  return parts.map((part) => part[language]).join(language === 'zh' ? '；' : '; ');
}

function dayOf(at: string | undefined): string | undefined {
  return at === undefined ? undefined : civilDateAt(new Date(at));
}
