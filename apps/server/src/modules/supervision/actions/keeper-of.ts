import type { Words } from '@gatehouse/contract';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Desk } from '../doors.js';
import { organisationName } from '../views/words.js';

/** The procuratorate that keeps something, where it is another one than the viewer's, which then only reads it. */
export async function keeperOf(
  { doors }: Desk,
  transaction: Transaction,
  viewer: Viewer & { readonly kind: 'account' },
  { organisationId }: { readonly organisationId: string | null },
): Promise<{ readonly keeper?: Words }> {
  if (organisationId === null || organisationId === viewer.organisationId) return {};
  return { keeper: organisationName(await doors.organisation(transaction, organisationId)) };
}
