import type { ActContext } from '../../kernel/act.js';
import { refuse } from '../../kernel/errors.js';
import type { Kernel } from '../../kernel/kernel.js';
import type { IdentityProvider } from './identity-provider.js';
import type { PasskeyPlace } from './rules/passkey.js';

/** What signing in needs of the node. */
export type SignInSetting = {
  readonly kernel: Kernel;
  /** Whether roles that reach personal data ask for a second factor: everywhere but in a demonstration. */
  readonly isFactorForced: boolean;
};

/** What passkeys need of the node. */
export type PasskeySetting = SignInSetting & {
  /** Where they are made and taken; undefined where browsers would take none. */
  readonly passkeys: PasskeyPlace | undefined;
};

/**
 * Where this node takes passkeys.
 * @throws DomainError `passkeys-not-offered`
 */
export function passkeyPlace({ passkeys }: PasskeySetting): PasskeyPlace {
  return passkeys ?? refuse('passkeys-not-offered');
}

/** What signing in by an identity provider needs of the node. */
export type ProviderSignInSetting = SignInSetting & {
  /** Undefined where the configuration names none. */
  readonly provider: IdentityProvider | undefined;
};

/**
 * The identity provider of this node.
 * @throws DomainError `provider-not-set-up`
 */
export function providerOf({ provider }: ProviderSignInSetting): IdentityProvider {
  return provider ?? refuse('provider-not-set-up');
}

/** The message that tells somebody what was done to their account. */
export type OwnerMessage = {
  readonly to: { readonly kind: 'phone'; readonly address: string };
  readonly language: 'zh' | 'en';
  readonly template: 'account-recovered' | 'provider-linked' | 'provider-link-ended';
  readonly parameters: { readonly login: string };
  readonly about: { readonly kind: 'access.account'; readonly id: string };
  readonly organisationId: string;
  readonly keptFromOutbox: true;
};

/** What an act needs of the node that the owner of the account is told of. */
export type OwnerToldSetting = {
  readonly kernel: Kernel;
  /** The door of the module that writes to people. */
  readonly queueMessage: (context: ActContext, message: OwnerMessage) => Promise<string>;
};

/** What linking an account to the identity provider needs of the node. */
export type ProviderLinkSetting = ProviderSignInSetting & OwnerToldSetting;
