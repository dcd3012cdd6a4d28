import { createHash } from 'node:crypto';
import type { LawPack } from '@gatehouse/law';

/** What came of an inquiry, as far as a review of grants needs to know it. */
export type Granted = { readonly purpose: string; readonly settlement: unknown };

/** Whether something was granted by this inquiry that the law pack has looked at again (Opinions 2020 art. 12). */
export function isGrant({ grantReview }: Pick<LawPack, 'grantReview'>, { purpose, settlement }: Granted): boolean {
  if (purpose !== grantReview.purpose || typeof settlement !== 'object' || settlement === null) return false;
  return 'kind' in settlement && settlement.kind === grantReview.settlement;
}

/** What is kept of the inquiry whose record has something looked at again: enough to know it by, should its answer become void, and no more. */
export function groundHash(inquiryId: string): Buffer {
  return createHash('sha256').update(`inquiry.grant-review\0${inquiryId}`).digest();
}
