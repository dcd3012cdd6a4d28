import type { ExchangeMessage } from '@gatehouse/contract';
import type { ActContext } from '../../../kernel/act.js';
import { newId } from '../../../kernel/ids.js';
import type { Platform } from '../doors.js';
import { type Answer, answerStore } from '../store/answer-store.js';
import { type Application, applicationStore } from '../store/application-store.js';
import { openPersons } from '../store/person-sealing.js';
import { toldStore } from '../store/told-store.js';
import { questionOf } from './ask-registry.js';
import { tellPersons } from './tell-person.js';
import { voidAnswers } from './void-answers.js';

/** An inquiry whose answer is void. */
export type Recalled = { readonly row: Application; readonly answer: Answer };

/**
 * Takes back answers that the registry says are void, in the act that notes its message: a told answer becomes void, one that nobody
 * was told yet is asked for anew. A recall that comes before its answer is the second. Of a question that was taken back, is
 * unknown, or was recalled before, it is let go. Held in the order of a release: the answers, then the rows.
 */
export async function receiveRecalls(
  platform: Platform,
  context: ActContext,
  bodies: readonly ExchangeMessage<'inquiry.recall'>[],
): Promise<void> {
  const answers = answerStore(platform.kernel.keys, context);
  await answers.noteVoid(bodies.map(({ askId }) => askId));
  const held = await answers.byAskIds(bodies.map(({ askId }) => askId));
  const answerOf = new Map(held.map((answer) => [answer.applicationId, answer]));
  const rows = await applicationStore(context).heldByIds([...answerOf.keys()]);
  const recalled = rows.flatMap((row) => {
    const answer = answerOf.get(row.id);
    return answer === undefined ? [] : [{ row, answer }];
  });
  const told = recalled.filter(({ answer }) => answer.state === 'RELEASED');
  const waiting = recalled.filter(({ row, answer }) => row.state === 'ASKING' && answer.state !== 'RELEASED');
  if (told.length > 0) await voidAnswers(platform, context, told);
  // What was found without a question is not asked for: nobody saw that it was there, and nobody will.
  const unasked = waiting.filter(({ row }) => row.monitored);
  for (const { row, answer } of unasked) {
    await answers.advance(answer, 'cancel');
    await context.record({ object: { kind: 'inquiry', id: row.id } }, 'inquiry.recall');
  }
  const asked = waiting.filter(({ row }) => !row.monitored);
  if (asked.length > 0) await askAnew(platform, context, asked);
  for (let rest = bodies.length - told.length - waiting.length; rest > 0; rest -= 1)
    await context.record({ details: { kept: false } }, 'inquiry.recall');
}

/** Puts questions again whose answer nobody was told; the unit sees nothing of it. Who was told first hears that it is void. */
async function askAnew(platform: Platform, context: ActContext, recalled: readonly Recalled[]): Promise<void> {
  const { kernel, doors } = platform;
  const rows = recalled.map(({ row }) => row);
  const persons = await openPersons(kernel.keys, context, rows);
  const questions = recalled.flatMap(({ row, answer }) => {
    const person = persons.get(row.id);
    return person === undefined ? [] : [{ row, answer, person, askId: newId() }];
  });
  const toldFirst = recalled.filter(({ answer }) => answer.state === 'PERSON_TOLD').map(({ row }) => row);
  await answerStore(kernel.keys, context).askAnew(questions);
  await toldStore(kernel.keys, context).endObjections(rows.map(({ id }) => id));
  await doors.sendToRegistry(
    context,
    'inquiry.ask',
    questions.map(({ row, person, askId }) => questionOf(row, person, askId, context.now)),
  );
  await tellPersons(platform, context, toldFirst, 'record-recalled');
  for (const row of rows)
    await context.record(
      { object: { kind: 'inquiry', id: row.id }, purpose: row.purpose, authority: row.legalBases.join(', ') },
      'inquiry.ask-anew',
    );
}
