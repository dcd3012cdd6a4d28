import type { JsonValue } from '../../../kernel/journal.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { viewerName } from '../../../kernel/viewer.js';

/** Something done to an organisation or account: the verb, and what is needed to do it again. */
export type Action = { readonly verb: string; readonly detail: Readonly<Record<string, JsonValue>> };

/** The append-only actions on organisations and accounts. Their number is the version of the row they are about. */
export function historyStore({ sql, now, viewer }: Transaction) {
  const common = ({ verb, detail }: Action) => ({
    verb,
    detail: JSON.stringify(detail),
    actor: viewerName(viewer),
    at: now,
  });

  return {
    addToAccount: async (accountId: string, action: Action) => {
      const { version } = await sql
        .updateTable('access.account')
        .set(({ eb }) => ({ version: eb('version', '+', 1) }))
        .where('id', '=', accountId)
        .returning('version')
        .executeTakeFirstOrThrow();
      await sql
        .insertInto('access.accountAction')
        .values({ ...common(action), accountId, position: version })
        .execute();
    },
    addToOrganisation: async (organisationId: string, action: Action) => {
      const { version } = await sql
        .updateTable('access.organisation')
        .set(({ eb }) => ({ version: eb('version', '+', 1) }))
        .where('id', '=', organisationId)
        .returning('version')
        .executeTakeFirstOrThrow();
      await sql
        .insertInto('access.organisationAction')
        .values({ ...common(action), organisationId, position: version })
        .execute();
    },
    ofAccount: async (accountId: string) =>
      sql
        .selectFrom('access.accountAction')
        .selectAll()
        .where('accountId', '=', accountId)
        .orderBy('position')
        .execute(),
  };
}
