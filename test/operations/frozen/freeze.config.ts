import { defineConfig } from 'vitest/config';
import { builtCode, builtFiles } from '../../built-code.js';

/** Not part of the suite: it writes what the versions that come have to read. */
export default defineConfig({
  plugins: [builtCode],
  test: {
    server: { deps: { external: [builtFiles] } },
    root: new URL('../../..', import.meta.url).pathname,
    include: ['test/operations/frozen/freeze.ts'],
    testTimeout: 900_000,
    hookTimeout: 300_000,
    globalSetup: ['test/built-code.ts', 'test/demonstration-template.ts'],
  },
});
