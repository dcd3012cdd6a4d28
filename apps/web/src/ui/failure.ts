import { type FieldProblem, type KernelErrorCode, kernelErrorDefinition, Problem } from '@gatehouse/contract';
import localFailures from './local-failures.json' with { type: 'json' };

/** A request that did not do what was asked, with the words for it in both languages. */
export class Failure extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.code);
    this.name = 'Failure';
    this.problem = problem;
  }
}

/** A failure that the browser itself finds, in the words of the error table, for example `not-permitted`. */
export function localFailure(code: KernelErrorCode): Failure {
  const { status, title, next } = kernelErrorDefinition(code);
  return new Failure(problemWith(code, status, title, next));
}

/** The failure of a request that never came back. Only this one may be repeated unasked. */
export function unreachableFailure(): Failure {
  return new Failure(problemWith('unreachable', 0, localFailures.unreachable.title, localFailures.unreachable.next));
}

/** What the browser found at a ceremony of its own, which no server knows of, in words that are loaded with the ceremony. */
export function browserFailure(code: string, { title, next }: { title: Texts; next: Texts }): Failure {
  return new Failure(problemWith(code, 0, title, next));
}

/** The failure of an answer, or of a page, that this browser cannot make sense of. */
export function unreadableFailure(): Failure {
  return new Failure(problemWith('unreadable', 0, localFailures.unreadable.title, localFailures.unreadable.next));
}

const codeOfStatus: ReadonlyMap<number, KernelErrorCode> = new Map([
  [401, 'not-signed-in'],
  [403, 'not-permitted'],
  [404, 'not-found'],
  [413, 'request-too-large'],
  [502, 'not-ready'],
  [503, 'not-ready'],
  [504, 'not-ready'],
]);

/** Reads an answer that is not a success; an answer that is no problem details (a proxy's page) is
 * read by its status. */
export function failureOf(status: number, answer: unknown): Failure {
  const parsed = Problem.safeParse(answer);
  if (parsed.success) return new Failure(parsed.data);
  const code = codeOfStatus.get(status);
  return code ? localFailure(code) : unreadableFailure();
}

/** The problem behind anything that was thrown. */
export function problemOf(thrown: unknown): Problem {
  return thrown instanceof Failure ? thrown.problem : unreadableFailure().problem;
}

/** The words for one field of a form, if the answer names it. */
export function fieldProblem(thrown: unknown, path: string): FieldProblem['message'] | undefined {
  if (!(thrown instanceof Failure)) return undefined;
  return thrown.problem.fields?.find((field) => field.path === path)?.message;
}

type Texts = Problem['words']['title'];

function problemWith(code: string, status: number, title: Texts, next: Texts): Problem {
  const words = { title: { ...title }, next: { ...next } };
  return {
    type: `urn:gatehouse:error:${code}`,
    title: title.en,
    status,
    detail: next.en,
    code,
    words,
    reference: '',
  };
}
