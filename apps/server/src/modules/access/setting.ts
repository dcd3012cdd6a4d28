import type { ActContext } from '../../kernel/act.js';
import { refuse } from '../../kernel/errors.js';
import type { Kernel } from '../../kernel/kernel.js';
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

/** The message that tells somebody of the recovery of their account. */
export type RecoveryMessage = {
  readonly to: { readonly kind: 'phone'; readonly address: string };
  readonly language: 'zh' | 'en';
  readonly template: 'account-recovered';
  readonly parameters: { readonly login: string };
  readonly about: { readonly kind: 'access.account'; readonly id: string };
  readonly organisationId: string;
  readonly keptFromOutbox: true;
};

/** What recovering an account needs of the node. */
export type RecoverySetting = {
  readonly kernel: Kernel;
  /** The door of the module that writes to people. */
  readonly queueMessage: (context: ActContext, message: RecoveryMessage) => Promise<string>;
};
