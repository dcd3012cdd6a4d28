import type { ActContext } from '../../../kernel/act.js';
import { lastingWord } from '../rules/endings.js';
import { type Action, historyStore } from '../store/history-store.js';

/**
 * Writes what is done to an account into its history and, with the same words, into the journal. Rights that were ended must
 * not come back with an older copy of the database: they last.
 */
export async function recordAccountAction(context: ActContext, accountId: string, action: Action): Promise<void> {
  await historyStore(context).addToAccount(accountId, action);
  await context.record({
    object: { kind: 'access.account', id: accountId },
    details: { verb: action.verb, ...action.detail },
    lasts: lastingWord(action.verb, action.detail),
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
