// `npm run pictures`: a picture of every page in every state, into .pictures. See test/pictures/README.md.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';

prepare();
const words = ['run', '--config', 'test/pictures/pictures.config.ts', ...process.argv.slice(2)];
const result = spawnSync(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), ...words], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(result.status ?? 1);
