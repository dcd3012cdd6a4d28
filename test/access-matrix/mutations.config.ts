import { defineConfig } from 'vitest/config';

const source = { conditions: ['gatehouse-source'] };

/** Not part of the suite: it takes policies away, one by one, and sees who notices. */
export default defineConfig({
  resolve: source,
  ssr: { resolve: source },
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/access-matrix/*.mutations.ts'],
    globalSetup: ['test/database-templates.ts', 'test/demonstration-template.ts'],
    maxWorkers: 1,
    // The tests of the database without one policy after the other take longest: hours where the processor is shared.
    testTimeout: 6 * 3_600_000,
    hookTimeout: 600_000,
  },
});
