import { systemViewer, withTransaction } from '@gatehouse/server';
import { documentTokens, personStore } from '../../apps/server/src/modules/workforce/store/person-store.js';
import type { TestNode } from './test-node.js';

/** The person across units who holds these documents, as whoever reads a roster finds or makes them. */
export function personOnRosters(
  { kernel, clock }: TestNode,
  documents: readonly { readonly type: string; readonly number: string }[],
): Promise<string> {
  return withTransaction(kernel.database, systemViewer('roster-reader'), clock.now(), (transaction) =>
    personStore(transaction).personOf(documentTokens(kernel.keys, documents)),
  );
}
