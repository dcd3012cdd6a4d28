import type { ExchangeMessage } from '@gatehouse/contract';
import type { ActContext } from '../../../kernel/act.js';
import type { Workplace } from '../doors.js';
import { enrolmentStore } from '../store/enrolment-store.js';
import { openPersons } from '../store/person-sealing.js';

/** The registry follows these enrolments from now on. One that ended meanwhile stays ended. */
export async function receiveConfirmations(
  context: ActContext,
  bodies: readonly ExchangeMessage<'enrolment.confirmed'>[],
): Promise<void> {
  const store = enrolmentStore(context);
  for (const at of new Set(bodies.map(({ confirmedAt }) => confirmedAt))) {
    const ids = bodies.filter(({ confirmedAt }) => confirmedAt === at).map(({ enrolmentId }) => enrolmentId);
    await store.confirm(ids, new Date(at));
  }
  await context.record({ details: { enrolments: bodies.length } }, 'workforce.confirm-enrolment');
}

/**
 * Two people at the registry found that somebody who serves is on record: an inquiry is opened for the unit that employs them, answered
 * already, in the act that notes the message as received. Of an enrolment that has ended, or for an answer that came before, it is let go.
 */
export async function receiveFindings(
  { kernel, doors }: Workplace,
  context: ActContext,
  bodies: readonly ExchangeMessage<'enrolment.found'>[],
): Promise<void> {
  const store = enrolmentStore(context);
  const enrolments = await store.byIds(bodies.map(({ enrolmentId }) => enrolmentId));
  for (const { enrolmentId, ...answer } of bodies) {
    const enrolment = enrolments.get(enrolmentId);
    const employment = enrolment && (await store.employment(enrolment.employmentId));
    const person = employment && (await openPersons(kernel.keys, context, [employment])).get(employment.id);
    const isNews = enrolment?.state !== 'ended' && !(await store.isFound(enrolmentId, answer.askId));
    if (employment === undefined || person === undefined || !isNews) {
      await context.record({ details: { kept: false } }, 'workforce.receive-finding');
      continue;
    }
    const { unitId, postClass, employmentForm, fromDate, postTitle } = employment;
    const inquiryId = await doors.findServing(kernel, context, {
      ...{ unitId, postClass, employmentForm, startDate: fromDate, answer },
      purpose: doors.law.pack.monitoring.purpose,
      person: { ...person, ...(postTitle === null ? {} : { postTitle }) },
    });
    if (inquiryId !== undefined) await store.noteFinding({ enrolmentId, askId: answer.askId, inquiryId });
    await context.record(
      { object: { kind: 'workforce.employment', id: employment.id }, details: { kept: inquiryId !== undefined } },
      'workforce.receive-finding',
    );
  }
}
