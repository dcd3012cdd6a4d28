import type { ExchangeMessage } from '@gatehouse/contract';
import { builtInCalendar, builtInPacks, loadPack, packDefaults } from '@gatehouse/law';
import { act } from '../../apps/server/src/kernel/act.js';
import { systemViewer } from '../../apps/server/src/kernel/viewer.js';
import { organisationById, procuratoratesOf, useEmergencyLook } from '../../apps/server/src/modules/access/index.js';
import { openExchange } from '../../apps/server/src/modules/exchange/index.js';
import { checkEnteredPerson } from '../../apps/server/src/modules/inquiry/index.js';
import { receiveOwedGaps } from '../../apps/server/src/modules/supervision/actions/receive-owed-gaps.js';
import { sweepProhibitions } from '../../apps/server/src/modules/supervision/actions/sweep-prohibitions.js';
import type { Desk } from '../../apps/server/src/modules/supervision/doors.js';
import type { TestNode } from './test-node.js';

/** Lets the watch over prohibitions look now, instead of waiting for its loop. */
export function sweepNow(node: TestNode): Promise<void> {
  return sweepProhibitions(deskOf(node));
}

/** Hands casework what a platform elsewhere tells of a gap, as the exchange does. */
export async function tellOwedGap(node: TestNode, body: ExchangeMessage<'gap.owed'>): Promise<void> {
  const from = { node: 'platform', role: 'platform' } as const;
  await act(node.kernel, systemViewer('exchange'), 'exchange.receive', (context) =>
    receiveOwedGaps(deskOf(node), context, [{ id: body.referralId, from, sentAt: node.clock.now(), body }]),
  );
}

/** The desk of a node, wired as the house wires it. */
function deskOf({ kernel }: TestNode): Desk {
  const { pack } = loadPack(builtInPacks.get('cn-minors-law'), builtInPacks);
  const calendar = builtInCalendar(pack.calendar);
  if (calendar === undefined) throw new Error('the pack has no calendar');
  const { sendMessages } = openExchange(kernel.keys, { roles: [], receivers: () => ({}), keptDays: 1 });
  return {
    kernel,
    doors: {
      law: { pack, calendar, settings: packDefaults },
      organisation: organisationById,
      procuratorates: (transaction) => procuratoratesOf(transaction, ['procurator']),
      useEmergencyLook,
      checkPerson: (person, now) => checkEnteredPerson(person, { pack, now, inventedNumbers: 'only' }),
      documentTypes: [],
      sendToPlatform: (context, type, messages) => sendMessages(context, 'platform', type, messages),
    },
  };
}
