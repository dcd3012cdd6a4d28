import type { ActContext } from '../../../kernel/act.js';
import { newId } from '../../../kernel/ids.js';
import type { LostAct, ReapplyOutcome } from '../../../kernel/module.js';
import type { Platform } from '../doors.js';
import { isVoid } from '../rules/objection.js';
import { fitsState, openStates } from '../rules/states.js';
import { answerStore } from '../store/answer-store.js';
import { type Application, applicationStore } from '../store/application-store.js';
import { consentStore } from '../store/consent-store.js';
import { consentWords } from '../views/consent-words.js';
import { advance } from './advance.js';
import { eraseInquiries } from './keep.js';
import { voidAnswers } from './void-answers.js';

/** Does again what an older copy of the database, put back, has lost: a consent withdrawn, an answer recalled, an inquiry erased. */
export async function reapplyToInquiry(
  platform: Platform,
  context: ActContext,
  lost: LostAct,
): Promise<ReapplyOutcome> {
  const [row] = await applicationStore(context).byIds([lost.objectId]);
  if (row === undefined) return 'unknown';
  if (lost.act === 'erased') return eraseAgain(platform, context, row);
  if (lost.act === 'recalled') return recallAgain(platform, context, row);
  if (lost.act !== 'consent_withdrawn' || row.permission !== 'consent') return 'by_hand';
  return withdrawAgain(platform, context, row, lost.act);
}

/** Erases again what the copy brought back, whatever state it is in there. */
async function eraseAgain(platform: Platform, context: ActContext, row: Application): Promise<ReapplyOutcome> {
  if (row.erasedAt !== null) return 'already';
  await eraseInquiries(platform, context, [row.id]);
  await context.record({ object: { kind: 'inquiry', id: row.id }, lasts: 'erased' }, 'retention.erase');
  return 'done';
}

/**
 * Makes an answer void again. In a copy in which it was not told yet nothing is: the registry's answer to the old question may
 * still come, so people have to ask anew.
 */
async function recallAgain(platform: Platform, context: ActContext, row: Application): Promise<ReapplyOutcome> {
  if (isVoid(row.state)) return 'already';
  const answer = await answerStore(platform.kernel.keys, context).byApplication(row.id);
  if (answer?.state !== 'RELEASED' || !fitsState(row.state, 'recall')) return 'by_hand';
  await voidAnswers(platform, context, [{ row, answer }]);
  return 'done';
}

/**
 * Withdraws a consent again (A19). Nobody in that copy was told of a record yet: whoever is told can no longer withdraw. An inquiry
 * without a standing consent is left as it is, since nothing can be asked in it without a new one.
 */
async function withdrawAgain(
  platform: Platform,
  context: ActContext,
  row: Application,
  act: string,
): Promise<ReapplyOutcome> {
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
