import type { RosterEntry, RosterProgress, RosterRowEntry } from '@gatehouse/contract';
import { act, type ActContext, readAct } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Workplace } from '../doors.js';
import { type Load, loadStore } from '../store/load-store.js';
import { documentTokens } from '../store/person-store.js';
import { entryIn, rowSealerOf, rowStore } from '../store/row-store.js';
import { loadProgress, refuseState } from '../views/load-view.js';
import { comparedEntry } from './compare-rows.js';
import { settleLeft } from './process-roster.js';

/** One row as it was read, for the clerk who mends it. */
export async function readRowEntry(
  { kernel }: Workplace,
  viewer: Viewer,
  id: string,
  rowId: string,
): Promise<RosterRowEntry> {
  return readAct(kernel, viewer, 'workforce.read-roster-row', async (context) => {
    const load = await loadStore(context).byId(id);
    const row = await rowStore(context).byId(id, rowId);
    const entry = entryIn(row, await rowSealerOf(kernel.keys, context, load));
    if (entry === undefined) refuse('not-found');
    const { subjects } = documentTokens(kernel.keys, entry.person.documents);
    context.record({ object: { kind: 'workforce.roster', id }, subjects });
    const { person, ...terms } = entry;
    return { ...person, ...terms, documents: [...person.documents], formerNames: [...person.formerNames] };
  });
}

/** Replaces one row: it is checked and compared anew, and who has left is settled anew. */
export async function mendRosterRow(
  at: Workplace,
  viewer: Viewer,
  id: string,
  rowId: string,
  entry: RosterEntry,
): Promise<RosterProgress> {
  const { keys } = at.kernel;
  return act(at.kernel, viewer, 'workforce.mend-roster-row', async (context) => {
    const load = await readyLoad(context, id);
    const rows = rowStore(context);
    const { rowNumber } = await rows.byId(id, rowId);
    if (rowNumber === null) refuse('not-found');
    const compared = await comparedEntry(context, at, load, { id: rowId, rowNumber, entry });
    if (compared.employmentId !== null) await rows.removeLeft(id, compared.employmentId);
    await rows.replace(compared, await rowSealerOf(keys, context, load));
    await settleLeft(load, context);
    const { subjects } = documentTokens(keys, compared.entry.person.documents);
    await context.record({ object: { kind: 'workforce.roster', id }, subjects });
    return loadProgress(context, load);
  });
}

/** Leaves out the rows that cannot be taken, or one of them. */
export async function dropProblems(
  { kernel }: Workplace,
  viewer: Viewer,
  id: string,
  { rowId, version }: { readonly rowId?: string | undefined; readonly version: number },
): Promise<RosterProgress> {
  return act(kernel, viewer, 'workforce.drop-roster-problems', async (context) => {
    const load = await readyLoad(context, id);
    const next = await loadStore(context).update({ id, version }, {});
    const rows = rowStore(context);
    let dropped = 1;
    if (rowId === undefined) dropped = await rows.removeOf(id, 'problem');
    else if ((await rows.byId(id, rowId)).kind === 'problem') await rows.remove([rowId]);
    else refuse('not-found');
    await settleLeft(load, context);
    await context.record({ object: { kind: 'workforce.roster', id }, details: { rows: dropped } });
    return loadProgress(context, next);
  });
}

async function readyLoad(context: ActContext, id: string): Promise<Load> {
  const load = await loadStore(context).held(id);
  return load.state === 'READY' ? load : refuseState(load);
}
