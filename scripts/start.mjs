// `npm start`: from a fresh checkout to a running node.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';

prepare();
const node = spawn(process.execPath, [join(root, 'apps/cli/bin/gatehouse.js'), 'serve', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => node.kill(signal));
node.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 0));
