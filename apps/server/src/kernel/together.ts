import { DomainError } from './errors.js';

/** Failures that concern every piece of work alike: doing each by itself would meet the same. */
const ofAll = new Set(['journal-behind', 'log-ahead-of-database', 'storage-full', 'not-ready']);

/**
 * Works many things in one act. Where that fails, each is done in an act of its own, so that one which cannot be done leaves
 * the others; its failure is thrown when all have been tried.
 * @param work does things that may have been done already
 */
export async function workTogether(
  ids: readonly string[],
  work: (ids: readonly string[]) => Promise<void>,
): Promise<void> {
  try {
    await work(ids);
  } catch (error) {
    if (ids.length < 2 || (error instanceof DomainError && ofAll.has(error.code))) throw error;
    await eachByItself(ids, work);
  }
}

async function eachByItself(ids: readonly string[], work: (ids: readonly string[]) => Promise<void>): Promise<void> {
  const failures: unknown[] = [];
  for (const id of ids) await work([id]).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}
