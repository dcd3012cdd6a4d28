import { DomainError } from '../../../kernel/errors.js';

/** What another sweep has entered in the meantime is done; the refusal of this one stands in the journal. */
export function unlessFaster(error: unknown): void {
  if (!(error instanceof DomainError && error.code === 'changed-meanwhile')) throw error;
}
