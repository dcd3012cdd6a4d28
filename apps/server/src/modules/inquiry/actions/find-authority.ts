import type { Transaction } from '../../../kernel/database/transaction.js';
import type { InquiryDoors, Organisation } from '../doors.js';

/** Who reviews an inquiry, and who stands above them. */
export type Authority = { readonly reviewerId: string | null; readonly superiorId: string | null };

// A chain of organisations is as long as the levels of administration; a longer one is a circle.
const longestChain = 8;

/** Whether an organisation is the authority that the pack names, or the ministry above all of its kind. */
function isAuthority(organisation: Organisation, reviewedBy: string): boolean {
  if (reviewedBy === 'qualification_body') return organisation.kind === 'qualification';
  if (organisation.kind === 'ministry') return reviewedBy === 'education';
  return organisation.authority === reviewedBy;
}

/**
 * The authority that the pack names, found up the unit's chain of organisations. A qualification body reviews its own by a
 * second person. `next_up`: the one above, because the person heads or sponsors the unit (decision A7).
 */
export async function findAuthority(
  doors: Pick<InquiryDoors, 'organisation'>,
  transaction: Transaction,
  unit: Organisation,
  reviewedBy: string,
  level: 'own' | 'next_up',
): Promise<Authority> {
  const chain: Organisation[] = isAuthority(unit, reviewedBy) ? [unit] : [];
  let at = unit;
  for (let step = 0; step < longestChain && at.parentId !== null; step += 1) {
    const parent = await doors.organisation(transaction, at.parentId);
    if (parent === undefined) break;
    if (isAuthority(parent, reviewedBy) || chain.length > 0) chain.push(parent);
    at = parent;
  }
  const place = level === 'next_up' ? 1 : 0;
  return { reviewerId: chain[place]?.id ?? null, superiorId: chain[place + 1]?.id ?? null };
}
