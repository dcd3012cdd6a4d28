import type { CodeNeeded } from '@gatehouse/contract';
import type { ActContext } from '../../../kernel/act.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { KeyRing } from '../../../kernel/keys/index.js';
import { ticketEnd } from '../rules/sign-in.js';
import { type FirstFactor, writeTicket } from '../sign-in-ticket.js';
import { passkeyStore } from '../store/passkey-store.js';
import { secondFactorStore } from '../store/second-factor-store.js';

/** Asks for the second factor of whoever has shown the first one: nobody is signed in by it. */
export async function askFactor(
  context: ActContext,
  keys: KeyRing,
  accountId: string,
  shown: FirstFactor,
): Promise<CodeNeeded> {
  const by = shown.startsWith('link ') ? 'provider' : 'password';
  await context.record({ object: { kind: 'access.account', id: accountId }, details: { by } });
  const until = ticketEnd(context.now);
  return {
    ticket: writeTicket(keys, accountId, shown, until),
    ticketUntil: until.toISOString(),
    factors: await factorsOf(context, accountId),
  };
}

async function factorsOf(transaction: Transaction, accountId: string): Promise<CodeNeeded['factors']> {
  const hasDevice = (await secondFactorStore(transaction).setSince(accountId)) !== undefined;
  const hasPasskey = (await passkeyStore(transaction).openOf(accountId)).length > 0;
  return [...(hasDevice ? ['code' as const] : []), ...(hasPasskey ? ['passkey' as const] : [])];
}
