import { packHash } from './hash.js';
import { type LawPack, lawPackSchema } from './schema.js';

/**
 * Reads a merged pack that was kept while it was in force, for whoever works out what was decided by it. Undefined where it is another one than the hash
 * says, or of a shape that this release does not read any more: it is not guessed at.
 */
export function keptPack(json: unknown, hash: string): LawPack | undefined {
  const { data: pack } = lawPackSchema.safeParse(json);
  return pack !== undefined && packHash(pack) === hash ? pack : undefined;
}
