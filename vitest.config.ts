import { defineConfig } from 'vitest/config';

// Workspace packages are read from their sources, so that a test never proves yesterday's build.
const source = { conditions: ['gatehouse-source'] };
const shared = { resolve: source, ssr: { resolve: source } };

export default defineConfig({
  ...shared,
  test: {
    reporters: ['default'],
    projects: [
      {
        ...shared,
        test: {
          name: 'packages',
          sequence: { groupOrder: 0 },
          include: [
            'packages/*/src/**/*.test.ts',
            'apps/cli/src/**/*.test.ts',
            'apps/server/src/**/*.test.ts',
            'apps/web/src/**/*.test.ts',
            'bench/src/**/*.test.ts',
          ],
          exclude: ['**/*.database.test.ts', '**/*.drill.test.ts', '**/node_modules/**'],
          maxWorkers: 2,
          // Rules and packages keep nothing between tests: the dictionaries of names are loaded once, not once a file.
          isolate: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        ...shared,
        test: {
          name: 'database',
          sequence: { groupOrder: 1 },
          include: ['apps/server/src/**/*.database.test.ts', 'test/**/*.database.test.ts'],
          maxWorkers: 3,
          isolate: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          globalSetup: ['test/database-templates.ts', 'test/demonstration-template.ts'],
        },
      },
      {
        ...shared,
        test: {
          // What is killed on the way, over and over: `npm run drills`.
          name: 'drills',
          sequence: { groupOrder: 3 },
          include: ['apps/*/src/**/*.drill.test.ts', 'test/**/*.drill.test.ts'],
          maxWorkers: 2,
          testTimeout: 300_000,
          hookTimeout: 120_000,
          globalSetup: ['test/database-templates.ts', 'test/demonstration-template.ts'],
        },
      },
      {
        ...shared,
        test: {
          name: 'journeys',
          // In the order of the files: what a page shows is told before its window is closed.
          sequence: { groupOrder: 2, hooks: 'list' },
          include: ['test/journeys/**/*.test.ts'],
          setupFiles: ['test/journeys/on-failure.ts'],
          maxWorkers: 2,
          isolate: false,
          testTimeout: 300_000,
          hookTimeout: 300_000,
          globalSetup: ['test/demonstration-template.ts'],
        },
      },
    ],
  },
});
