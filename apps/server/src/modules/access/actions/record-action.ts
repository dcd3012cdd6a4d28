import type { ActContext } from '../../../kernel/act.js';
import { type Action, historyStore } from '../store/history-store.js';

/** Rights that were ended must not come back with an older copy of the database. */
const endings: ReadonlySet<string> = new Set(['close', 'end-role', 'end-token']);

/** Writes what is done to an account into its history and, with the same words, into the journal. */
export async function recordAccountAction(context: ActContext, accountId: string, action: Action): Promise<void> {
  await historyStore(context).addToAccount(accountId, action);
  await context.record({
    object: { kind: 'access.account', id: accountId },
    details: { verb: action.verb, ...action.detail },
    lasts: endings.has(action.verb) ? action.verb : undefined,
  });
}

/** Writes what is done to an organisation into its history and, with the same words, into the journal. */
export async function recordOrganisationAction(
  context: ActContext,
  organisationId: string,
  action: Action,
): Promise<void> {
  await historyStore(context).addToOrganisation(organisationId, action);
  await context.record({
    object: { kind: 'access.organisation', id: organisationId },
    details: { verb: action.verb, ...action.detail },
  });
}
