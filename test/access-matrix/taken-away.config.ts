import { defineConfig } from 'vitest/config';
import { builtCode, builtFiles } from '../built-code.js';

/** Tests of the database on PostgreSQL, in a database in which one policy is missing; until the first that fails. */
export default defineConfig({
  plugins: [builtCode],
  test: {
    root: new URL('../..', import.meta.url).pathname,
    server: { deps: { external: [builtFiles] } },
    include: ['apps/server/src/**/*.database.test.ts', 'test/**/*.database.test.ts'],
    // What both engines prove is asked of the one whose template lacks the policy.
    testNamePattern: /^(?!.*\(embedded\))/,
    bail: 1,
    maxWorkers: 2,
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    globalSetup: ['test/access-matrix/handed-templates.ts'],
  },
});
