import { builtInCalendar, builtInPacks, loadPack, packDefaults } from '@gatehouse/law';
import { organisationById, useEmergencyLook } from '../../apps/server/src/modules/access/index.js';
import { openExchange } from '../../apps/server/src/modules/exchange/index.js';
import { checkEnteredPerson } from '../../apps/server/src/modules/inquiry/index.js';
import { sweepProhibitions } from '../../apps/server/src/modules/supervision/actions/sweep-prohibitions.js';
import type { TestNode } from './test-node.js';

/** Lets the watch over prohibitions look now, wired as the house wires it, instead of waiting for its loop. */
export function sweepNow({ kernel }: TestNode): Promise<void> {
  const { pack } = loadPack(builtInPacks.get('cn-minors-law'), builtInPacks);
  const calendar = builtInCalendar(pack.calendar);
  if (calendar === undefined) throw new Error('the pack has no calendar');
  const { sendMessages } = openExchange(kernel.keys, { roles: [], receivers: () => ({}) });
  return sweepProhibitions({
    kernel,
    doors: {
      law: { pack, calendar, settings: packDefaults },
      organisation: organisationById,
      useEmergencyLook,
      checkPerson: (person, now) => checkEnteredPerson(person, { pack, now, inventedNumbers: 'only' }),
      documentTypes: [],
      sendToPlatform: (context, type, messages) => sendMessages(context, 'platform', type, messages),
    },
  });
}
