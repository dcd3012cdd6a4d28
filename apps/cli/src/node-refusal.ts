import type { FieldProblem, Problem } from '@gatehouse/contract';

/** What the node refused, in its own words: they are filled in already, which the code alone would not allow. */
export class NodeRefusal extends Error {
  readonly code: string;
  readonly words: Problem['words'];
  readonly fields: readonly FieldProblem[];

  constructor(problem: Problem) {
    super(problem.words.title.en);
    this.name = 'NodeRefusal';
    this.code = problem.code;
    this.words = problem.words;
    this.fields = problem.fields ?? [];
  }
}
