// `npm run engines`: every test of the database on both engines, what the suite proves on PostgreSQL alone included. Ends with the
// line that is kept in bench/results.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';

prepare();
const folder = mkdtempSync(join(tmpdir(), 'gatehouse-engines-'));
const report = join(folder, 'report.json');
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
const { status } = spawnSync(
  process.execPath,
  [vitest, 'run', '--project', 'database', ...reporters, ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit', env: { ...process.env, TEST_ENGINES: 'both' } },
);
const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
rmSync(folder, { recursive: true, force: true });

const tests = testResults.flatMap((file) => file.assertionResults);
/** How many tests of an engine ended so; a block names its engine in brackets. */
const count = (engine, ended) =>
  tests.filter(({ status, ancestorTitles }) => status === ended && ancestorTitles.join(' ').includes(`(${engine})`))
    .length;
const engines = Object.fromEntries(
  ['embedded', 'postgres'].map((name) => [name, { passed: count(name, 'passed'), failed: count(name, 'failed') }]),
);
const failed = tests.filter((test) => test.status === 'failed').length;
const result = { name: 'engines', node: process.version, files: testResults.length, engines, failed };
process.stdout.write(`${JSON.stringify(result)}\n`);
process.exitCode = status ?? 1;
