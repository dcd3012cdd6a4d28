import type { ErrorCode } from '@gatehouse/contract';
import type { ActContext } from '../../../kernel/act.js';
import { viewerName } from '../../../kernel/viewer.js';
import type { InquiryDoors } from '../doors.js';
import { isAnnounced } from '../rules/announced.js';
import { dueIn } from '../rules/clocks.js';
import { type InquiryVerb, step } from '../rules/states.js';
import { type Application, type ApplicationChanges, applicationStore } from '../store/application-store.js';
import { type Advance, factsOf } from './advance.js';

type Moved = {
  readonly row: Application;
  readonly changes: ApplicationChanges & { state: Application['state'] };
  readonly told: Advance['told'];
};

/** Which rows moved, and which the state machine refused, with the code of the guard. */
export type AdvancedMany = {
  readonly moved: readonly Application[];
  readonly refused: readonly { readonly row: Application; readonly code: ErrorCode }[];
};

/**
 * Takes many inquiries one step on, in a few statements however many they are: the same as `advance`, row by row, but for
 * a refusal, which leaves its row and not the others. Rows have to be held by this transaction.
 */
export async function advanceMany(
  context: ActContext,
  doors: InquiryDoors,
  rows: readonly Application[],
  verb: InquiryVerb,
  bring: (row: Application) => Advance = () => ({}),
): Promise<AdvancedMany> {
  const groups = new Map<string, Moved[]>();
  const refused: { row: Application; code: ErrorCode }[] = [];
  for (const row of rows) {
    const { changes = {}, facts = {}, told } = bring(row);
    const result = step(row.state, verb, { ...factsOf(row, context), ...facts });
    if (!result.ok) {
      refused.push({ row, code: result.code });
      continue;
    }
    const dueAt = result.state === row.state ? row.dueAt : dueIn(doors.law, result.state, row.standing, context.now);
    const moved = { row, told, changes: { dueAt, ...changes, state: result.state } };
    const key = JSON.stringify(moved.changes);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [moved]);
    else group.push(moved);
  }
  const store = applicationStore(context);
  const moved: Application[] = [];
  for (const group of groups.values()) {
    const [first] = group;
    if (first !== undefined)
      moved.push(
        ...(await store.updateMany(
          group.map(({ row: { id }, told }) => ({ id, ...told })),
          first.changes,
        )),
      );
  }
  const before = new Map(rows.map((row) => [row.id, row]));
  await store.appendMany(
    moved.map((next) => ({
      applicationId: next.id,
      sequence: next.version,
      verb,
      state: next.state,
      actor: viewerName(context.viewer),
      organisationId: context.viewer.kind === 'account' ? context.viewer.organisationId : null,
      detail: bring(before.get(next.id) ?? next).detail ?? {},
    })),
  );
  if (isAnnounced(verb) && moved.length > 0)
    await doors.announce(
      context,
      moved.map(({ id }) => id),
    );
  return { moved, refused };
}
