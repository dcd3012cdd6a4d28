import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openNode, readConfig } from '@gatehouse/server';
import {
  noteVerifier,
  openCheckpoint,
  parseVerifierKey,
  type TreeHead,
  type VerifyLogResult,
  verifyWholeLog,
} from '@gatehouse/merkle';
import type { Ledger, Losses } from './ledger.js';

/** What a stopped node keeps, held against what was acknowledged and against itself. */
export type KeptState = {
  readonly lost: Losses;
  /** Rows whose act left no entry, and entries whose act left no row; each said in words. */
  readonly withoutEntry: string[];
  readonly withoutAct: string[];
  readonly withoutPlace: number;
  readonly acts: number;
  readonly entries: number;
  readonly logSize: number;
  readonly log: VerifyLogResult['state'];
  /** Whether the checkpoint covers just what the database holds. */
  readonly checkpointFits: boolean;
};

type Counted = { act: string; object: string; rows: number; entries: number };

/** Everything the load makes, by the act whose entry has to stand beside it. */
const pairs = `
  with made as (
    select 'inquiry.' || verb as act, application_id::text as object from inquiry.application_action
    union all select case when canary then 'registry.make-canary' else 'registry.enter-record' end, id::text from registry.record
    union all select 'access.sign-in', account_id::text from access.session
    union all select 'kernel.request-key', resource_id from kernel.idempotency_key where resource_id is not null),
  rows as (select act, object, count(*)::int as rows from made group by 1, 2),
  said as (
    select act, object_id as object, count(*)::int as entries from journal.entry
     where outcome = 'done' and act in (select act from made) group by 1, 2),
  keys as (select object from rows where act = 'kernel.request-key')
  select act, object, coalesce(rows, 0) as rows, coalesce(entries, 0) as entries
    from rows full join said using (act, object) where act <> 'kernel.request-key'
  union all
  select 'kernel.request-key', object, 1, (select least(count(*), 1)::int from journal.entry
    where outcome = 'done' and object_id = keys.object) from keys`;

/** Opens the node of a round once more and looks at all it keeps. @param heads of the log, as they stood when it was killed */
export async function examineKept(
  environment: Record<string, string>,
  ledger: Ledger,
  heads: readonly TreeHead[],
): Promise<KeptState> {
  const node = await openNode(readConfig(environment));
  const { counted, places, totals } = await node.kernel.database
    .asOwner(async (client) => ({
      counted: (await client.query<Counted>(pairs)).rows,
      places: (
        await client.query<{ size: number }>('select coalesce(max(leaf_index) + 1, 0)::int as size from journal.place')
      ).rows[0]?.size,
      totals: (
        await client.query<{ entries: number; unplaced: number }>(
          `select count(*)::int as entries, (count(*) - count(place.entry_id))::int as unplaced
             from journal.entry left join journal.place place on place.entry_id = entry.id`,
        )
      ).rows[0],
    }))
    .finally(() => node.close());
  const rows = new Set(counted.filter((pair) => pair.rows > 0).map(({ act, object }) => `${act} ${object}`));
  const lost = ledger.sent.map(({ act, id }) => `${act} ${id}`).filter((thing) => !rows.has(thing));
  const verdict = await verifyLog(environment['GATEHOUSE_DATA'] ?? '', heads);
  const opened = 'opened' in verdict ? verdict.opened.checkpoint.size : -1;
  const differ = (more: (pair: Counted) => boolean) =>
    counted
      .filter(more)
      .map(({ act, object, rows: made, entries }) => `${act} ${object}: ${made} rows, ${entries} entries`);
  return {
    lost,
    withoutEntry: differ((pair) => pair.rows > pair.entries),
    withoutAct: differ((pair) => pair.entries > pair.rows),
    withoutPlace: totals?.unplaced ?? -1,
    acts: counted.filter(({ act }) => act !== 'kernel.request-key').reduce((sum, pair) => sum + pair.rows, 0),
    entries: totals?.entries ?? -1,
    logSize: opened,
    log: verdict.state,
    checkpointFits: opened === places,
  };
}

/** Verifies the published log from its first entry on, and that it grew from every head that was seen. */
async function verifyLog(dataFolder: string, earlierHeads: readonly TreeHead[]): Promise<VerifyLogResult> {
  const log = join(dataFolder, 'log');
  const key = await verifierOf(log);
  const read = (path: string) => readFile(join(log, path)).catch(() => undefined);
  return verifyWholeLog({ readFile: read, trust: { logKeys: [key] }, earlierHeads });
}

/** The head that is published at this moment. @throws where none can be read */
export async function publishedHead(dataFolder: string): Promise<TreeHead> {
  const log = join(dataFolder, 'log');
  const opened = openCheckpoint(await readFile(join(log, 'checkpoint')), { logKeys: [await verifierOf(log)] });
  if (!opened.ok) throw new Error(`the checkpoint cannot be opened: ${opened.problem.code}`);
  return opened.value.checkpoint;
}

async function verifierOf(log: string) {
  const key = parseVerifierKey(await readFile(join(log, 'vkey'), 'utf8'));
  if (!key.ok) throw new Error(key.problem.code);
  return noteVerifier(key.value);
}
