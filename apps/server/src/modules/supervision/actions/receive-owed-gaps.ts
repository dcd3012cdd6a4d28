import type { ActContext } from '../../../kernel/act.js';
import { act } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import type { ReceivedMessage } from '../../../kernel/module.js';
import { systemViewer } from '../../../kernel/viewer.js';
import type { Desk } from '../doors.js';
import { procuratorateFor } from '../rules/owed-gap.js';
import { type OwedGapRow, owedGapStore } from '../store/owed-gap-store.js';
import { organisationName } from '../views/words.js';

const viewer = systemViewer('supervision');
const chunk = 100;

/** A gap is owed to the procuratorate, or went a step further since: kept, given to the one of its district, and confirmed. */
export async function receiveOwedGaps(
  desk: Desk,
  context: ActContext,
  messages: readonly ReceivedMessage<'gap.owed'>[],
): Promise<void> {
  const store = owedGapStore(context);
  for (const { from, body } of messages) {
    const { row, isNew } = await store.keep(from.node, body);
    await context.record(
      { object: aboutGap(row.id), details: { version: body.version, kept: isNew } },
      'supervision.receive-owed-gap',
    );
    if (row.organisationId === null) await placeGap(desk, context, row);
  }
}

/** Gives gaps that no procuratorate has yet to one that is there by now. An act for each, so that one that fails leaves the others. */
export async function placeOwedGaps(desk: Desk): Promise<void> {
  const { kernel } = desk;
  const waiting = await withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    const rows = await owedGapStore(transaction).unplaced(chunk);
    const anybody = rows.length > 0 ? await desk.doors.procuratorates(transaction) : [];
    return anybody.length > 0 ? rows : [];
  });
  for (const row of waiting)
    await act(kernel, viewer, 'supervision.place-owed-gap', (context) => placeGap(desk, context, row));
}

/** Says to the platform what has become of a gap here, and never what was decided. */
export async function tellHeld(
  { doors }: Desk,
  context: ActContext,
  { id: referralId, toldBy, organisationId }: Pick<OwedGapRow, 'id' | 'toldBy' | 'organisationId'>,
  state: 'placed' | 'in_hand' | 'closed',
): Promise<void> {
  const organisation = organisationId === null ? undefined : await doors.organisation(context, organisationId);
  const body = { referralId, state, procuratorate: organisationName(organisation), at: context.now.toISOString() };
  await doors.sendToPlatform(context, 'gap.held', [{ body, peer: toldBy }]);
}

async function placeGap(desk: Desk, context: ActContext, row: OwedGapRow): Promise<void> {
  const found = procuratorateFor(row.divisionCode, await desk.doors.procuratorates(context));
  const details = { organisation: found?.id ?? null };
  await context.record({ object: aboutGap(row.id), details }, 'supervision.place-owed-gap');
  if (found === undefined) return;
  await owedGapStore(context).place(row.id, found);
  await tellHeld(desk, context, { ...row, organisationId: found.id }, 'placed');
}

function aboutGap(id: string) {
  return { kind: 'supervision.owed-gap', id };
}
