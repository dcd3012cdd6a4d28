import type { ActContext } from '../../../kernel/act.js';
import type { LostAct, ReapplyOutcome, ReceivedMessage } from '../../../kernel/module.js';
import type { Platform } from '../doors.js';
import { documentTokens } from '../store/person-sealing.js';
import { toldLookStore } from '../store/told-look-store.js';

/**
 * Takes looks by officers that a node of casework tells of, for the page of whom they are about. Whether this node knows that person is not
 * looked at: what is kept is the same for everybody.
 */
export async function receiveLooks(
  { kernel }: Pick<Platform, 'kernel'>,
  context: ActContext,
  messages: readonly ReceivedMessage<'look.tell'>[],
): Promise<void> {
  const store = toldLookStore(kernel.keys, context);
  for (const { from, body } of messages) {
    const isNew = await store.keep(from.node, body);
    await context.record(
      {
        object: { kind: 'inquiry.told-look', id: body.lookId },
        subjects: documentTokens(kernel.keys, [body.document]).subjects,
        purpose: body.ground,
        lasts: toldWord(from.node),
        details: { node: from.node, kept: isNew },
      },
      'inquiry.receive-look',
    );
  }
}

/** Takes how many looks at anybody are withheld on a node of casework. */
export async function receiveWithheldCounts(
  { kernel }: Pick<Platform, 'kernel'>,
  context: ActContext,
  messages: readonly ReceivedMessage<'look.count'>[],
): Promise<void> {
  const store = toldLookStore(kernel.keys, context);
  for (const { from, body } of messages) {
    await store.count(from.node, body);
    await context.record(
      { object: { kind: 'day', id: body.day }, details: { node: from.node, looks: body.looks } },
      'inquiry.receive-withheld-count',
    );
  }
}

const toldVerb = 'told';

/** The word on the list of lasting acts (`told:<node>`): who can tell once more. */
function toldWord(node: string): string {
  return `${toldVerb}:${node}`;
}

/**
 * Asks for a look of which an older copy of the database, put back, may know nothing. What is known is told twice and kept once, and its time counts
 * from when it was told first.
 */
export async function askForLookAgain(
  { kernel, doors }: Pick<Platform, 'kernel' | 'doors'>,
  context: ActContext,
  { act, objectId: lookId, at }: LostAct,
): Promise<ReapplyOutcome> {
  const [verb, ...node] = act.split(':');
  if (verb !== toldVerb) return 'by_hand';
  await toldLookStore(kernel.keys, context).noteAskedAgain(lookId, at);
  await doors.askCaseworkAgain(context, { lookId }, node.join(':'));
  await context.record({ object: { kind: 'inquiry.told-look', id: lookId }, lasts: act }, 'inquiry.ask-for-look');
  return 'done';
}
