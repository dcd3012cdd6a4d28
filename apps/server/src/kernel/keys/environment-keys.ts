import { z } from 'zod';
import { DomainError } from '../errors.js';
import { jsonOrNothing, KeyEntry } from './key-entry.js';
import { readKeyFolder, refuseOtherNode } from './key-folder.js';
import type { KeyProvider } from './provider.js';
import { softwareKeyProvider } from './software-keys.js';

const place = 'GATEHOUSE_KEYS';
const KeyValue = z.strictObject({ keys: z.array(KeyEntry).min(1) });

/**
 * Opens keys from one value, for containers whose secrets come as environment variables: base64 of the JSON
 * `{"keys": [...]}` that `keyFolderAsValue` writes. The value is passed in; only the configuration reads the environment.
 * Errors: `keys-invalid`, `keys-missing`, `keys-of-another-node`.
 */
export function openKeyValue(value: string, options: { node?: string } = {}): KeyProvider {
  const parsed = KeyValue.safeParse(jsonOrNothing(Buffer.from(value, 'base64').toString('utf8')));
  if (!parsed.success) throw new DomainError('keys-invalid', { place });
  const provider = softwareKeyProvider('environment', place, parsed.data.keys);
  refuseOtherNode(provider, options.node);
  return provider;
}

/** The keys of a folder as the value that `openKeyValue` reads. It is the secrets themselves: show it to nobody. */
export async function keyFolderAsValue(folder: string): Promise<string> {
  return Buffer.from(JSON.stringify({ keys: await readKeyFolder(folder) }), 'utf8').toString('base64');
}
