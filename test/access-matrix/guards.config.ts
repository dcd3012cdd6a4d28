import { defineConfig } from 'vitest/config';
import type { SourceMutant } from './source-mutants.js';

const source = { conditions: ['gatehouse-source'] };
const mutant = JSON.parse(process.env.MUTANT ?? '{}') as Partial<SourceMutant>;

/** The tests of the policies, with one line of one policy read otherwise than it stands. */
export default defineConfig({
  resolve: source,
  ssr: { resolve: source },
  plugins: [
    {
      name: 'one-line-otherwise',
      enforce: 'pre',
      transform: (code, id) => {
        if (mutant.file === undefined || !id.endsWith(mutant.file)) return undefined;
        const lines = code.split('\n');
        return lines.with((mutant.line ?? 0) - 1, mutant.after ?? '').join('\n');
      },
    },
  ],
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['apps/server/src/modules/*/policy.test.ts'],
    maxWorkers: 1,
    isolate: false,
  },
});
