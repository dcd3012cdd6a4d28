import { objectionCourse, stepAfter } from '@gatehouse/law';
import { type ActContext, act } from '../../../kernel/act.js';
import { newId } from '../../../kernel/ids.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { systemViewer } from '../../../kernel/viewer.js';
import type { InquiryDoors, Platform } from '../doors.js';
import { endOf } from '../rules/clocks.js';
import { verbInto } from '../rules/objection.js';
import { answerStore, type Answer } from '../store/answer-store.js';
import { type Application, applicationStore } from '../store/application-store.js';
import { type ObjectionRow, objectionStore, type StepRow } from '../store/objection-store.js';
import { openPersons } from '../store/person-sealing.js';
import { toldStore } from '../store/told-store.js';
import { advance } from './advance.js';
import { questionOf } from './ask-registry.js';
import { answerStands } from './conclude-objection.js';

const longestChain = 8;

type Held = {
  readonly objection: ObjectionRow;
  readonly row: Application;
  readonly answer: Answer;
  readonly last: StepRow;
};

/** Carries an objection whose step was done to the next one. Repeats safely: one that has moved on, or ended, is left alone. */
export async function carryObjection(platform: Platform, objectionId: string): Promise<void> {
  await act(platform.kernel, systemViewer('exchange'), 'inquiry.carry-objection', async (context) => {
    const held = await hold(platform, context, objectionId);
    if (held === undefined) return void (await context.record({ details: { carried: false } }));
    await context.record({ object: { kind: 'inquiry', id: held.row.id }, details: { after: held.last.step } });
    await carry(platform, context, held);
  });
}

/** The objection, its answer and its inquiry, held in the order in which a recall holds them. */
async function hold({ kernel }: Platform, context: ActContext, objectionId: string): Promise<Held | undefined> {
  const store = objectionStore(context);
  const found = await store.byId(objectionId);
  const answer = found && (await answerStore(kernel.keys, context).byApplication(found.applicationId));
  const [row] = found === undefined ? [] : await applicationStore(context).heldByIds([found.applicationId]);
  const objection = await store.byId(objectionId);
  const last = (await store.steps(objectionId)).at(-1);
  if (objection === undefined || answer === undefined || row === undefined || last === undefined) return undefined;
  return objection.endedAt !== null || last.endedAt === null ? undefined : { objection, row, answer, last };
}

async function carry(
  platform: Platform,
  context: ActContext,
  { objection, answer, last, ...held }: Held,
): Promise<void> {
  const { kernel, doors } = platform;
  const decision = await toldStore(kernel.keys, context).openDecision(held.row);
  const outcome = decision?.outcome === 'no_record' ? 'no_record' : 'record_found';
  const course = objectionCourse(doors.law.pack, outcome, objection.at);
  const row = held.row.state === 'OBJECTED' ? await advance(context, doors, held.row, 'take-up') : held.row;
  let next = stepAfter(course, last.step);
  const ministry = await ministryAbove(doors, context, row.reviewerId);
  if (next?.responsible === 'ministry' && ministry === null) next = stepAfter(course, next.id);
  if (next === undefined) return;
  // Nothing was found, so that there is nothing to compare: the authority answers by itself.
  if (next.responsible === 'reviewing') return answerStands(platform, context, row, objection);
  const verb = verbInto[next.responsible];
  const moved = verb === null ? row : await advance(context, doors, row, verb);
  const dueAt = endOf(doors.law, next.deadline, context.now);
  await objectionStore(context).begin({
    objectionId: objection.id,
    applicationId: row.id,
    sequence: last.sequence + 1,
    step: next.id,
    authorityId: next.responsible === 'ministry' ? ministry : null,
    superiorId: next.responsible === 'ministry' ? null : row.reviewerId,
    senderId: last.authorityId,
    dueAt,
  });
  if (next.responsible === 'registry') await askAgain(platform, context, { row: moved, objection, answer, dueAt });
}

/** Asks the registry to look again, by the day of the step: a question of its own, that names the one whose answer is objected to. */
async function askAgain(
  { kernel, doors }: Platform,
  context: ActContext,
  { row, objection, answer, dueAt }: Omit<Held, 'last'> & { readonly dueAt: Date },
): Promise<void> {
  const person = (await openPersons(kernel.keys, context, [row])).get(row.id);
  if (person === undefined) return;
  const recheckId = newId();
  await objectionStore(context).setRecheck(objection.id, recheckId);
  const question = questionOf(row, person, recheckId, context.now);
  await doors.sendToRegistry(context, 'inquiry.ask', [
    { ...question, recheckOf: answer.askId, dueAt: dueAt.toISOString() },
  ]);
}

/** The ministry above an authority; null where its chain of organisations ends without one. */
async function ministryAbove(
  { organisation }: InquiryDoors,
  transaction: Transaction,
  from: string | null,
): Promise<string | null> {
  let id = from;
  for (let level = 0; level < longestChain && id !== null; level += 1) {
    const at = await organisation(transaction, id);
    if (at?.kind === 'ministry') return at.id;
    id = at?.parentId ?? null;
  }
  return null;
}
