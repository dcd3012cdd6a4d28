import type { EmergencyLook, emergencyLookEndpoints, RequestOf } from '@gatehouse/contract';
import { parseDocumentNumber } from '@gatehouse/matching';
import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { newId } from '../../../kernel/ids.js';
import { newSealer } from '../../../kernel/sealing.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { EmergencyDesk } from '../emergency-setting.js';
import { actingAccount } from '../policy.js';
import { lookState } from '../rules/emergency-look.js';
import { accountStore } from '../store/account-store.js';
import { emergencyLookStore } from '../store/emergency-look-store.js';
import { sealedLookTable, showEmergencyLook } from './show-emergency-looks.js';

/**
 * Asks for what is kept about one person by others. Whether anything is kept is not looked at: the answer is the same. Nothing is open until a
 * second person has approved it.
 * @throws DomainError `emergency-look-running`; `not-found` where this node keeps nothing of the kind
 */
export async function askEmergencyLook(
  desk: EmergencyDesk,
  viewer: Viewer,
  { kind, documentType, number, ground, reason, reference }: RequestOf<typeof emergencyLookEndpoints.ask>['body'],
): Promise<EmergencyLook> {
  const { kernel, doors } = desk;
  const { accountId, organisationId } = actingAccount(viewer);
  return act(kernel, viewer, 'access.ask-emergency-look', async (context) => {
    const document = parseDocumentNumber(documentType, number);
    const tokens = doors.tokens[kind]?.({ type: document.type, number: document.number }) ?? refuse('not-found');
    const looks = emergencyLookStore(context);
    for (const earlier of await looks.ofAccount(accountId)) {
      const state = lookState(earlier, doors.times, context.now);
      if (state === 'waiting' || state === 'open') refuse('emergency-look-running');
      await looks.update(earlier.id, { endedAt: context.now });
    }
    const account = (await accountStore(context).byId(accountId)) ?? refuse('not-found');
    const id = newId();
    const sealer = await newSealer(kernel.keys, context, 'access.emergency-look', sealedLookTable);
    // Who looks is not told by this node, but by the one that keeps the own page, which has to hear about whom it was.
    const told = doors.ownPageElsewhere && JSON.stringify({ type: document.type, number: document.number });
    const row = await looks.insert({
      ...{ id, accountId, organisationId, kind, ground },
      askedByName: account.displayName,
      tokens: [...tokens.kept],
      subjects: [...tokens.subjects],
      dataKeyId: sealer.dataKeyId,
      reason: sealer.seal('reason', id, reason),
      reference: sealer.seal('reference', id, reference),
      document: told === undefined ? null : sealer.seal('document', id, told),
      askedAt: context.now,
    });
    await looks.note(id, 'ask');
    await context.record({
      object: { kind: 'access.emergency-look', id },
      subjects: [...tokens.subjects],
      purpose: ground,
      details: { kind },
    });
    return showEmergencyLook(desk, context, row);
  });
}
