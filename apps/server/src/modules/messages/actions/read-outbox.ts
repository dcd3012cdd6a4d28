import type { MessageState, MessageView, Page } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { openAddresses, openMessage } from '../sealed-message.js';
import type { MessageSetting } from '../setting.js';
import { messageStore } from '../store/message-store.js';
import { messageView } from '../views.js';

/** What a list of messages is asked with. */
export type MessageQuery = {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly state?: MessageState | undefined;
  readonly about?: string | undefined;
};

/** Messages of the own organisation, newest first. */
export async function listMessages(
  { kernel }: MessageSetting,
  viewer: Viewer,
  { limit, cursor, state, about }: MessageQuery,
): Promise<Page<MessageView>> {
  return act(kernel, viewer, 'messages.list', async (context) => {
    const before = cursor === undefined ? undefined : readCursor(cursor);
    const found = await messageStore(context).list({ state, about, before, limit: limit + 1 });
    const rows = found.slice(0, limit);
    const addresses = await openAddresses(kernel.keys, context, rows);
    await context.record({ details: { rows: rows.length } });
    const last = rows.at(-1);
    return {
      items: rows.map((row, index) => messageView(row, addresses[index] ?? '')),
      next: found.length > limit && last !== undefined ? cursorOf(last) : undefined,
    };
  });
}

/** One message and its steps. */
export async function showMessage({ kernel }: MessageSetting, viewer: Viewer, id: string) {
  return act(kernel, viewer, 'messages.show', async (context) => {
    const row = await messageStore(context).byId(id);
    if (row === undefined) refuse('not-found');
    const [address = ''] = await openAddresses(kernel.keys, context, [row]);
    const steps = await messageStore(context).steps(id);
    await context.record({ object: { kind: 'messages.message', id } });
    return { ...messageView(row, address), steps: steps.map((step) => ({ ...step, at: step.at.toISOString() })) };
  });
}

/** How many messages of the own organisation need somebody. */
export async function readFigures({ kernel }: MessageSetting, viewer: Viewer) {
  const counts = await withTransaction(kernel.database, viewer, kernel.clock.now(), (transaction) =>
    messageStore(transaction).unsettled(),
  );
  const of = (state: MessageState) => counts.find((row) => row.state === state)?.count ?? 0;
  return { failed: of('failed'), bounced: of('bounced'), toBePosted: of('printed') };
}

/** What a message says, link included; outside a demonstration there is no such thing. */
export async function demonstrateMessage({ kernel, demonstration }: MessageSetting, viewer: Viewer, id: string) {
  return act(kernel, viewer, 'messages.demonstrate', async (context) => {
    const row = demonstration ? await messageStore(context).byId(id) : undefined;
    const opened = row === undefined ? undefined : await openMessage(kernel.keys, context, row);
    if (opened === undefined) refuse('not-found');
    await context.record({ object: { kind: 'messages.message', id } });
    return { subject: opened.subject, text: opened.text };
  });
}

function cursorOf({ createdAt, id }: { createdAt: Date; id: string }): string {
  return Buffer.from(`${createdAt.getTime()}|${id}`).toString('base64url');
}

function readCursor(cursor: string): { createdAt: Date; id: string } {
  const found = /^(\d{1,15})\|([0-9a-f-]{36})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8'));
  return found?.[2] === undefined ? refuse('request-invalid') : { createdAt: new Date(Number(found[1])), id: found[2] };
}
