import type { WorkingCalendar } from '../calendar/calendar.js';
import { builtInCalendar } from '../calendar/index.js';
import { lawError } from '../errors.js';
import { ageRequirements } from '../evaluators/age.js';
import { gapCourse, penaltyBandsFor } from '../evaluators/coverage.js';
import { disclosable } from '../evaluators/disclosure.js';
import { recheckDue } from '../evaluators/employment.js';
import { finality } from '../evaluators/finality.js';
import { prohibitionTerm } from '../evaluators/prohibitions.js';
import { purposeRequirements } from '../evaluators/requirements.js';
import { isInScope, typeLabels } from '../evaluators/scope.js';
import { sealing } from '../evaluators/sealing.js';
import type { LawPack } from './schema.js';
import type { PackVector } from './vector-schema.js';

/** What a vector expects and what the pack decides; both plain JSON values. */
export interface VectorResult {
  vector: PackVector;
  expected: unknown;
  decided: unknown;
  holds: boolean;
}

/** Runs one vector of a pack. Throws `LawError` when the vector names a key the pack does not have. */
export function runVector(pack: LawPack, vector: PackVector): VectorResult {
  const decided = decide(pack, vector);
  return { vector, expected: vector.expect, decided, holds: JSON.stringify(decided) === JSON.stringify(vector.expect) };
}

function decide(pack: LawPack, vector: PackVector): unknown {
  const at = new Date(vector.at);
  const settings = { choices: vector.choices };
  switch (vector.evaluator) {
    case 'scope':
      return isInScope(pack, vector.facts, at, settings, vector.inquiry).inScope;
    case 'finality':
      return finality(pack, vector.facts, at, settings).final;
    case 'sealing':
      return sealing(pack, vector.facts, at, settings).sealing;
    case 'labels':
      return typeLabels(pack, vector.facts, at, settings).labels;
    case 'disclosure': {
      const { disclose, partition } = disclosable(pack, vector.facts, vector.inquiry, at, settings);
      return { disclose, partition };
    }
    case 'age':
      return ageRequirements(pack, vector.birthDate, at).outcome;
    case 'requirements': {
      const { purpose, postClass, unitType } = vector;
      const needs = purposeRequirements(pack, purpose, postClass, unitType, at, settings);
      const { legalBases, reviewedBy, permission, querySources } = needs;
      return { legalBases, reviewedBy, permission, querySources };
    }
    case 'recheck': {
      const { dueDate, overdue, notice } = recheckDue(pack, calendarOf(pack), new Date(vector.lastReleasedAt), at);
      return { dueDate, overdue, notice: notice?.id ?? null };
    }
    case 'gap':
      return {
        steps: gapCourse(pack, vector.gapKind, at).map(({ id }) => id),
        penaltyBands: penaltyBandsFor(pack, vector.gapKind, at).map(({ id }) => id),
      };
    case 'prohibition':
      return prohibitionTerm(pack, vector.facts, settings);
  }
}

function calendarOf(pack: LawPack): WorkingCalendar {
  const calendar = builtInCalendar(pack.calendar);
  if (calendar === undefined)
    throw lawError('unknown_key', pack.calendar, 'There is no such calendar.', '没有此工作日历。');
  return calendar;
}
