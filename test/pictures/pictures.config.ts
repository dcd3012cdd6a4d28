import { defineConfig } from 'vitest/config';

const source = { conditions: ['gatehouse-source'] };

/** Not part of the suite: it takes pictures to be looked at, and reports what a machine can see of them. */
export default defineConfig({
  resolve: source,
  ssr: { resolve: source },
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/pictures/*.pictures.ts'],
    maxWorkers: 1,
    maxConcurrency: 3,
    fileParallelism: false,
    testTimeout: 3_600_000,
    hookTimeout: 600_000,
  },
});
