import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { emptyFrontier, type Frontier, frontierRoot, planAppend, proveInclusion } from '@gatehouse/merkle';
import { type Node, openJournal, type OpenLog } from '@gatehouse/server';
import { type Figure, figureOf, interleave, spread, timed } from './figure.js';
import type { Size } from './sizes.js';

/** Tessera's published figure for its POSIX storage is 17,000 entries/s divided by the six that the target names. */
const tesseraPosix = 17_000 / 6;
const proofs = 200;

type Spread = ReturnType<typeof spread>;
export type SequencerFindings = {
  readonly entriesPerBatch: number;
  readonly batchMilliseconds: { readonly postgres: Spread; readonly embedded: Spread };
  readonly proofMilliseconds: Spread;
  readonly receiptMilliseconds: Spread;
};

/**
 * T14: the sequencer alone. Entries are staged beforehand by one statement; measured is what the sequencer does with them:
 * places in a transaction, tiles and bundles written and synced, checkpoint signed, written and synced, head advanced.
 */
export async function measureSequencer(
  postgres: Node,
  embedded: Node,
  folder: string,
  size: Size,
): Promise<{ figures: Record<'T14' | 'T14-embedded' | 'T14-in-memory', Figure>; findings: SequencerFindings }> {
  const onPostgres = await openLog(postgres, join(folder, 'log-postgres'));
  const onEmbedded = await openLog(embedded, join(folder, 'log-embedded'));
  const inMemory = memoryLog(size.entries);
  const batches = await interleave(size.rounds, {
    postgres: () => batch(postgres, onPostgres, size.entries),
    embedded: () => batch(embedded, onEmbedded, size.entries),
    memory: inMemory,
  });
  const perSecond = (milliseconds: readonly number[]): number[] => milliseconds.map((ms) => (size.entries / ms) * 1000);
  const rate = perSecond(batches.postgres);
  const published = 'Tessera POSIX as published (constant)';
  return {
    figures: {
      T14: figureOf('entries/s', rate, published, [tesseraPosix]),
      'T14-embedded': figureOf('entries/s', perSecond(batches.embedded), published, [tesseraPosix]),
      'T14-in-memory': figureOf('entries/s', rate, 'the same package in memory', perSecond(batches.memory)),
    },
    findings: {
      entriesPerBatch: size.entries,
      batchMilliseconds: { postgres: spread(batches.postgres), embedded: spread(batches.embedded) },
      ...(await measureProofs(postgres, onPostgres)),
    },
  };
}

function openLog({ kernel }: Node, folder: string): Promise<OpenLog> {
  const { database, clock, log, keys } = kernel;
  return openJournal({ database, clock, log, keys, node: 'bench', folder, origin: 'gatehouse.example/bench' });
}

/** Stages entries, then times the sequencer. @returns milliseconds */
async function batch({ kernel }: Node, { sequencer }: OpenLog, entries: number): Promise<number> {
  await kernel.database.asOwner(async (client) => {
    await client.query(stageKey);
    await client.query(stageEntries, [entries]);
  });
  return timed(() => sequencer.run());
}

const stageKey = `
  insert into kernel.data_key (id, kind, key_id, wrapped, created_at)
  values ('00000000-0000-4000-8000-000000000000', 'journal.entry', 'bench', '\\x00', now()) on conflict do nothing`;

const stageEntries = `
  with added as (
    insert into journal.entry (id, commitment, data_key_id, sealed, act, outcome, actor, at)
    select gen_random_uuid(), sha256(gen_random_uuid()::text::bytea), '00000000-0000-4000-8000-000000000000',
           '\\x00', 'bench.entry', 'done', 'public', now()
      from generate_series(1, $1::int)
    returning id, commitment
  )
  insert into journal.staged (entry_id, commitment) select id, commitment from added`;

/** The same batches by the same package, without a database, a disk or a signature. */
function memoryLog(entries: number): () => Promise<number> {
  const files = new Map<string, Uint8Array>();
  let frontier: Frontier = emptyFrontier();
  return async () => {
    const commitments = Array.from({ length: entries }, () => new Uint8Array(randomBytes(32)));
    return timed(async () => {
      const planned = await planAppend(frontier, commitments, async (path) => files.get(path), sha256);
      for (const { path, bytes } of planned.files) files.set(path, bytes);
      frontier = planned.frontier;
      frontierRoot(frontier, sha256);
    });
  };
}

/** Proofs of entries all over the log, as the node makes them, from its first one on; and whole receipts by entry id. */
async function measureProofs(
  { kernel }: Node,
  { folder, receipts, sequencer }: OpenLog,
): Promise<Pick<SequencerFindings, 'proofMilliseconds' | 'receiptMilliseconds'>> {
  const tree = sequencer.publishedSize();
  const { readTile, subtrees } = folder.proving;
  const proving: number[] = [];
  for (let at = 0; at < proofs; at += 1) {
    const index = Math.floor((at * tree) / proofs);
    proving.push(await timed(() => proveInclusion(index, tree, readTile, sha256, subtrees)));
  }
  const chosen = await kernel.database.asOwner((client) =>
    client.query<{ id: string }>('select entry_id as id from journal.place order by entry_id limit $1', [proofs]),
  );
  const receiving: number[] = [];
  for (const { id } of chosen.rows) receiving.push(await timed(() => receipts.receiptFor(id)));
  return { proofMilliseconds: spread(proving), receiptMilliseconds: spread(receiving) };
}

function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}
