import type { Words } from '@gatehouse/contract';
import { civilDateAt, coveragePeriod } from '@gatehouse/law';
import { type ActContext, act } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { newId, newReadableCode } from '../../../kernel/ids.js';
import { systemViewer } from '../../../kernel/viewer.js';
import type { Organisation, Workplace } from '../doors.js';
import { type AtWork, bandToFix, certificateCodeLength, searchTextOf } from '../rules/certificate.js';
import { fixingStore } from '../store/certificate-store.js';
import { coverageStore } from '../store/coverage-store.js';

const viewer = systemViewer('coverage');
const chunk = 100;

/**
 * Fixes what everybody is shown of every unit for the period that has begun, once: a hundred units in an act, so that a kill costs one
 * chunk. What happens afterwards shows with the next period. While nobody is on any roster there is nothing to fix: the period of a
 * new node begins with its first roster.
 */
export async function fixCoverage(workplace: Workplace): Promise<void> {
  while (await isUnfinished(workplace))
    await act(workplace.kernel, viewer, 'workforce.fix-coverage', fixNext(workplace));
}

async function isUnfinished({ kernel, doors }: Workplace): Promise<boolean> {
  const now = kernel.clock.now();
  const { from } = coveragePeriod(doors.law.pack, now);
  return withTransaction(kernel.database, viewer, now, async (transaction) => {
    const fixing = await fixingStore(transaction).of(from);
    if (fixing === undefined) return coverageStore(transaction).hasEmployments();
    return fixing.finishedAt === null;
  });
}

function fixNext({ doors }: Workplace): (context: ActContext) => Promise<void> {
  return async (context) => {
    const { pack } = doors.law;
    const store = fixingStore(context);
    const { from: standsFrom, until: standsUntil } = coveragePeriod(pack, context.now);
    const fixing = (await store.of(standsFrom)) ?? (await store.begin({ id: newId(), standsFrom, standsUntil }));
    const units = await doors.unitsAfter(context, fixing.lastUnitId ?? undefined, chunk);
    const ids = units.map(({ id }) => id);
    const atWork = await store.atWork(ids, civilDateAt(context.now));
    const called = await doors.called(context, ids, 'country');
    const figures = [];
    for (const unit of units) {
      const band = bandToFix(pack, atWork.get(unit.id) ?? nobody);
      if (band !== undefined)
        figures.push({ fixingId: fixing.id, band, ...(await namesOf(doors, context, unit, called(unit.id))) });
    }
    await store.write(figures);
    await store.giveCodes(figures.map(({ unitId }) => ({ unitId, code: newReadableCode(certificateCodeLength) })));
    await store.moveOn(fixing.id, ids.at(-1) ?? fixing.lastUnitId, units.length < chunk);
    const object = { kind: 'workforce.coverage-fixing', id: fixing.id };
    await context.record({ object, details: { units: units.length, figures: figures.length } });
  };
}

const nobody: AtWork = { staff: 0, checked: 0 };

/** A unit and its authority as they are named for the period, told apart for everybody, and how the unit is searched. */
async function namesOf(doors: Workplace['doors'], context: ActContext, unit: Organisation, called: Words) {
  const { reviewerId, superiorId } = await doors.authorityOf(context, unit);
  const authority = reviewerId === null ? undefined : await doors.organisation(context, reviewerId);
  const { id: unitId, nameEn, nameZh, creditCode, divisionCode } = unit;
  return {
    unitId,
    reviewerId,
    superiorId,
    nameEn: called.en,
    nameZh: called.zh,
    divisionCode,
    searchText: searchTextOf([nameZh, nameEn, creditCode]),
    authorityEn: authority?.nameEn ?? nameEn,
    authorityZh: authority?.nameZh ?? nameZh,
    asOf: context.now,
  };
}
