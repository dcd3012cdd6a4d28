import { DomainError } from '../errors.js';

/** Refuses what others on the machine may read. Errors: `keys-too-open`. */
export function refuseWiderMode(mode: number, widest: number, place: string): void {
  const permissions = mode & 0o777;
  if ((permissions & ~widest) === 0) return;
  throw new DomainError('keys-too-open', { place, mode: permissions.toString(8), wanted: widest.toString(8) });
}
