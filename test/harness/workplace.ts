import { rolesWith } from '@gatehouse/contract';
import { builtInCalendar, builtInPacks, loadPack, packDefaults } from '@gatehouse/law';
import { systemViewer, withTransaction } from '@gatehouse/server';
import {
  authoritiesOf,
  organisationById,
  organisationsByCode,
  organisationsCalled,
  supplierOf,
  suppliers,
  unitsAfter,
  closedUnitsBelow,
  unitsBelow,
} from '../../apps/server/src/modules/access/index.js';
import { openExchange } from '../../apps/server/src/modules/exchange/index.js';
import {
  checkEnteredPerson,
  checksOf,
  findAuthority,
  stillTold,
  whomChecksAreAbout,
} from '../../apps/server/src/modules/inquiry/index.js';
import type { Workplace } from '../../apps/server/src/modules/workforce/doors.js';
import type { TestNode } from './test-node.js';

export { openReleaseWindows } from '../../apps/server/src/modules/inquiry/actions/open-release-windows.js';
export { fixCoverage } from '../../apps/server/src/modules/workforce/actions/fix-coverage.js';
export { lookAtMarked } from '../../apps/server/src/modules/workforce/actions/sweep-coverage.js';
export { sweepProofs } from '../../apps/server/src/modules/inquiry/actions/sweep-proofs.js';

/** The same workplace, from which casework is told over the exchange as the house tells it. */
export function tellingCasework({ kernel, doors }: Workplace): Workplace {
  const { sendMessages } = openExchange(kernel.keys, { roles: [], receivers: () => ({}), keptDays: 1 });
  return {
    kernel,
    doors: { ...doors, sendToCasework: (context, type, messages) => sendMessages(context, 'casework', type, messages) },
  };
}

/** The workplace of a node, wired as the house wires it, for work that otherwise waits for a loop. */
export function workplaceOf({ kernel }: Pick<TestNode, 'kernel'>): Workplace {
  const { pack } = loadPack(builtInPacks.get('cn-minors-law'), builtInPacks);
  const calendar = builtInCalendar(pack.calendar);
  if (calendar === undefined) throw new Error('the pack has no calendar');
  return {
    kernel,
    doors: {
      law: { pack, calendar, settings: packDefaults },
      publicAddress: 'https://gatehouse.example',
      organisation: organisationById,
      called: organisationsCalled,
      organisationsByCode,
      closedUnitsBelow,
      unitsBelow,
      unitsAfter,
      suppliers,
      supplierOf,
      authoritiesThatMay: (transaction, permission) =>
        authoritiesOf(
          transaction,
          [...new Set(pack.unitTypes.map(({ authority }) => authority))],
          rolesWith(permission),
        ),
      checksOf: (transaction, asked) => checksOf(kernel, transaction, asked),
      whomChecksAreAbout: (transaction, inquiryIds) => whomChecksAreAbout(kernel, transaction, inquiryIds),
      draftChecks: () => Promise.reject(new Error('nothing beside requests drafts a check')),
      draftCheck: () => Promise.reject(new Error('nothing beside requests drafts a check')),
      authorityOf: (transaction, unit) => {
        const reviewedBy = pack.unitTypes.find(({ id }) => id === unit.unitType)?.authority ?? '';
        return findAuthority({ organisation: organisationById }, transaction, unit, reviewedBy, 'own');
      },
      sendToRegistry: () => Promise.reject(new Error('no look enrols anybody')),
      stillTold,
      findServing: () => Promise.reject(new Error('no look finds anybody on record')),
      checkPerson: (person, now) => checkEnteredPerson(person, { pack, now, inventedNumbers: 'only' }),
    },
  };
}

/** What stands of a tip, and of the key that opens it. */
export async function tipRow({ kernel, clock }: TestNode, id: string) {
  return withTransaction(kernel.database, systemViewer('retention'), clock.now(), ({ sql }) =>
    sql
      .selectFrom('workforce.tip')
      .innerJoin('kernel.dataKey', 'kernel.dataKey.id', 'workforce.tip.dataKeyId')
      .select(['place', 'seen', 'note', 'wrapped', 'outcome'])
      .where('workforce.tip.id', '=', id)
      .executeTakeFirstOrThrow(),
  );
}
