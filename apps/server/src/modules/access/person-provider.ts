import { withTransaction } from '../../kernel/database/transaction.js';
import { newSecret } from '../../kernel/ids.js';
import type { Kernel } from '../../kernel/kernel.js';
import type { Log } from '../../kernel/log.js';
import { systemViewer } from '../../kernel/viewer.js';
import { openProvider, type ProviderFailure, type ProviderSetting } from './identity-provider.js';
import { attemptEnd } from './rules/identity-provider.js';
import { type PersonClaims, personOf, type ProvenPerson } from './rules/person-claims.js';
import { providerAttemptStore } from './store/provider-attempt-store.js';

/** A provider of electronic identities as the configuration names it, and where in its word somebody's name and number stand. */
export type PersonProviderSetting = ProviderSetting & { readonly claims: PersonClaims };

/** Why nobody is proven: as at a provider by which people sign in, or what it says is not enough to know a person by. */
export type PersonFailure = ProviderFailure | 'provider-took-too-long' | 'not-enough';

/** By which anybody proves who they are, without an account: a door for modules that show somebody what is kept about them. */
export type PersonProvider = {
  /** What people call it. */
  readonly name: ProviderSetting['name'];
  /** Where to send somebody, and what this window has to come home with. */
  readonly begin: (kernel: Kernel) => Promise<{ readonly address: string; readonly attempt: string } | ProviderFailure>;
  /** Whom the provider names, by an attempt that is gone whatever comes of it. Writes no entry: whoever opens something by it does. */
  readonly take: (
    kernel: Kernel,
    came: { readonly attempt: string; readonly query: string },
  ) => Promise<ProvenPerson | PersonFailure>;
};

const viewer = systemViewer('sign-in');

/**
 * Opens the provider of electronic identities. Attempts are kept beside those of signing in and are taken for their own purpose alone: what
 * was begun to sign in opens nobody's page.
 */
export function openPersonProvider(setting: PersonProviderSetting, log: Log): PersonProvider {
  const provider = openProvider(setting, log);
  return {
    name: setting.name,
    begin: async ({ database, clock }) => {
      const begun = await provider.begin();
      if (typeof begun === 'string') return begun;
      const secret = newSecret();
      await withTransaction(database, viewer, clock.now(), async (transaction) => {
        const attempts = providerAttemptStore(transaction);
        const expiresAt = attemptEnd(transaction.now);
        await attempts.forgetOld();
        await attempts.insert(secret, { ...begun.attempt, purpose: 'own_page', sessionId: null, expiresAt });
      });
      return { address: begun.address, attempt: secret };
    },
    take: async ({ database, clock }, { attempt, query }) => {
      const kept = await withTransaction(database, viewer, clock.now(), (transaction) =>
        providerAttemptStore(transaction).take(attempt),
      );
      if (kept?.purpose !== 'own_page') return 'provider-took-too-long';
      const identified = await provider.ask(query, kept);
      if (typeof identified === 'string') return identified;
      return (identified.isAssured ? personOf(identified.claims, setting.claims) : undefined) ?? 'not-enough';
    },
  };
}
