/** How far a look at everybody enrolled is. */
export type RescreeningMark = {
  readonly stage: 'enrolments' | 'records' | 'crowd';
  readonly enrolments: number;
  readonly enrolmentsDone: number;
  readonly recordsDone: number;
  readonly afterEnrolmentId: string | null;
  readonly afterRecordId: string | null;
  readonly crowd: readonly string[];
  readonly crowdWaiting: readonly string[];
  readonly crowdAfterId: string | null;
  readonly crowdDone: number;
};

/** A chunk that was looked at: the ids, in their order, and whether nobody is left in its stage. */
export type RescreeningChunk = {
  readonly ids: readonly string[];
  readonly isLast: boolean;
  readonly lists: readonly string[];
  readonly records: number;
};

const [firstChunk, largestChunk] = [100, 5000];

/** Ids of the next chunk: few at first, so that a short look shows how far it is and a long one has few entries. */
export function chunkSize({ enrolmentsDone, recordsDone, crowdDone }: RescreeningMark): number {
  return Math.min(largestChunk, Math.max(firstChunk, enrolmentsDone + recordsDone + crowdDone));
}

/** Records of a crowd that people are looked for at once; where there are more, everybody enrolled is screened by themselves. */
export const mostInCrowd = 1000;

/** Records of a crowd, each once, in no more room than says that there are too many to be looked for. */
export function joinedCrowd(...crowds: readonly (readonly string[])[]): string[] {
  return [...new Set(crowds.flat())].slice(0, mostInCrowd + 1);
}

/** The mark after a chunk. Those on record who were crowded, and those that came meanwhile, make another pass over the enrolled. */
export function afterChunk(
  mark: RescreeningMark,
  chunk: RescreeningChunk,
  crowded: readonly string[],
): Partial<RescreeningMark> & {
  readonly lists?: readonly string[];
  readonly records?: number;
  readonly state?: 'finished';
} {
  const { ids, isLast, lists, records } = chunk;
  const last = ids.at(-1);
  if (mark.stage === 'enrolments') {
    const done = mark.enrolmentsDone + ids.length;
    return {
      lists,
      afterEnrolmentId: last ?? mark.afterEnrolmentId,
      // Who came or left meanwhile is counted as they were found.
      enrolments: isLast ? done : Math.max(mark.enrolments, done),
      enrolmentsDone: done,
      ...(isLast ? { stage: 'records' as const } : {}),
    };
  }
  if (mark.stage === 'records') {
    const done = mark.recordsDone + ids.length;
    return {
      afterRecordId: last ?? mark.afterRecordId,
      records: isLast ? done : Math.max(records, done),
      recordsDone: done,
      ...nextPass(joinedCrowd(mark.crowdWaiting, crowded), isLast),
    };
  }
  const afterPass = { crowdAfterId: last ?? mark.crowdAfterId, crowdDone: mark.crowdDone + ids.length };
  return { ...afterPass, ...nextPass(mark.crowdWaiting, isLast) };
}

function nextPass(crowdWaiting: readonly string[], isLast: boolean) {
  if (!isLast) return { crowdWaiting };
  if (crowdWaiting.length === 0) return { crowdWaiting, state: 'finished' as const };
  const fresh = { crowd: crowdWaiting, crowdWaiting: [], crowdAfterId: null, crowdDone: 0 };
  return { ...fresh, stage: 'crowd' as const };
}
