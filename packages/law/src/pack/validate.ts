import { LawError, type LawProblem } from '../errors.js';
import { inconsistencies } from './references.js';
import type { LawPack } from './schema.js';
import type { PackVector } from './vector-schema.js';
import { runVector } from './vectors.js';

/**
 * Everything wrong with a merged pack: names that lead nowhere, dates in the wrong order, placeholders that differ
 * between languages, and vectors that do not hold. An empty list means the pack may be used.
 */
export function validatePack(pack: LawPack, vectors: readonly PackVector[]): LawProblem[] {
  const problems = inconsistencies(pack);
  if (problems.length > 0) return problems;
  return vectors.flatMap((vector) => vectorProblems(pack, vector));
}

function vectorProblems(pack: LawPack, vector: PackVector): LawProblem[] {
  const where = `${pack.id}: vector ${vector.id}`;
  try {
    const { holds, expected, decided } = runVector(pack, vector);
    if (holds) return [];
    const words = {
      en: `${vector.says} Expected ${JSON.stringify(expected)}, the pack decides ${JSON.stringify(decided)}.`,
      zh: `验证例不成立：应为${JSON.stringify(expected)}，规则包得出${JSON.stringify(decided)}。`,
    };
    return [{ code: 'pack_vector_failed', where, words }];
  } catch (error) {
    if (!(error instanceof LawError)) throw error;
    return error.problems.map((problem) => ({ ...problem, where: `${where}: ${problem.where}` }));
  }
}
