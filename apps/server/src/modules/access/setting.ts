import type { Kernel } from '../../kernel/kernel.js';

/** What signing in needs of the node. */
export type SignInSetting = {
  readonly kernel: Kernel;
  /** Whether roles that reach personal data ask for a second factor: everywhere but in a demonstration. */
  readonly isFactorForced: boolean;
};
