import { defineConfig } from 'vitest/config';
import { builtCode, builtFiles } from './test/built-code.js';

// Pure parts are read from their sources: no build before a run of a second.
const source = { conditions: ['gatehouse-source'] };
const shared = { resolve: source, ssr: { resolve: source } };

// Nodes and journeys run what was built, as an office does.
const built = { plugins: [builtCode] };
const external = { deps: { external: [builtFiles] } };

export default defineConfig({
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
        ...built,
        test: {
          name: 'database',
          server: external,
          sequence: { groupOrder: 1 },
          // Commands open nodes and start threads.
          include: ['apps/server/src/**/*.database.test.ts', 'apps/cli/src/**/*.test.ts', 'test/**/*.database.test.ts'],
          exclude: ['**/*.drill.test.ts', '**/node_modules/**'],
          maxWorkers: 3,
          isolate: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          globalSetup: ['test/built-code.ts', 'test/database-templates.ts', 'test/demonstration-template.ts'],
        },
      },
      {
        ...built,
        test: {
          // What is killed on the way, over and over: `npm run drills`.
          name: 'drills',
          server: external,
          sequence: { groupOrder: 3 },
          include: ['apps/*/src/**/*.drill.test.ts', 'test/**/*.drill.test.ts'],
          maxWorkers: 2,
          testTimeout: 300_000,
          hookTimeout: 120_000,
          globalSetup: ['test/built-code.ts', 'test/database-templates.ts', 'test/demonstration-template.ts'],
        },
      },
      {
        ...built,
        test: {
          name: 'journeys',
          server: external,
          // In the order of the files: what a page shows is told before its window is closed.
          sequence: { groupOrder: 2, hooks: 'list' },
          include: ['test/journeys/**/*.test.ts'],
          setupFiles: ['test/journeys/on-failure.ts'],
          maxWorkers: 2,
          isolate: false,
          testTimeout: 300_000,
          hookTimeout: 300_000,
          globalSetup: ['test/built-code.ts', 'test/demonstration-template.ts'],
        },
      },
    ],
  },
});
