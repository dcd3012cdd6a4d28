import {
  type FieldProblem,
  type JointFileProgress,
  type JointFileRecord,
  type JointUnit,
  keptOf,
  type RosterLoad,
  type Words,
} from '@gatehouse/contract';
import type { z } from 'zod';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { sealersFor } from '../../../kernel/sealing.js';
import type { Workplace } from '../doors.js';
import { placedUnplaced } from '../file/joint.js';
import { stateOfPart, worstFirst } from '../rules/divide.js';
import { type JointFile, type JointPart, jointFileStore } from '../store/joint-file-store.js';
import { nothingTaken, type Taken } from '../store/load-store.js';
import words from '../words.json' with { type: 'json' };

const next: Readonly<Record<JointFile['state'], Words>> = words.jointNext;

/** How far a file is, in counts; nothing of the file. */
export async function jointProgress(transaction: Transaction, file: JointFile): Promise<JointFileProgress> {
  const parts = file.state === 'DIVIDED' || file.rows === 0 ? [] : await jointFileStore(transaction).parts(file.id);
  const unplaced = file.unplacedRows;
  const done = file.state === 'DIVIDED' ? file.rows : unplaced + parts.reduce((sum, part) => sum + part.done, 0);
  return {
    id: file.id,
    version: file.version,
    state: file.state,
    createdAt: file.createdAt.toISOString(),
    whole: file.whole,
    progress: { rows: file.rows, done: Math.min(done, file.rows) },
    units: file.units,
    unplaced,
    problems: file.problems as FieldProblem[],
    ...keptOf(file),
    next: nextOf(file),
  };
}

function nextOf({ state, unplacedRows, erasedAt }: JointFile): Words {
  if (erasedAt !== null) return words.jointNext.ERASED;
  return state === 'DIVIDED' && unplacedRows > 0 ? words.jointNext.unplaced : next[state];
}

const shownUnplaced = 100;

/** The file by its name, with the part of each unit. For acts alone: names of files and words of units may name a person. */
export async function jointRecord(
  at: Workplace,
  transaction: Transaction,
  file: JointFile,
): Promise<z.infer<typeof JointFileRecord>> {
  const { keys } = at.kernel;
  const parts = await jointFileStore(transaction).parts(file.id);
  const named = await sealersFor(keys, transaction, [file.dataKeyId], 'workforce.joint_file');
  const reasons = await sealersFor(
    keys,
    transaction,
    parts.flatMap(({ dataKeyId, sentBack }) => (sentBack === null ? [] : [dataKeyId])),
    'workforce.roster_load',
  );
  const reasonOf = ({ loadId, dataKeyId, sentBack }: JointPart): string | undefined =>
    sentBack === null ? undefined : reasons.get(dataKeyId)?.open('sent_back', loadId, sentBack);
  const called = await at.doors.called(
    transaction,
    parts.map(({ unitId }) => unitId),
  );
  const units = parts.map((part) => partView(part, called(part.unitId), reasonOf(part)));
  const unplaced = await jointFileStore(transaction).unplaced(file.id);
  const columns = file.columns as (RosterLoad['columns'][number] & { readonly key?: string })[];
  return {
    fileName: named.get(file.dataKeyId)?.open('file_name', file.id, file.fileName) ?? '—',
    columns: columns.map(({ header, understoodAs }) => ({ header, understoodAs })),
    units: worstFirst(units),
    unplaced: placedUnplaced(unplaced.slice(0, shownUnplaced), columnsOf(file)),
  };
}

/** The columns that were understood, by what they fill. */
export function columnsOf({ columns }: JointFile): { readonly key: string; readonly header: string }[] {
  return (columns as { readonly header: string; readonly key?: string }[]).flatMap(({ header, key }) =>
    key === undefined ? [] : [{ key, header }],
  );
}

function partView(part: JointPart, unit: Words, sentBack: string | undefined): JointUnit {
  const state = stateOfPart({ ...part, sentBack: part.sentBack !== null });
  const taken: Taken = { ...nothingTaken, ...(part.taken as Partial<Taken>) };
  const { new: fresh = 0, changed = 0, left = 0, problem = 0 } = part.counts;
  return {
    unitId: part.unitId,
    unit,
    state,
    rows: part.rows,
    counts: {
      new: fresh + taken.new,
      changed: changed + taken.changed,
      left: left + taken.left,
      problem: problem + taken.refused,
    },
    ...(sentBack === undefined ? {} : { sentBack }),
  };
}
