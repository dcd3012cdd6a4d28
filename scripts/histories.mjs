// `npm run histories`: the tests that walk random histories, through many more of them than the suite does.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';

prepare();
const tests = ['merge-history', 'recall-history', 'index-content'];
const { status } = spawnSync(
  process.execPath,
  [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'database', ...tests, ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit', env: { HISTORIES: '6', GATEHOUSE_BUILT: '1', ...process.env } },
);
process.exitCode = status ?? 1;
