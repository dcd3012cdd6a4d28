// `npm run freeze -- NAME`: what this version writes, kept for the versions that come. See test/operations/frozen/README.md.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';

const [name] = process.argv.slice(2);
const into = join(root, 'test/operations/frozen', name ?? '');
if (name === undefined || !/^[\w.-]+$/.test(name) || existsSync(into)) {
  process.stderr.write('npm run freeze -- NAME: a name of letters, digits, dots and lines that is not taken yet\n');
  process.exit(2);
}
prepare();
const { status } = spawnSync(
  process.execPath,
  [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--config', 'test/operations/frozen/freeze.config.ts'],
  { cwd: root, stdio: 'inherit', env: { ...process.env, FREEZE_INTO: into } },
);
process.exitCode = status ?? 1;
