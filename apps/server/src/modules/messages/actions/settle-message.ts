import type { MessageState, MessageView } from '@gatehouse/contract';
import { type ActContext, act } from '../../../kernel/act.js';
import { parseDeliveryStatus } from '../../../kernel/delivery/index.js';
import { refuse } from '../../../kernel/errors.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { isRepeatable, type MessageVerb, problemOfStatus, readDeliveryId } from '../rules.js';
import { openAddresses } from '../sealed-message.js';
import type { MessageSetting } from '../setting.js';
import { messageStore, type StepChange, type StoredMessage } from '../store/message-store.js';
import { messageView } from '../views.js';

/**
 * Sends a message again to the same address, as a new round.
 * @throws DomainError `not-found`, `changed-meanwhile`, `message-not-repeatable`
 */
export async function sendAgain(setting: MessageSetting, viewer: Viewer, id: string, version: number) {
  return act(setting.kernel, viewer, 'messages.send-again', async (context) => {
    const row = await seenBefore(context, id, version);
    if (!isRepeatable(row.state as MessageState, row.template)) refuse('message-not-repeatable');
    await takeStep(context, row, 'asked-again', { round: row.round + 1, attempts: 0, problem: null });
    await context.enqueue('messages.deliver', { messageId: id });
    return presentView(setting, context, id);
  });
}

/**
 * Notes that a printed letter went to the post.
 * @throws DomainError `not-found`, `changed-meanwhile`, `message-not-a-letter`
 */
export async function markPosted(setting: MessageSetting, viewer: Viewer, id: string, version: number) {
  return act(setting.kernel, viewer, 'messages.mark-posted', async (context) => {
    const row = await seenBefore(context, id, version);
    if (row.state !== 'printed') refuse('message-not-a-letter');
    await takeStep(context, row, 'posted', {});
    return presentView(setting, context, id);
  });
}

/**
 * Takes a delivery status notice (RFC 3464). Counts the messages it marks as bounced: none for a delay or an older round.
 * @throws DomainError `bounce-unreadable` for any other mail, or one about no message of this node; `bounce-too-early` while it is
 * not noted yet that the present round has left: mail can be faster than that
 */
export async function takeBounce({ kernel }: MessageSetting, viewer: Viewer, mail: string) {
  return act(kernel, viewer, 'messages.bounce', async (context) => {
    const notice = parseDeliveryStatus(mail);
    const named = notice?.messageId === undefined ? undefined : readDeliveryId(notice.messageId);
    const row = named === undefined ? undefined : await messageStore(context).byId(named.id);
    if (notice === undefined || named === undefined || row === undefined) return refuse('bounce-unreadable');
    const failure = notice.recipients.find(({ action }) => action === 'failed');
    const isPresent = row.round === named.round;
    if (failure !== undefined && isPresent && row.state === 'queued') refuse('bounce-too-early');
    if (failure === undefined || row.state !== 'sent' || !isPresent) {
      await context.record({ object: { kind: 'messages.message', id: row.id }, details: { bounced: false } });
      return { bounced: 0 };
    }
    await takeStep(context, row, 'bounced', { problem: problemOfStatus(failure.status) });
    return { bounced: 1 };
  });
}

async function seenBefore(context: ActContext, id: string, version: number): Promise<StoredMessage> {
  const row = await messageStore(context).byId(id);
  if (row === undefined) return refuse('not-found');
  return row.version === version ? row : refuse('changed-meanwhile');
}

async function takeStep(context: ActContext, row: StoredMessage, verb: MessageVerb, change: StepChange): Promise<void> {
  if (!(await messageStore(context).step(row.id, row.version, verb, change))) refuse('changed-meanwhile');
  await context.record({ object: { kind: 'messages.message', id: row.id }, details: { about: row.aboutId } });
}

async function presentView({ kernel }: MessageSetting, context: ActContext, id: string): Promise<MessageView> {
  const row = await messageStore(context).byId(id);
  if (row === undefined) return refuse('not-found');
  const [address = ''] = await openAddresses(kernel.keys, context, [row]);
  return messageView(row, address);
}
