import { withTransaction } from '../../kernel/database/transaction.js';
import type { Job, JobHandler } from '../../kernel/jobs.js';
import { systemViewer } from '../../kernel/viewer.js';
import { advanceComparison, reviewComparisons } from './actions/advance-comparison.js';
import { answerAsk } from './actions/answer-ask.js';
import { checkImport, enterImport } from './actions/work-import.js';
import type { Registry } from './registry.js';
import { askStore } from './store/ask-store.js';

/** Queues of the registry. */
export const registryQueues = [
  'registry.answer-ask',
  'registry.retry-asks',
  'registry.advance-comparison',
  'registry.review-comparisons',
  'registry.check-import',
  'registry.enter-import',
] as const;

const mostAsksAtOnce = 1000;

/** The work of each queue. Every one of them may run twice for one job. */
export function registryJobs(registry: Registry): Record<(typeof registryQueues)[number], JobHandler> {
  return {
    'registry.answer-ask': (job) => answerAsk(registry, idIn(job, 'askId')),
    'registry.retry-asks': () => retryAsks(registry),
    'registry.advance-comparison': (job) => advanceComparison(registry, idIn(job, 'comparisonId')),
    'registry.review-comparisons': (job) => reviewComparisons(registry, personsIn(job)),
    'registry.check-import': (job) => checkImport(registry, idIn(job, 'importId')),
    'registry.enter-import': (job) => enterImport(registry, idIn(job, 'importId')),
  };
}

/** A source was heard of: asks that waited for one are worked again; those whose source is still silent stay open. */
async function retryAsks(registry: Registry): Promise<void> {
  const { kernel } = registry;
  const ids = await withTransaction(kernel.database, systemViewer('matcher'), kernel.clock.now(), (transaction) =>
    askStore(kernel.keys, transaction).waitingForSource(mostAsksAtOnce),
  );
  for (const id of ids) await answerAsk(registry, id);
}

/** The persons of a job; one written before several went together names a single one. */
function personsIn(job: Job): string[] {
  const { personIds } = job.data;
  return Array.isArray(personIds) ? personIds.map(String) : [idIn(job, 'personId')];
}

function idIn({ data }: Job, name: string): string {
  const id = data[name];
  if (typeof id !== 'string') throw new Error(`a job of the registry lacks its ${name}`);
  return id;
}
