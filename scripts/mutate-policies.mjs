// `npm run mutate-policies`: takes the lines of every policy away, one by one, and writes who noticed into docs/policy-mutations.md.
// See test/access-matrix/README.md. With --write the matrix of rows is first written anew, to be read line by line before it is kept.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';

const folder = join(root, '.mutations');
const titles = {
  rows: 'Row security',
  duties: 'The table of permissions (`packages/contract/src/permissions.json`)',
  guards: 'Guards of the modules (`policy.ts`)',
};
const head = `# Policies with a line missing

Made by \`npm run mutate-policies\`; how it is done stands in \`test/access-matrix/README.md\`. Each line is one thing that was taken away, alone,
and the first answer of the access matrix that was another one then. **Survived** means that nothing noticed; why stands behind it,
from \`test/access-matrix/survivors.json\`, where each has to be. A policy that was taken away and whose absence no row shows is missed by a test: *test:*.
`;

/** Why a mutant was not noticed, by its policy and what was missing. */
const reasons = JSON.parse(readFileSync(join(root, 'test/access-matrix/survivors.json'), 'utf8'));

prepare();
const words = ['run', '--config', 'test/access-matrix/mutations.config.ts'];
const { status } = spawnSync(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), ...words], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, MUTATIONS_WRITE: process.argv.includes('--write') ? '1' : '' },
});
if (status !== 0) process.exit(status ?? 1);

const found = Object.fromEntries(['rows', 'duties', 'guards'].map((kind) => [kind, outcomes(kind)]));
// What no row shows where a policy is taken away, a test does.
const tests = new Map(outcomes('taken-away').map(({ policy, killedBy }) => [policy, killedBy]));
found.rows = found.rows.map((outcome) =>
  outcome.what === 'taken away' && outcome.killedBy === null && tests.get(outcome.policy)
    ? { ...outcome, killedBy: `test: ${tests.get(outcome.policy)}` }
    : outcome,
);
writeFileSync(join(root, 'docs/policy-mutations.md'), `${head}${counts()}${tables()}`);
spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/prettier/bin/prettier.cjs'),
    '--write',
    'docs/policy-mutations.md',
    'test/access-matrix/rows.json',
  ],
  {
    cwd: root,
  },
);
const left = unexplained();
if (left.length === 0) rmSync(folder, { recursive: true });
else {
  process.stderr.write(
    `Nothing noticed these, and test/access-matrix/survivors.json does not say why:\n${left.join('\n')}\n`,
  );
  process.exitCode = 1;
}

function outcomes(kind) {
  const file = join(folder, `${kind}.jsonl`);
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

function isAsked({ killedBy }) {
  return killedBy === null || !killedBy.startsWith('not asked');
}

function counts() {
  const lines = Object.entries(found).flatMap(([kind, all]) => {
    const whats = kind === 'rows' ? [...new Set(all.map(({ what }) => what))] : ['each line'];
    return whats.map((what) => {
      const these = all.filter((outcome) => kind !== 'rows' || outcome.what === what);
      const asked = these.filter(isAsked);
      const survived = asked.filter(({ killedBy }) => killedBy === null).length;
      return `| ${kind}: ${what} | ${asked.length} | ${asked.length - survived} | ${survived} | ${these.length - asked.length} |`;
    });
  });
  return `\n| what | tried | noticed | survived | not asked |\n| --- | ---: | ---: | ---: | ---: |\n${lines.join('\n')}\n`;
}

function tables() {
  return Object.entries(found)
    .map(
      ([kind, all]) =>
        `\n## ${titles[kind]}\n\n| policy | missing | killed by |\n| --- | --- | --- |\n${all.map(lineOf).join('\n')}\n`,
    )
    .join('');
}

function lineOf({ policy, what, killedBy }) {
  return `| ${cell(policy)} | ${cell(what)} | ${killedBy === null ? survivor(policy, what) : cell(killedBy)} |`;
}

function survivor(policy, what) {
  const why = reasonFor(policy, what);
  return why === undefined ? '**survived**' : `**survived**: ${cell(why)}`;
}

/** Lines of a guard are named without their number, which moves. */
function reasonFor(policy, what) {
  const name = what.replace(/^\d+: /, '');
  return reasons.find(({ mutants }) => mutants.includes(`${policy} — ${name}`))?.why;
}

/** Survivors that survivors.json does not explain; the run fails with them. */
function unexplained() {
  return Object.values(found)
    .flat()
    .filter(({ policy, what, killedBy }) => killedBy === null && !reasonFor(policy, what))
    .map(({ policy, what }) => `${policy} — ${what}`);
}

function cell(text) {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}
