// `npm test`: the whole suite on a fresh machine, browser journeys included.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { prepare, root, say, stop } from './prepare.mjs';

/** Debian's packages the suite runs on, and how one sees that they are there. */
const programs = [
  // Chromium without a window: a journey takes a sixth less of the processor by it.
  { package: 'chromium-headless-shell', present: () => existsSync('/usr/bin/chromium-headless-shell') },
  // A journey prints a notice and reads its code as a camera would.
  { package: 'poppler-utils', present: () => existsSync('/usr/bin/pdftoppm') },
  {
    package: 'postgresql',
    present: () => existsSync('/usr/lib/postgresql') || (process.env.DATABASE_URL ?? '') !== '',
  },
  // Keys in a hardware module; where the two cannot be installed, their tests are left out and say so.
  { package: 'softhsm2', present: () => existsSync('/usr/lib/softhsm/libsofthsm2.so'), optional: true },
  { package: 'opensc', present: () => existsSync('/usr/bin/pkcs11-tool'), optional: true },
];

function installPrograms() {
  const absent = programs.filter((program) => !program.present());
  const canInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  const missing = absent.filter((program) => canInstall || !program.optional).map((program) => program.package);
  if (missing.length === 0) return;
  const list = missing.join(' ');
  if (!canInstall) {
    stop(
      `The suite needs ${list}. On Debian: sudo apt-get install ${list}`,
      `测试需要 ${list}。在 Debian 上:sudo apt-get install ${list}`,
    );
  }
  say(`Installing ${list} …`, `正在安装 ${list} ……`);
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const words of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', ...missing],
  ]) {
    const result = spawnSync('apt-get', words, { stdio: ['ignore', 'ignore', 'inherit'], env: environment });
    if (result.status !== 0) stop(`apt-get ${words[0]} failed.`, `apt-get ${words[0]} 失败。`);
  }
}

const results = { passed: 0, failed: 0 };

/** What failed, named again at the end: what a long run prints in between nobody scrolls back to. */
const failures = [];

function count(passed, failed) {
  results.passed += passed;
  results.failed += failed;
}

/** A check that is one test: a command that succeeds. What it says is printed in one piece, since another one runs beside it. */
function check([title, script, ...words]) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, script), ...words], { cwd: root });
    const said = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => said.push(bytes));
    child.once('close', (status) => {
      const passed = status === 0;
      process.stdout.write(Buffer.concat([...said, Buffer.from(`${passed ? '✓' : '✗'} ${title}\n`)]));
      count(passed ? 1 : 0, passed ? 0 : 1);
      if (!passed) failures.push(title);
      resolve();
    });
  });
}

/** The checks, one after the other: the suite runs beside them. */
async function checkAll(checks) {
  for (const one of checks) await check(one);
}

const vitest = join(root, 'node_modules/vitest/vitest.mjs');

/**
 * One run of vitest, counted by its report.
 * @param stdio `inherit` prints as it goes; `pipe` prints in one piece at the end, for a run beside another one
 */
function suite(words, stdio) {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-suite-'));
  const report = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return new Promise((resolve) => {
    // `prepare` has built just now.
    const env = { ...process.env, GATEHOUSE_BUILT: '1' };
    const child = spawn(process.execPath, [vitest, 'run', ...reporters, ...words], { cwd: root, stdio, env });
    const said = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (bytes) => said.push(bytes));
    child.once('close', (status) => {
      process.stdout.write(Buffer.concat(said));
      countReport(report, status);
      rmSync(folder, { recursive: true, force: true });
      resolve();
    });
  });
}

function countReport(report, status) {
  const before = results.failed;
  if (existsSync(report)) {
    const { numPassedTests, numFailedTests, numFailedTestSuites, success, testResults } = JSON.parse(
      readFileSync(report, 'utf8'),
    );
    for (const { name, status, message, assertionResults } of testResults) {
      const failed = assertionResults.filter((test) => test.status === 'failed');
      const file = relative(root, name);
      failures.push(...failed.map(({ fullName }) => `${file} > ${fullName}`));
      if (status === 'failed' && failed.length === 0) failures.push(`${file}: ${message.split('\n')[0]}`);
    }
    // A file that cannot be loaded has no test that fails; it fails all the same.
    count(numPassedTests, numFailedTests === 0 && !success ? Math.max(1, numFailedTestSuites) : numFailedTests);
  } else count(0, 1);
  if (status !== 0 && results.failed === before) count(0, 1);
}

prepare();
installPrograms();
if (process.argv.length === 2) {
  const checks = [
    ['lint', 'node_modules/eslint/bin/eslint.js', '.'],
    ['generated files are up to date', 'scripts/generate.mjs', '--check'],
    ['types of the tests', 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.test.json'],
    ['format', 'node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
    [
      'import directions',
      'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
      '--config',
      '.dependency-cruiser.cjs',
      'packages',
      'apps',
    ],
  ];
  // All side by side: a journey mostly waits for its browser, a test of a database for its jobs, and two cores are enough for all.
  await Promise.all([
    checkAll(checks),
    suite(['--project', 'packages', '--project', 'database'], 'inherit'),
    suite(['--project', 'journeys'], 'pipe'),
  ]);
} else await suite(process.argv.slice(2), 'inherit');
for (const title of failures) process.stdout.write(`\n✗ ${title}`);
process.stdout.write(`\n${results.passed} passed, ${results.failed} failed\n`);
process.exitCode = results.failed === 0 ? 0 : 1;
