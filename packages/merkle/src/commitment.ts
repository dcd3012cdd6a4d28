import { HASH_LENGTH, type HashFunction, sha256 } from './hash.js';

/** Length of the random salt of every entry, in bytes. */
export const SALT_LENGTH = 32;

/**
 * The commitment that stands in the log in place of an entry: SHA-256(salt ‖ canonical entry), 32 bytes. The entry
 * itself never enters the log. With salt and entry anybody can check the leaf; once the key that encrypts both is
 * destroyed the entry is erased, the leaf stays, and nobody can guess the entry from it, because the salt is gone too.
 *
 * @param salt 32 random bytes, used for this entry only
 * @param canonicalEntry the entry in its one canonical encoding, already padded to its size class
 * @throws RangeError when the salt has another length
 */
export function commitEntry(salt: Uint8Array, canonicalEntry: Uint8Array, hash: HashFunction = sha256): Uint8Array {
  if (salt.length !== SALT_LENGTH) {
    throw new RangeError(`The salt of a commitment has ${SALT_LENGTH} bytes, not ${salt.length}`);
  }
  const preimage = new Uint8Array(SALT_LENGTH + canonicalEntry.length);
  preimage.set(salt);
  preimage.set(canonicalEntry, SALT_LENGTH);
  const commitment = hash(preimage);
  if (commitment.length !== HASH_LENGTH) throw new RangeError('The hash function given is not SHA-256');
  return commitment;
}
