import type { ExchangeMessage } from '@gatehouse/contract';
import { objectionCourse } from '@gatehouse/law';
import type { ActContext } from '../../../kernel/act.js';
import { viewerName } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { endOf } from '../rules/clocks.js';
import { answerStore } from '../store/answer-store.js';
import { type Application, applicationStore } from '../store/application-store.js';
import { type ObjectionRow, objectionStore } from '../store/objection-store.js';
import { advance } from './advance.js';
import { closeObjection } from './close-objection.js';
import { tellPersons } from './tell-person.js';
import { voidAnswers } from './void-answers.js';

type Body = ExchangeMessage<'inquiry.answer'>;

/**
 * What came of looking again, for questions that were put because of an objection. A record found again: the answer stands. None:
 * it is void. A silent source decides nothing, and the clock of the step goes on.
 * @returns the questions that were put because of an objection
 */
export async function concludeRechecks(
  platform: Platform,
  context: ActContext,
  bodies: readonly Body[],
): Promise<ReadonlySet<string>> {
  const objections = await objectionStore(context).byRecheckIds(bodies.map(({ askId }) => askId));
  for (const objection of objections) {
    const body = bodies.find(({ askId }) => askId === objection.recheckId);
    const answer = await answerStore(platform.kernel.keys, context).byApplication(objection.applicationId);
    const [row] = await applicationStore(context).heldByIds([objection.applicationId]);
    if (body === undefined || answer === undefined || row?.state !== 'AT_PUBLIC_SECURITY' || body.outcome === 'not_now')
      await context.record({ object: { kind: 'inquiry', id: objection.applicationId }, details: { decided: false } });
    else if (body.outcome === 'record_found') await answerStands(platform, context, row, objection);
    else await voidAnswers(platform, context, [{ row, answer }], 'correct');
  }
  return new Set(objections.flatMap(({ recheckId }) => recheckId ?? []));
}

/** The answer stands: the person is told with reasons, by message, or by a letter that the authority has to write. */
export async function answerStands(
  platform: Platform,
  context: ActContext,
  row: Application,
  objection: ObjectionRow,
): Promise<void> {
  const { doors } = platform;
  const next = await advance(context, doors, row, 'uphold');
  const reached = (await tellPersons(platform, context, [next], 'objection-answered')).has(row.id);
  await closeObjection(context, objection, 'stands', reached ? 'message' : 'letter');
  await beginTelling(platform, context, row, objection, reached);
  await context.record(
    { object: { kind: 'inquiry', id: row.id }, purpose: row.purpose, details: { outcome: 'stands' } },
    'inquiry.answer-objection',
  );
}

/** The last step: telling the person. Where a message reaches them it is done with the answer. */
async function beginTelling(
  { doors }: Platform,
  context: ActContext,
  row: Application,
  objection: ObjectionRow,
  isReached: boolean,
): Promise<void> {
  const store = objectionStore(context);
  const last = objectionCourse(doors.law.pack, 'no_record', objection.at).at(-1);
  if (last === undefined) return;
  const sequence = ((await store.steps(objection.id)).at(-1)?.sequence ?? 0) + 1;
  await store.begin({
    objectionId: objection.id,
    applicationId: row.id,
    sequence,
    step: last.id,
    authorityId: row.reviewerId,
    superiorId: row.superiorId,
    senderId: null,
    dueAt: endOf(doors.law, last.deadline, context.now),
  });
  const telling = (await store.steps(objection.id)).at(-1);
  if (isReached && telling !== undefined) await store.endStep(telling.id, viewerName(context.viewer));
}
