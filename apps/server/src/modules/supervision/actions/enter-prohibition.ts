import type { ProhibitionEntry } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { newId } from '../../../kernel/ids.js';
import { type Viewer, viewerName } from '../../../kernel/viewer.js';
import type { Desk } from '../doors.js';
import { newOrderSealer, orderTokens, sealOrder } from '../store/order-sealing.js';
import { prohibitionStore } from '../store/prohibition-store.js';
import { entryAbout, holdOrder, soundEntry } from './write-prohibition.js';

type Done = { readonly id: string; readonly version: number };

/**
 * Enters an order from the judgment. It has no effect until a second procurator has verified it.
 * @throws DomainError `prohibition-problems` with the fields
 */
export async function enterProhibition(desk: Desk, viewer: Viewer, entry: ProhibitionEntry): Promise<Done> {
  if (viewer.kind !== 'account') refuse('not-signed-in');
  const { kernel } = desk;
  return act(kernel, viewer, 'supervision.enter-prohibition', async (context) => {
    const { person, caseFacts, columns } = soundEntry(desk, context.now, entry);
    const id = newId();
    const sealer = await newOrderSealer(kernel.keys, context);
    const row = await prohibitionStore(context).insert({
      ...{ id, organisationId: viewer.organisationId, divisionCode: viewer.divisionCode, dataKeyId: sealer.dataKeyId },
      ...sealOrder(sealer, id, person, caseFacts),
      tokens: [...orderTokens(kernel.keys, person.documents).kept],
      ...columns,
    });
    await context.record(entryAbout(desk, id, row.regime, person));
    return { id, version: row.version };
  });
}

/**
 * Enters an order again that nobody has verified yet; whoever does is the one who entered it.
 * @throws DomainError `prohibition-problems`; `not-found`; `prohibition-not-at-step`; `changed-meanwhile`
 */
export async function amendProhibition(
  desk: Desk,
  viewer: Viewer,
  id: string,
  { version, ...entry }: ProhibitionEntry & { readonly version: number },
): Promise<Done> {
  const { kernel } = desk;
  return act(kernel, viewer, 'supervision.amend-prohibition', async (context) => {
    const { row, sealer } = await holdOrder(desk, context, id, version, ['ENTERED', 'RETURNED']);
    const { person, caseFacts, columns } = soundEntry(desk, context.now, entry);
    const next = await prohibitionStore(context).update(
      row,
      {
        ...sealOrder(sealer, id, person, caseFacts),
        tokens: [...orderTokens(kernel.keys, person.documents).kept],
        ...columns,
        ...{ state: 'ENTERED', enteredBy: viewerName(viewer), enteredAt: context.now },
      },
      { verb: 'amend' },
    );
    await context.record(entryAbout(desk, id, next.regime, person));
    return { id, version: next.version };
  });
}
