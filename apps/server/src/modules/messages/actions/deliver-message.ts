import type { AddressKind } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import {
  type DeliveryProblem,
  type DeliveryResult,
  deliveryProblem,
  type Message,
} from '../../../kernel/delivery/index.js';
import { systemViewer } from '../../../kernel/viewer.js';
import { deliveryId, type MessageVerb, retryAfterTries } from '../rules.js';
import { openMessage } from '../sealed-message.js';
import type { MessageSetting } from '../setting.js';
import { messageStore, type StepChange, type StoredMessage } from '../store/message-store.js';

const viewer = systemViewer('delivery');

/**
 * Lets one queued message leave, and notes how it went. The call is made between two transactions; a crash in between sends
 * it twice under one id, by which the next hop can tell.
 */
export async function deliverMessage(setting: MessageSetting, id: string): Promise<void> {
  const { kernel } = setting;
  const taken = await withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    const row = await messageStore(transaction).byId(id);
    if (row === undefined || row.state !== 'queued') return undefined;
    const opened = await openMessage(kernel.keys, transaction, row);
    return opened === undefined ? undefined : { row, message: messageFor(row, opened) };
  });
  if (taken === undefined) return;
  const result = await deliver(setting, taken.message);
  await noteResult(setting, taken.row, result);
}

function messageFor(row: StoredMessage, opened: { address: string; subject: string; text: string }): Message {
  return {
    id: deliveryId(row.id, row.round),
    to: { kind: row.addressKind as AddressKind, address: opened.address },
    language: row.language as Message['language'],
    subject: opened.subject,
    text: opened.text,
  };
}

async function deliver({ kernel, providers }: MessageSetting, message: Message): Promise<DeliveryResult> {
  const provider = providers[message.to.kind];
  if (provider === undefined) return { state: 'failed', problem: 'wrong-channel' };
  try {
    return await provider.deliver(message);
  } catch (error) {
    kernel.log.error({ err: error, message: message.id, provider: provider.kind }, 'a provider of delivery failed');
    return { state: 'failed', problem: 'unreachable' };
  }
}

async function noteResult({ kernel }: MessageSetting, row: StoredMessage, result: DeliveryResult): Promise<void> {
  await act(kernel, viewer, 'messages.deliver', async (context) => {
    const attempts = row.attempts + 1;
    const retryAt = mayTryAgain(result) ? retryAfterTries(attempts, context.now) : undefined;
    const { verb, change } = stepOf(result, retryAt !== undefined);
    await context.record({
      object: { kind: 'messages.message', id: row.id },
      details: { about: row.aboutId, template: row.template, step: verb, problem: change.problem ?? null },
    });
    // Bounced, or asked for again, while it was on its way: that step stands, and has its own job.
    if (!(await messageStore(context).step(row.id, row.version, verb, { ...change, attempts }))) return;
    if (retryAt !== undefined)
      await context.enqueue('messages.deliver', { messageId: row.id }, { startAfter: retryAt });
  });
}

function mayTryAgain(result: DeliveryResult): boolean {
  return result.state === 'failed' && deliveryProblem(result.problem).again;
}

function stepOf(result: DeliveryResult, again: boolean): { verb: MessageVerb; change: StepChange } {
  if (result.state === 'failed') {
    const problem: DeliveryProblem = result.problem;
    return { verb: again ? 'tried' : 'failed', change: { problem } };
  }
  const letter = result.state === 'printed' && result.reference !== undefined ? { letterFileId: result.reference } : {};
  return { verb: result.state, change: { problem: null, ...letter } };
}
