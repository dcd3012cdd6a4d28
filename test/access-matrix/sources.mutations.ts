// `npm run mutate-policies`: the table of permissions and the guards of the modules. See README.md of this folder.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isPermitted, permissions, roles } from '@gatehouse/contract';
import { expect, it } from 'vitest';
import { firstFailure, mutationRun, root } from './mutation-run.js';
import { wrongDuties } from './questions.js';
import { mutantsOfPolicy } from './source-mutants.js';

const guards = 'test/access-matrix/guards.config.ts';
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
      if (!isDone(file, what))
        keep({ policy: file, what, killedBy: firstFailure(guards, [], { MUTANT: JSON.stringify(mutant) }) });
    }
  }
});
