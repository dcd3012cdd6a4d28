import type { ActContext } from '../../../kernel/act.js';
import { newId } from '../../../kernel/ids.js';
import type { LostAct, ReapplyOutcome } from '../../../kernel/module.js';
import type { Platform } from '../doors.js';
import { fitsState, openStates } from '../rules/states.js';
import { applicationStore } from '../store/application-store.js';
import { consentStore } from '../store/consent-store.js';
import { consentWords } from '../views/consent-words.js';
import { advance } from './advance.js';

/**
 * Withdraws a consent again after an older copy of the database was put back (A19). Nobody in that copy was told of a record
 * yet: whoever is told can no longer withdraw. An inquiry without a standing consent is left as it is, since nothing can be
 * asked in it without a new one.
 */
export async function reapplyWithdrawal(
  platform: Platform,
  context: ActContext,
  { act, objectId }: LostAct,
): Promise<ReapplyOutcome> {
  const [row] = await applicationStore(context).byIds([objectId]);
  if (row === undefined) return 'unknown';
  if (act !== 'consent_withdrawn' || row.permission !== 'consent') return 'by_hand';
  if (!fitsState(row.state, 'withdraw')) {
    const settled = row.state === 'WITHDRAWN' || row.state === 'CANCELLED' || openStates.includes(row.state);
    return settled ? 'already' : 'by_hand';
  }
  const { version: textVersion, hash: textHash } = await consentWords(platform, context, row);
  await advance(context, platform.doors, row, 'withdraw', {
    changes: { permittedAt: row.askedAt === null ? null : row.permittedAt },
  });
  const consent = { id: newId(), applicationId: row.id, kind: 'withdrawn', way: 'link', textVersion, textHash };
  await consentStore(context).insertConsent(consent);
  if (row.askedAt !== null) await context.enqueue('inquiry.take-back', { inquiryId: row.id });
  await context.record({ object: { kind: 'inquiry', id: row.id }, lasts: act }, 'inquiry.withdraw-consent');
  return 'done';
}
