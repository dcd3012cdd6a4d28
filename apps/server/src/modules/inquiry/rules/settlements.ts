import { settlementKinds } from '@gatehouse/contract';
import { type LawPack, settlementsFor } from '@gatehouse/law';
import { barredByRecord, type SettlementKind } from './states.js';

type Settled = { readonly purpose: string; readonly standing: 'candidate' | 'serving' };

/** What may be said to have come of an answer: what the pack offers for purpose and standing, in its order. */
export function settlementsOffered(pack: LawPack, { purpose, standing }: Settled, now: Date): SettlementKind[] {
  return settlementsFor(pack, purpose, standing, now).flatMap(
    ({ id }) => settlementKinds.find((kind) => kind === id) ?? [],
  );
}

/** Of these, what an answer leaves: with a record found nothing that puts the person to work. */
export function settlementsLeft(offered: readonly SettlementKind[], outcome: string | undefined): SettlementKind[] {
  return offered.filter((kind) => outcome !== 'record_found' || !barredByRecord.includes(kind));
}
