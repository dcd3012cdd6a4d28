// What a run of `npm run mutate-policies` has found so far, kept so that one that was interrupted goes on.
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';

/** One line that was missing, and what noticed; null where nothing did. */
export type Outcome = { readonly policy: string; readonly what: string; readonly killedBy: string | null };

const folder = new URL('../../.mutations/', import.meta.url);

/** Outcomes of one kind of policy: those of before, and how one more is kept. */
export function mutationRun(kind: 'rows' | 'duties' | 'guards') {
  const file = new URL(`${kind}.jsonl`, folder);
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
  const known = new Set(
    lines.map((line) => JSON.parse(line) as Outcome).map(({ policy, what }) => `${policy} ${what}`),
  );
  mkdirSync(folder, { recursive: true });
  return {
    isDone: (policy: string, what: string): boolean => known.has(`${policy} ${what}`),
    keep: (outcome: Outcome): void => appendFileSync(file, `${JSON.stringify(outcome)}\n`),
  };
}
