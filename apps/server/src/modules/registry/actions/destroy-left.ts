import { act, type ActContext } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { dataKeyStore } from '../../../kernel/sealing.js';
import { systemViewer } from '../../../kernel/viewer.js';
import type { Registry } from '../registry.js';
import { enrolmentStore } from '../store/enrolment-store.js';

/** Whose keys are destroyed: ids alone, which name neither a person nor a unit. */
export type Left = { readonly enrolmentIds: readonly string[]; readonly dataKeyIds: readonly string[] };

/**
 * Hands on, in the act that ended enrolments, that the keys are destroyed under which they were sealed, and those of the registry's own
 * questions for them that found nothing. Every enrolment has a key of its own: whoever works elsewhere too stays followed there.
 */
export async function handOnLeft(
  { kernel }: Pick<Registry, 'kernel'>,
  context: ActContext,
  { enrolmentIds, dataKeyIds }: Left,
): Promise<void> {
  if (enrolmentIds.length === 0) return;
  const ofQuestions = await enrolmentStore(kernel.keys, context).keysOfEnded(enrolmentIds);
  const left: Left = { enrolmentIds, dataKeyIds: [...dataKeyIds, ...ofQuestions] };
  await context.enqueue('registry.destroy-left-keys', left);
}

/** Destroys keys for good: what they sealed can be opened nowhere any more, and the entries about it stand. Safe to repeat. */
export async function destroyLeft(
  { kernel }: Pick<Registry, 'kernel'>,
  { enrolmentIds, dataKeyIds }: Left,
): Promise<void> {
  if (dataKeyIds.length === 0) return;
  await act(kernel, systemViewer('maintenance'), 'registry.destroy-left-keys', async (context) => {
    await dataKeyStore(context).destroy(dataKeyIds);
    await context.record({ details: { enrolments: [...enrolmentIds], keys: dataKeyIds.length } });
  });
  kernel.keys.forget(dataKeyIds);
}

const keysTogether = 1000;

/**
 * Destroys the keys of those who left while leaving took the row and kept its key (before ADR 43): once in the life of a process, chunk by
 * chunk, an act each. A node that has none left finds nothing.
 */
export async function destroyLeftBehind(
  registry: Pick<Registry, 'kernel'>,
  goesOn: () => boolean = () => true,
): Promise<void> {
  const { kernel } = registry;
  while (goesOn()) {
    const dataKeyIds = await withTransaction(
      kernel.database,
      systemViewer('matcher'),
      kernel.clock.now(),
      (transaction) => enrolmentStore(kernel.keys, transaction).keysLeftBehind(keysTogether),
    );
    await destroyLeft(registry, { enrolmentIds: [], dataKeyIds });
    if (dataKeyIds.length < keysTogether) return;
  }
}
