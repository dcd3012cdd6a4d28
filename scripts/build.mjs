// Builds every workspace. Needs nothing but Node and the installed dependencies.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

function run(script, args, cwd = root) {
  const result = spawnSync(process.execPath, [script, ...args], { cwd, stdio: 'inherit' });
  if (result.status !== 0) process.exit(result.status ?? 1);
}

run(`${root}node_modules/typescript/bin/tsc`, ['-b']);
if (existsSync(`${root}apps/web/index.html`)) {
  run(`${root}node_modules/typescript/bin/tsc`, ['-p', 'apps/web', '--noEmit']);
  run(`${root}node_modules/vite/bin/vite.js`, ['build', '--logLevel', 'warn'], `${root}apps/web`);
  const verifier = ['build', '--config', 'vite.verifier.config.ts', '--logLevel', 'warn'];
  run(`${root}node_modules/vite/bin/vite.js`, verifier, `${root}apps/web`);
}
