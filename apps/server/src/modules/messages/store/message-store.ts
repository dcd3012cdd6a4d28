import type { AddressKind, MessageState } from '@gatehouse/contract';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { newId } from '../../../kernel/ids.js';
import { viewerName } from '../../../kernel/viewer.js';
import { type MessageVerb, stateAfterStep } from '../rules.js';

/** A message about to wait for its delivery. */
export type NewMessage = {
  readonly id: string;
  readonly organisationId: string;
  readonly keptFromOutbox: boolean;
  readonly aboutKind: string;
  readonly aboutId: string;
  readonly template: string;
  readonly language: 'zh' | 'en';
  readonly addressKind: AddressKind;
  readonly dataKeyId: string;
  readonly address: Buffer;
  readonly content: Buffer;
};

/** What a step changes beside the state. */
export type StepChange = {
  readonly problem?: string | null;
  readonly attempts?: number;
  readonly round?: number;
  readonly letterFileId?: string;
};

/** What a list asks for; `before` is the end of the page before. */
export type MessageFilter = {
  readonly state?: MessageState | undefined;
  readonly about?: string | undefined;
  readonly before?: { readonly createdAt: Date; readonly id: string } | undefined;
  readonly limit: number;
};

/** Messages to people, as far as the viewer may see them. */
export function messageStore({ sql, now, viewer }: Transaction) {
  const note = async (messageId: string, verb: MessageVerb, problem: string | null) => {
    await sql
      .insertInto('messages.messageAction')
      .values({ id: newId(), messageId, verb, problem, actor: viewerName(viewer), at: now })
      .execute();
  };

  return {
    add: async (message: NewMessage) => {
      await sql
        .insertInto('messages.message')
        .values({ ...message, createdAt: now, changedAt: now })
        .execute();
      await note(message.id, 'queued', null);
    },
    byId: async (id: string) => sql.selectFrom('messages.message').selectAll().where('id', '=', id).executeTakeFirst(),
    /** Takes a step from the version the caller saw; false when somebody was faster. */
    step: async (id: string, version: number, verb: MessageVerb, change: StepChange = {}): Promise<boolean> => {
      const { numUpdatedRows } = await sql
        .updateTable('messages.message')
        .set({ ...change, state: stateAfterStep(verb), changedAt: now, version: version + 1 })
        .where('id', '=', id)
        .where('version', '=', version)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) return false;
      await note(id, verb, change.problem ?? null);
      return true;
    },
    steps: async (messageId: string) =>
      sql
        .selectFrom('messages.messageAction')
        .select(['verb', 'problem', 'actor', 'at'])
        .where('messageId', '=', messageId)
        .orderBy('position')
        .execute(),
    list: async ({ state, about, before, limit }: MessageFilter) => {
      let query = sql.selectFrom('messages.message').selectAll();
      if (state !== undefined) query = query.where('state', '=', state);
      if (about !== undefined) query = query.where('aboutId', '=', about);
      if (before !== undefined)
        query = query.where((expression) =>
          expression.or([
            expression('createdAt', '<', before.createdAt),
            expression.and([expression('createdAt', '=', before.createdAt), expression('id', '<', before.id)]),
          ]),
        );
      return query.orderBy('createdAt', 'desc').orderBy('id', 'desc').limit(limit).execute();
    },
    /** How many there are of each state that needs somebody. */
    unsettled: async () =>
      sql
        .selectFrom('messages.message')
        .select('state')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('state', 'in', ['failed', 'bounced', 'printed'])
        .groupBy('state')
        .execute(),
    /** The oldest message that should have left by now. */
    oldestQueued: async () =>
      sql
        .selectFrom('messages.message')
        .select(({ fn }) => fn.min('changedAt').as('since'))
        .where('state', '=', 'queued')
        .executeTakeFirst(),
  };
}

export type StoredMessage = NonNullable<Awaited<ReturnType<ReturnType<typeof messageStore>['byId']>>>;
