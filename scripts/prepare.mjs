// What `npm start` and `npm test` do first, with nothing but Node: check it, install what the lock says, build what changed.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const leastNode = [20, 19];

export function say(english, chinese) {
  process.stdout.write(`${english}\n${chinese}\n`);
}

export function stop(english, chinese) {
  process.stderr.write(`${english}\n${chinese}\n`);
  process.exit(1);
}

/** Refuses a Node that is too old. */
function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > leastNode[0] || (major === leastNode[0] && minor >= leastNode[1])) return;
  stop(
    `Gatehouse needs Node.js ${leastNode.join('.')} or later; this is ${process.versions.node}. Install a newer one from your system or nodejs.org.`,
    `守门需要 Node.js ${leastNode.join('.')} 或更高版本,当前为 ${process.versions.node}。请升级后重试。`,
  );
}

function hashOf(parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}

function stamped(file, value) {
  return existsSync(file) && readFileSync(file, 'utf8') === value;
}

/** Installs exactly what the lock file says, unless that is what stands there. */
function install() {
  const lock = hashOf([readFileSync(join(root, 'package-lock.json')), process.versions.modules]);
  const stamp = join(root, 'node_modules', '.gatehouse-lock');
  if (stamped(stamp, lock)) return;
  say('Installing dependencies (once; some minutes) …', '正在安装依赖(仅首次,需数分钟)……');
  const npm = process.env.npm_execpath;
  const [command, words] = npm === undefined ? ['npm', ['ci']] : [process.execPath, [npm, 'ci']];
  const result = spawnSync(command, [...words, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: npm === undefined && process.platform === 'win32',
  });
  if (result.status !== 0)
    stop('The dependencies could not be installed; the lines above say why.', '依赖安装失败,原因见上。');
  writeFileSync(stamp, lock);
}

/** Every file a build depends on, with its time and size. */
function sources(folder, found = []) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (['node_modules', 'dist', '.git', 'data'].includes(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) sources(path, found);
    else found.push(`${path} ${statSync(path).mtimeMs} ${statSync(path).size}`);
  }
  return found;
}

/** Builds when a source has changed since the last build. */
export function build() {
  const state = hashOf(
    ['packages', 'apps', 'bench', 'scripts'].flatMap((folder) => sources(join(root, folder))).sort(),
  );
  const stamp = join(root, 'node_modules', '.gatehouse-build');
  if (stamped(stamp, state) && existsSync(join(root, 'apps/cli/dist/main.js'))) return;
  say('Building …', '正在构建……');
  const result = spawnSync(process.execPath, [join(root, 'scripts/build.mjs')], { cwd: root, stdio: 'inherit' });
  if (result.status !== 0) stop('The build failed; the lines above say why.', '构建失败,原因见上。');
  writeFileSync(stamp, state);
}

/** Makes the checkout ready to run. */
export function prepare() {
  checkNode();
  install();
  build();
}
