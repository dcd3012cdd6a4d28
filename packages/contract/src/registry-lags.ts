import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { RegistryWords } from './registry-facts.js';

/** One deciding body of one source in one month. Null where fewer records were entered than the law pack lets be told. */
export const EntryLagView = z.object({
  month: z.iso.date(),
  source: RegistryWords,
  sourceCode: z.string(),
  divisions: z.array(z.string()).describe('Prefixes of division codes that the source covers; none: the whole country'),
  decidingBody: z.string(),
  decidingBodyName: z.string().describe('Empty where it is not told'),
  records: z.number().int().nullable(),
  medianDays: z.number().int().nullable(),
  ninetiethDays: z.number().int().nullable(),
  worstDays: z.number().int().nullable(),
});
export type EntryLagView = z.infer<typeof EntryLagView>;

/** How late records come. */
export const registryLagEndpoints = {
  entryLags: endpoint({
    method: 'GET',
    path: '/api/registry/entry-lags',
    access: 'registry:entry-lags',
    summary: 'Days from the effect of decisions to their entry, by deciding body, source and month, the worst first',
    query: z.object({ months: z.coerce.number().int().min(1).max(36).default(12) }),
    answer: z.object({ fewestRecords: z.number().int(), items: z.array(EntryLagView) }),
    journal: { act: 'registry.read-entry-lags' },
  }),
};
