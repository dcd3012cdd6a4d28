import { isDocumentType, parseDocumentNumber } from '@gatehouse/matching/identity-number';
import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { type Viewer, viewerName } from '../../../kernel/viewer.js';
import type { Desk } from '../doors.js';
import { requireSecondPerson } from '../policy.js';
import type { OpenedOrder } from '../store/order-sealing.js';
import { prohibitionStore } from '../store/prohibition-store.js';
import { endsOn, entryAbout, holdOrder, tellPlatform } from './write-prohibition.js';

type Done = { readonly id: string; readonly version: number };

/**
 * A second procurator has held the order against the judgment and read the number off it: from now on it has an effect, and the platform
 * is told in the same act.
 * @throws DomainError `prohibition-own-entry`; `prohibition-number-differs`; `not-found`; `prohibition-not-at-step`; `changed-meanwhile`
 */
export async function verifyProhibition(
  desk: Desk,
  viewer: Viewer,
  id: string,
  { version, documentNumber }: { readonly version: number; readonly documentNumber: string },
): Promise<Done> {
  return act(desk.kernel, viewer, 'supervision.verify-prohibition', async (context) => {
    const { row, order, person } = await holdOrder(desk, context, id, version, ['ENTERED']);
    requireSecondPerson(row.enteredBy, viewer);
    if (!holdsNumber(person, documentNumber)) refuse('prohibition-number-differs');
    const entryId = await context.record(entryAbout(desk, id, row.regime, person));
    const verified = { ...order, state: 'VERIFIED' } as const;
    const told = await tellPlatform(desk, context, { told: null, order: verified, person }, entryId);
    const next = await prohibitionStore(context).update(
      row,
      {
        ...{ state: 'VERIFIED', verifiedBy: viewerName(viewer), verifiedAt: context.now },
        endsOn: endsOn(desk, verified),
        ...told,
      },
      { verb: 'verify' },
    );
    return { id, version: next.version };
  });
}

/**
 * A second procurator found something wrong: back to whoever entered it.
 * @throws DomainError as `verifyProhibition`
 */
export async function returnProhibition(
  desk: Desk,
  viewer: Viewer,
  id: string,
  { version, reason }: { readonly version: number; readonly reason: string },
): Promise<Done> {
  return act(desk.kernel, viewer, 'supervision.return-prohibition', async (context) => {
    const { row, person, sealer } = await holdOrder(desk, context, id, version, ['ENTERED']);
    requireSecondPerson(row.enteredBy, viewer);
    const seal = (actionId: string): Buffer => sealer.seal('words', actionId, reason);
    const next = await prohibitionStore(context).update(row, { state: 'RETURNED' }, { verb: 'return', seal });
    await context.record(entryAbout(desk, id, row.regime, person));
    return { id, version: next.version };
  });
}

/** Whether one of the documents has the number that was read off the judgment, both in their one form. */
function holdsNumber({ documents }: OpenedOrder['person'], typed: string): boolean {
  return documents.some(({ type, number }) => {
    const read = isDocumentType(type) ? parseDocumentNumber(type, typed).number : typed;
    return read === number;
  });
}
