import { withTransaction } from '../../kernel/database/transaction.js';
import type { Job, JobHandler } from '../../kernel/jobs.js';
import type { BackgroundLoop } from '../../kernel/module.js';
import { repeating } from '../../kernel/repeating.js';
import { systemViewer } from '../../kernel/viewer.js';
import { advanceComparison, reviewComparisons } from './actions/advance-comparison.js';
import { answerAsks } from './actions/answer-ask.js';
import { advanceMerge } from './actions/advance-merge.js';
import { proposeMerges } from './actions/propose-merges.js';
import { rescreenEverybody } from './actions/rescreen.js';
import { rescreen } from './actions/rescreen-chunk.js';
import { takeOffCanary, tellSilentWays } from './actions/carry-canaries.js';
import { destroyLeft, destroyLeftBehind } from './actions/destroy-left.js';
import { markLate } from './actions/mark-late.js';
import { reviewAnswers } from './actions/review-answers.js';
import { sweepMerges } from './actions/sweep-merges.js';
import { watchEnrolments, watchRecords } from './actions/watch.js';
import { checkImport, enterImport } from './actions/work-import.js';
import type { Registry } from './registry.js';
import { askStore } from './store/ask-store.js';

/** Queues of the registry. */
export const registryQueues = [
  'registry.answer-ask',
  'registry.retry-asks',
  'registry.advance-comparison',
  'registry.review-comparisons',
  'registry.review-answers',
  'registry.propose-merges',
  'registry.advance-merge',
  'registry.sweep-merges',
  'registry.check-import',
  'registry.enter-import',
  'registry.keep-index',
  'registry.watch-records',
  'registry.watch-enrolments',
  'registry.rescreen',
  'registry.rescreen-everybody',
  'registry.take-off-canary',
  'registry.destroy-left-keys',
] as const;

const mostAsksAtOnce = 1000;

/** The work of each queue. Every one of them may run twice for one job. */
export function registryJobs(registry: Registry): Record<(typeof registryQueues)[number], JobHandler> {
  return {
    'registry.answer-ask': async (job) => {
      await registry.matcher.ready();
      await answerAsks(registry, idsIn(job, 'askIds', 'askId'));
    },
    'registry.retry-asks': () => retryAsks(registry),
    'registry.advance-comparison': (job) => advanceComparison(registry, idIn(job, 'comparisonId')),
    'registry.review-comparisons': (job) => reviewComparisons(registry, idsIn(job, 'personIds', 'personId')),
    'registry.review-answers': (job) =>
      reviewAnswers(registry, idsIn(job, 'personIds', 'personId'), job.data['answers'] === 'all' ? 'all' : 'found'),
    'registry.propose-merges': async (job) => {
      await proposeMerges(registry, idsIn(job, 'personIds', 'personId'));
    },
    'registry.advance-merge': (job) => advanceMerge(registry, idIn(job, 'mergeId')),
    'registry.sweep-merges': (job) => sweepMerges(registry, idIn(job, 'sweepId')),
    'registry.check-import': (job) => checkImport(registry, idIn(job, 'importId')),
    'registry.keep-index': () => registry.matcher.keep(),
    'registry.watch-records': (job) => watchRecords(registry, idsIn(job, 'recordIds', 'recordId')),
    'registry.watch-enrolments': async (job) => {
      await watchEnrolments(registry, idsIn(job, 'enrolmentIds', 'enrolmentId'));
    },
    'registry.rescreen-everybody': () => rescreenEverybody(registry),
    'registry.rescreen': (job) => rescreen(registry, idIn(job, 'rescreeningId')),
    'registry.take-off-canary': (job) => takeOffCanary(registry, idIn(job, 'askId')),
    'registry.destroy-left-keys': (job) =>
      destroyLeft(registry, { enrolmentIds: idsIn(job, 'enrolmentIds', ''), dataKeyIds: idsIn(job, 'dataKeyIds', '') }),
    'registry.enter-import': (job) => enterImport(registry, idIn(job, 'importId')),
  };
}

const canaryMilliseconds = 60_000;

/** Notices the canaries that do not come. */
export function canaryLoop(registry: Registry): BackgroundLoop {
  return repeating(registry.kernel, 'canaries', canaryMilliseconds, () => tellSilentWays(registry));
}

const lateMilliseconds = 60_000;

/** Marks what the desk did not decide in time. */
export function lateLoop(registry: Registry): BackgroundLoop {
  return repeating(registry.kernel, 'late answers', lateMilliseconds, (goesOn) => markLate(registry, goesOn));
}

const leftMilliseconds = 600_000;

/** Destroys what an older version left behind, once after a start. */
export function leftKeysLoop(registry: Registry): BackgroundLoop {
  let isDone = false;
  return repeating(registry.kernel, 'keys of those who left', leftMilliseconds, async (goesOn) => {
    if (!isDone) await destroyLeftBehind(registry, goesOn);
    isDone = true;
  });
}

/** A source was heard of: asks that waited for one are worked again; those whose source is still silent stay open. */
async function retryAsks(registry: Registry): Promise<void> {
  const { kernel, matcher } = registry;
  await matcher.ready();
  const ids = await withTransaction(kernel.database, systemViewer('matcher'), kernel.clock.now(), (transaction) =>
    askStore(kernel.keys, transaction).waitingForSource(mostAsksAtOnce),
  );
  await answerAsks(registry, ids);
}

/** What a job names; one written before several went together names a single one. */
function idsIn(job: Job, many: string, one: string): string[] {
  const ids = job.data[many];
  return Array.isArray(ids) ? ids.map(String) : [idIn(job, one)];
}

function idIn({ data }: Job, name: string): string {
  const id = data[name];
  if (typeof id !== 'string') throw new Error(`a job of the registry lacks its ${name}`);
  return id;
}
