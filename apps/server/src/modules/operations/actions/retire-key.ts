import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { newestEpoch, retireKeyEpoch } from '../../../kernel/keys/index.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { keyStore } from '../key-store.js';
import type { KeyPlace } from './renew-keys.js';

/**
 * Takes an epoch of wrapping that holds nothing any more out of the ring. Its file stays beside the others under another name: backups of
 * its time cannot be opened without it.
 * @throws DomainError `keys-not-renewable`, `key-unknown`, `key-in-use`
 */
export async function retireKey(kernel: Kernel, { keyFolder }: KeyPlace, viewer: Viewer, id: string): Promise<void> {
  if (keyFolder === undefined) refuse('keys-not-renewable');
  const described = kernel.keys.describe();
  if (!described.keys.some((key) => key.id === id && key.use === 'wrapping')) refuse('key-unknown', { key: id });
  await act(kernel, viewer, 'operations.retire-key', async (context) => {
    const held = (await keyStore(context).countByEpoch()).get(id) ?? 0;
    if (held > 0 || id === newestEpoch(described, 'wrapping')) refuse('key-in-use', { key: id, rows: held });
    await context.record({ details: { epoch: id } });
  });
  await retireKeyEpoch(keyFolder, id);
  await kernel.keys.reload();
}
