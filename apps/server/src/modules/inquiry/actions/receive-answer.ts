import type { ExchangeMessage } from '@gatehouse/contract';
import type { ActContext } from '../../../kernel/act.js';
import type { Platform } from '../doors.js';
import { arrivalOf } from '../rules/states.js';
import { answerStore } from '../store/answer-store.js';
import { applicationStore } from '../store/application-store.js';

/**
 * Keeps an answer of the registry until it is told. The inquiry's row is not touched, and the same statements run whatever
 * was answered. An answer to a question taken back, told already or unknown is let go.
 */
export async function receiveAnswer(
  platform: Platform,
  context: ActContext,
  body: ExchangeMessage<'inquiry.answer'>,
): Promise<void> {
  const answers = answerStore(platform.kernel.keys, context);
  const answer = await answers.byAskId(body.askId);
  if (answer === undefined) {
    await context.record({ details: { kept: false } });
    return;
  }
  const row = await applicationStore(context).byId(answer.applicationId);
  const kept = await answers.advance(answer, arrivalOf(body.outcome), {
    body: await answers.sealBody(answer, row.dataKeyId, body),
    answeredAt: context.now,
    leavesFrom: context.now,
    silenceToldAt: null,
  });
  // For every answer about serving staff, so that what is done on arrival does not tell which one it is.
  if (row.standing === 'serving') await context.enqueue('inquiry.release-priority', { inquiryId: row.id });
  await context.record({ object: { kind: 'inquiry', id: row.id }, details: { kept } });
}
