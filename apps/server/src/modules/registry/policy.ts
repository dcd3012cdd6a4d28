import { refuse } from '../../kernel/errors.js';

/** The second of two people is never the first: who entered does not verify, who proposed does not confirm. */
export function requireSecondPerson(first: string, second: string): void {
  if (first === second) refuse('registry-second-person-needed');
}
