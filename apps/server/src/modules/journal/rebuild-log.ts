import {
  appendLeafHashes,
  decodeFrontier,
  emptyFrontier,
  encodeFrontier,
  frontierRoot,
  hashLeaf,
  requireValue,
} from '@gatehouse/merkle';
import type pg from 'pg';
import { refuse } from '../../kernel/errors.js';
import { logPlace } from './chain.js';
import { nodeSha256 } from './log-folder.js';
import { journalRules } from './rules.js';

/**
 * Makes the sequencer publish the log again from its first entry, as after a restore, once the commitments that were put back
 * are known to give the very root the head speaks of: nothing is signed for entries that are not those.
 * @param origin of the first log of the chain
 * @param client the schema's owner, past row security, in a transaction
 * @throws DomainError `restore-log-differs`
 */
export async function republishFromFirst(client: pg.ClientBase, origin: string): Promise<void> {
  const { rows } = await client.query<{ origin: string; log: number; size: number; frontier: Buffer }>(
    'select origin, log, tree_size as size, frontier from journal.head',
  );
  const head = rows[0];
  if (head === undefined) return;
  if (head.origin !== logPlace({ folder: '', origin }, head.log).origin) refuse('restore-log-differs');
  let frontier = emptyFrontier();
  while (frontier.size < head.size) {
    const batch = await client.query<{ commitment: Buffer }>(
      'select commitment from journal.place where leaf_index >= $1 and leaf_index < $2 and log = $3 order by leaf_index',
      [frontier.size, Math.min(frontier.size + journalRules.batch, head.size), head.log],
    );
    if (batch.rows.length === 0) refuse('restore-log-differs');
    const leaves = batch.rows.map(({ commitment }) => hashLeaf(commitment, nodeSha256));
    frontier = appendLeafHashes(frontier, leaves, nodeSha256);
  }
  const expected = frontierRoot(requireValue(decodeFrontier(head.frontier)), nodeSha256);
  if (!Buffer.from(frontierRoot(frontier, nodeSha256)).equals(expected)) refuse('restore-log-differs');
  await client.query('update journal.head set published_size = 0, published_frontier = $1', [
    Buffer.from(encodeFrontier(emptyFrontier())),
  ]);
}
