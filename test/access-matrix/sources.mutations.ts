// `npm run mutate-policies`: the table of permissions and the guards of the modules. See README.md of this folder.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isPermitted, permissions, roles } from '@gatehouse/contract';
import { expect, it } from 'vitest';
import { mutationRun } from './mutation-run.js';
import { wrongDuties } from './questions.js';
import { mutantsOfPolicy, type SourceMutant } from './source-mutants.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const modules = 'apps/server/src/modules';
const policies = readdirSync(`${root}${modules}`)
  .map((module) => `${modules}/${module}/policy.ts`)
  .filter((file) => existsSync(`${root}${file}`));

it('the table of permissions is seen to be otherwise for each line less and each line more', () => {
  const { isDone, keep } = mutationRun('duties');
  for (const permission of permissions) {
    for (const role of roles) {
      const what = isPermitted(role, permission) ? `without ${role}` : `with ${role}`;
      if (isDone(permission, what)) continue;
      const changed: typeof isPermitted = (one, other) =>
        isPermitted(one, other) !== (one === role && other === permission);
      keep({ policy: permission, what, killedBy: wrongDuties(changed)[0] ?? null });
    }
  }
  expect(wrongDuties(isPermitted)).toEqual([]);
});

it('each guard of a module is missed by a test of its policy', () => {
  const { isDone, keep } = mutationRun('guards');
  for (const file of policies) {
    for (const mutant of mutantsOfPolicy(file, readFileSync(`${root}${file}`, 'utf8'))) {
      const what = `${mutant.line}: ${mutant.before} → ${mutant.after.trim() || 'left out'}`;
      if (!isDone(file, what)) keep({ policy: file, what, killedBy: killerOf(mutant) });
    }
  }
});

/** The first test that fails where the policies are read with the mutant; null where all pass. */
function killerOf(mutant: SourceMutant): string | null {
  const words = ['run', '--config', 'test/access-matrix/guards.config.ts', '--reporter=json'];
  const { stdout, status } = spawnSync(process.execPath, [`${root}node_modules/vitest/vitest.mjs`, ...words], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, MUTANT: JSON.stringify(mutant) },
  });
  if (status === 0) return null;
  type Report = { testResults: { assertionResults: { status: string; fullName: string }[] }[] };
  const report = JSON.parse(stdout.slice(stdout.indexOf('{'))) as Report;
  const failed = report.testResults.flatMap((file) => file.assertionResults).find((test) => test.status === 'failed');
  return failed?.fullName ?? 'the policy cannot be read at all';
}
