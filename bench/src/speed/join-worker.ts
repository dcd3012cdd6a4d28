import { appendFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { openJoin, openNumberJoin, type SharedIndex } from '@gatehouse/matching';

/** What a joining thread is started with. */
export type JoinTask = {
  readonly people: SharedIndex;
  readonly records: SharedIndex;
  readonly by: 'number' | 'evidence';
  /** Hits are appended here, one pair of ids a line. */
  readonly hits: string;
};

const { people, records, by, hits } = workerData as JoinTask;
const join = by === 'evidence' ? openJoin(people, records) : undefined;
const byNumber = by === 'number' ? openNumberJoin(people, records) : undefined;

parentPort?.on('message', ([from, to]: [number, number]) => {
  const lines: string[] = [];
  let crowded = 0;
  byNumber?.run(from, to, (person, record) => lines.push(`${person}\t${record}\n`));
  join?.run(from, to, {
    pair: ({ personId, recordId, band }) => lines.push(`${personId}\t${recordId}\t${band}\n`),
    crowdedPerson: () => (crowded += 1),
    crowdedRecord: () => (crowded += 1),
  });
  if (lines.length > 0) appendFileSync(hits, lines.join(''));
  parentPort?.postMessage({ pairs: lines.length, crowded });
});
parentPort?.postMessage({ length: (join ?? byNumber)?.length ?? 0 });
