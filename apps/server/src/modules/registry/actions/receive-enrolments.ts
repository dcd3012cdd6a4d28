import type { ActContext } from '../../../kernel/act.js';
import type { ReceivedMessage, Registry } from '../registry.js';
import { askStore } from '../store/ask-store.js';
import { canaryStore } from '../store/canary-store.js';
import { enrolmentStore } from '../store/enrolment-store.js';
import { indexStore } from '../store/index-store.js';
import { handOnLeft } from './destroy-left.js';
import { endAsk, refuseUnknownTerms } from './receive-ask.js';

/**
 * Takes in those who work with children from now on: kept, announced to the index, and compared with everybody on record by a job.
 * The same enrolment again changes nothing, and so does one that was ended before it came.
 */
export async function receiveEnrolments(
  registry: Registry,
  context: ActContext,
  messages: readonly ReceivedMessage<'enrolment.enrol'>[],
): Promise<void> {
  for (const { body } of messages) refuseUnknownTerms(registry, body, context.now);
  const enrolments = enrolmentStore(registry.kernel.keys, context);
  const known = await enrolments.known(messages.map(({ body }) => body.enrolmentId));
  const fresh = new Map(
    messages.flatMap(({ from, body }) =>
      known.has(body.enrolmentId) ? [] : [[body.enrolmentId, { enrolledBy: from.node, body }]],
    ),
  );
  if (fresh.size === 0) return;
  await enrolments.insert([...fresh.values()]);
  await context.enqueue('registry.watch-enrolments', { enrolmentIds: [...fresh.keys()] });
  for (const { body } of fresh.values())
    await context.record(
      {
        object: { kind: 'registry.enrolment', id: body.enrolmentId },
        purpose: body.purpose,
        authority: body.legalBases.join(', '),
      },
      'registry.receive-enrolment',
    );
  for (const { enrolledBy, body } of fresh.values())
    if (body.canary === true) await canaryStore(context).received(enrolledBy, 'monitoring');
  // Last: the turn of the index is everybody's.
  await indexStore(context).announceEnrolled([...fresh.keys()]);
}

/**
 * Ends enrolments of whoever made them, and what is being compared for them alone. What was found stays; all else that was sealed about them
 * is destroyed.
 */
export async function receiveLeaves(
  registry: Registry,
  context: ActContext,
  messages: readonly ReceivedMessage<'enrolment.leave'>[],
): Promise<void> {
  const { keys } = registry.kernel;
  const enrolments = enrolmentStore(keys, context);
  const ids = messages.map(({ body }) => body.enrolmentId);
  const known = await enrolments.known(ids);
  const inForce = new Map((await enrolments.lockAll(ids)).map((enrolment) => [enrolment.id, enrolment]));
  const left: string[] = [];
  const dataKeyIds: string[] = [];
  for (const { from, body } of messages) {
    const { enrolmentId: id } = body;
    const object = { kind: 'registry.enrolment', id };
    await context.record({ object }, 'registry.end-enrolment');
    if (!known.has(id)) await enrolments.insertEnded(id, from.node);
    if (inForce.get(id)?.enrolledBy !== from.node || left.includes(id)) continue;
    dataKeyIds.push(...(await enrolments.leave([id])));
    left.push(id);
    for (const ask of await askStore(keys, context).lockAll(await enrolments.underWay(id)))
      if (ask.state === 'comparing' && (await enrolments.toldBy(ask.id)).length === 0)
        await endAsk(registry, context, ask);
  }
  await handOnLeft(registry, context, { enrolmentIds: left, dataKeyIds });
  await indexStore(context).announceEnrolled(left);
}
