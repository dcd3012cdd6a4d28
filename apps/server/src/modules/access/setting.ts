import type { ActContext } from '../../kernel/act.js';
import type { Kernel } from '../../kernel/kernel.js';

/** What signing in needs of the node. */
export type SignInSetting = {
  readonly kernel: Kernel;
  /** Whether roles that reach personal data ask for a second factor: everywhere but in a demonstration. */
  readonly isFactorForced: boolean;
};

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
