import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));
const source = /^(.*\/(?:apps|packages)\/[^/]+)\/src\/(.*)\.ts$/;

/** What is loaded as it was built, by the runtime alone. */
export const builtFiles = /\/(?:apps|packages)\/[^/]+\/dist\//;

/**
 * Lets tests run the code that was built instead of its sources: whatever they import of an app or a package is its file in `dist`,
 * one copy for all, loaded by Node itself. A thread of a suite of many files would else spend a quarter of a minute of the processor
 * on reading a thousand sources. `buildFirst` sees to it that what was built is of today.
 */
export const builtCode: Plugin = {
  name: 'built-code',
  enforce: 'pre',
  async resolveId(wanted, importer) {
    const resolved = await this.resolve(wanted, importer, { skipSelf: true });
    const [, place, file] = source.exec(resolved?.id ?? '') ?? [];
    const built = place === undefined ? undefined : `${place}/dist/${file}.js`;
    return built !== undefined && existsSync(built) ? { id: built } : resolved;
  },
};

/** Before the tests of a project that run built code: builds what changed, unless `npm test` just did. */
export default function buildFirst(): void {
  if (process.env.GATEHOUSE_BUILT === '1') return;
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [compiler, '-b'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error('the build failed: the lines above say why');
}
