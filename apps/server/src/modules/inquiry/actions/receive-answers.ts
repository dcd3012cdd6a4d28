import type { ExchangeMessage } from '@gatehouse/contract';
import type { ActContext } from '../../../kernel/act.js';
import type { Platform } from '../doors.js';
import { arrivalOf } from '../rules/states.js';
import { answerStore } from '../store/answer-store.js';
import { applicationStore } from '../store/application-store.js';
import { concludeRechecks } from './conclude-objection.js';
import { sealersFor } from '../../../kernel/sealing.js';

/** Answers that arrive together. A question may be answered twice among them: that a source is silent, and then what it said. */
export async function receiveAnswers(
  platform: Platform,
  context: ActContext,
  bodies: readonly ExchangeMessage<'inquiry.answer'>[],
): Promise<void> {
  for (let rest = bodies; rest.length > 0;) {
    const round = rest.filter((body, at) => rest.findIndex(({ askId }) => askId === body.askId) === at);
    await receiveRound(platform, context, round);
    rest = rest.filter((body) => !round.includes(body));
  }
}

/**
 * Keeps answers of the registry until they are told, one to each question. The inquiries' rows are not touched, and the same statements run whatever
 * was answered. An answer to a question taken back, told already or unknown is let go.
 */
async function receiveRound(
  platform: Platform,
  context: ActContext,
  bodies: readonly ExchangeMessage<'inquiry.answer'>[],
): Promise<void> {
  const { keys } = platform.kernel;
  const answers = answerStore(keys, context);
  const rechecks = await concludeRechecks(platform, context, bodies);
  const waiting = new Map((await answers.byAskIds(bodies.map(({ askId }) => askId))).map((one) => [one.askId, one]));
  const rows = await applicationStore(context).byIds([...waiting.values()].map(({ applicationId }) => applicationId));
  const rowOf = new Map(rows.map((row) => [row.id, row]));
  // Loaded together; sealing then finds each key at hand.
  await sealersFor(
    keys,
    context,
    rows.map(({ dataKeyId }) => dataKeyId),
    'inquiry.answer',
  );
  const arriving = [];
  for (const body of bodies) {
    const answer = waiting.get(body.askId);
    const row = answer === undefined ? undefined : rowOf.get(answer.applicationId);
    if (rechecks.has(body.askId)) continue;
    if (answer === undefined || row === undefined) await context.record({ details: { kept: false } });
    else
      arriving.push({
        row,
        answer,
        verb: arrivalOf(body.outcome),
        body: await answers.sealBody(answer, row.dataKeyId, body),
      });
  }
  const kept = await answers.arrive(arriving);
  // For every answer about serving staff, so that what is done on arrival does not tell which one it is.
  const serving = arriving.flatMap(({ row }) => (row.standing === 'serving' ? [row.id] : []));
  if (serving.length > 0) await context.enqueue('inquiry.release-priority', { inquiryIds: serving });
  for (const { row } of arriving)
    await context.record({ object: { kind: 'inquiry', id: row.id }, details: { kept: kept.has(row.id) } });
}
