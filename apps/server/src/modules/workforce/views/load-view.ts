import {
  type FieldProblem,
  keptOf,
  type RosterLoad,
  type RosterProgress,
  type Words,
  wordsOfState,
} from '@gatehouse/contract';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import { sealersFor } from '../../../kernel/sealing.js';
import type { Workplace } from '../doors.js';
import { type Load, nothingTaken, type Taken } from '../store/load-store.js';
import { rowStore } from '../store/row-store.js';
import words from '../words.json' with { type: 'json' };

const next: Readonly<Record<string, Words>> = words.next;
const nothing: Words = { en: '', zh: '' };

/** How far a load is and what its rows would change; nothing of its file. */
export async function loadProgress(transaction: Transaction, load: Load): Promise<RosterProgress> {
  const counts = await rowStore(transaction).counts(load.id);
  const taken: Taken = { ...nothingTaken, ...(load.taken as Partial<Taken>) };
  const differences = counts.new + counts.changed + counts.left;
  const isTaking = load.state === 'TAKING' || load.stoppedIn === 'TAKING' || load.state === 'TAKEN';
  const done = taken.new + taken.changed + taken.left + taken.refused;
  return {
    id: load.id,
    version: load.version,
    state: load.state,
    createdAt: load.createdAt.toISOString(),
    whole: load.whole,
    brought: load.jointFileId !== null,
    ...keptOf(load),
    progress: isTaking ? { rows: done + differences, done } : { rows: load.rows, done: load.done },
    counts,
    taken,
    problems: load.problems as FieldProblem[],
    next: nextOf(load, counts.problem, differences, taken),
  };
}

/** One load with its file. For acts alone: the name of a file may name a person. */
export async function loadView({ kernel }: Workplace, transaction: Transaction, load: Load): Promise<RosterLoad> {
  const sealers = await sealersFor(kernel.keys, transaction, [load.dataKeyId], 'workforce.roster_load');
  const fileName = sealers.get(load.dataKeyId)?.open('file_name', load.id, load.fileName) ?? '—';
  return {
    ...(await loadProgress(transaction, load)),
    fileName,
    columns: load.columns as RosterLoad['columns'],
  };
}

/** Says that a load is at another step. */
export function refuseState({ state }: Load): never {
  return refuse('roster-state', { state: wordsOfState('roster', state) });
}

function nextOf(
  { state, sentBack, jointFileId, erasedAt }: Load,
  problems: number,
  differences: number,
  { refused }: Taken,
): Words {
  if (erasedAt !== null) return next.ERASED ?? nothing;
  if (sentBack !== null) return next['sent-back'] ?? nothing;
  if (state === 'STOPPED' && jointFileId !== null) return next['brought-stopped'] ?? nothing;
  if (state === 'READY' && problems > 0) return next.problems ?? nothing;
  if (state === 'READY' && differences === 0) return next.nothing ?? nothing;
  if (state === 'TAKEN' && refused > 0) return next.refused ?? nothing;
  return next[state] ?? nothing;
}
