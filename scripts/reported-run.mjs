// One run of vitest whose report is read: what `npm run engines` and `npm run drills` end with is kept in bench/results.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './prepare.mjs';

/**
 * Runs a project of the tests on what `prepare` built just now.
 * @returns how many files there were, every test with the titles above it, how many failed, and the exit status
 */
export function reportedRun(project, words, environment = {}) {
  const folder = mkdtempSync(join(tmpdir(), `gatehouse-${project}-`));
  const report = join(folder, 'report.json');
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { status } = spawnSync(process.execPath, [vitest, 'run', '--project', project, ...reporters, ...words], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, GATEHOUSE_BUILT: '1', ...environment },
  });
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
  rmSync(folder, { recursive: true, force: true });
  const tests = testResults.flatMap((file) => file.assertionResults);
  const failed = tests.filter((test) => test.status === 'failed').length;
  return { files: testResults.length, tests, failed, status: status ?? 1 };
}
