import { type LawPack, purposeRequirements } from '@gatehouse/law';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { Monitoring } from '../rules/facts.js';
import { coverageStore } from '../store/coverage-store.js';
import { enrolmentStore } from '../store/enrolment-store.js';

/**
 * Whether the registry follows these employments, by employment: from its word that it does. A post that the law pack does not have monitored
 * is not kept under watch.
 */
export async function monitoringOf(
  pack: LawPack,
  transaction: Transaction,
  employmentIds: readonly string[],
): Promise<ReadonlyMap<string, Monitoring>> {
  const rows = await coverageStore(transaction).employments(employmentIds);
  const standing = await enrolmentStore(transaction).standing(employmentIds);
  return new Map(
    rows.map(({ id, postClass, unitType }): [string, Monitoring] => {
      const { legalBases } = purposeRequirements(pack, pack.monitoring.purpose, postClass, unitType, transaction.now);
      if (legalBases.length === 0) return [id, 'not_kept'];
      return [id, standing.get(id)?.state === 'confirmed' ? 'watched' : 'unwatched'];
    }),
  );
}
