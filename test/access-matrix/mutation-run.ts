// What a run of `npm run mutate-policies` has found so far, kept so that one that was interrupted goes on.
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** One line that was missing, and what noticed; null where nothing did. */
export type Outcome = { readonly policy: string; readonly what: string; readonly killedBy: string | null };

/** The folder of the project, with a slash at the end. */
export const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = new URL('../../.mutations/', import.meta.url);

/** Outcomes of one kind of policy: those of before, and how one more is kept. */
export function mutationRun(kind: 'rows' | 'taken-away' | 'duties' | 'guards') {
  const file = new URL(`${kind}.jsonl`, folder);
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
  const known = new Set(
    lines.map((line) => JSON.parse(line) as Outcome).map(({ policy, what }) => `${policy} ${what}`),
  );
  mkdirSync(folder, { recursive: true });
  return {
    outcomes: lines.map((line) => JSON.parse(line) as Outcome),
    isDone: (policy: string, what: string): boolean => known.has(`${policy} ${what}`),
    keep: (outcome: Outcome): void => appendFileSync(file, `${JSON.stringify(outcome)}\n`),
  };
}

/** The first test that fails in a run of its own; null where all pass. */
export function firstFailure(
  config: string,
  files: readonly string[],
  environment: Readonly<Record<string, string>>,
): string | null {
  const words = ['run', '--config', config, '--reporter=json', ...files];
  const { stdout, status } = spawnSync(process.execPath, [`${root}node_modules/vitest/vitest.mjs`, ...words], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, ...environment },
  });
  if (status === 0) return null;
  type Report = { testResults: { assertionResults: { status: string; fullName: string }[]; message: string }[] };
  const report = JSON.parse(stdout.slice(stdout.indexOf('{'))) as Report;
  const failed = report.testResults.flatMap((file) => file.assertionResults).find((test) => test.status === 'failed');
  return (
    failed?.fullName ?? report.testResults.find(({ message }) => message !== '')?.message ?? 'nothing could be run'
  );
}
