// What must hold at the end: every row answered exactly once, every notice there, the log verifying.
import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/prepare.mjs';
import { inStates } from './line.mjs';
import { pause } from './served-node.mjs';
import { several } from './visitor.mjs';

const sampled = 20;

/** Reads every inquiry of the list and counts what it finds. */
export async function readAnswers(clerk, batchId, count, tell) {
  const rows = await inStates(clerk, batchId, []);
  const found = { rows: rows.length, distinctRows: new Set(rows.map((row) => row.rowNumber)).size };
  const outcomes = {};
  let answeredOnce = 0;
  let read = 0;
  await several(rows, 6, async ({ id }) => {
    const inquiry = await clerk.get(`/api/inquiries/${id}`);
    const releases = inquiry.timeline.filter(({ what }) => what === 'release').length;
    if (inquiry.decision !== undefined && releases === 1) answeredOnce += 1;
    const outcome = inquiry.decision?.outcome ?? 'none';
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    read += 1;
    if (read % 200 === 0) tell(`answers read: ${read} of ${count}`);
  });
  return { ...found, answeredOnce, outcomes };
}

/** Waits for the notices and downloads some of them. */
export async function readNotices(clerk, batchId, tell) {
  const rows = await inStates(clerk, batchId, ['RELEASED']);
  const chosen = rows.filter((_, at) => at % Math.ceil(rows.length / sampled) === 0);
  let sound = 0;
  for (const { id } of chosen) {
    const bytes = await downloaded(clerk, id);
    if (Buffer.from(bytes.slice(0, 5)).toString() === '%PDF-') sound += 1;
    tell(`notices downloaded: ${sound} of ${chosen.length}`);
  }
  return { downloaded: chosen.length, sound };
}

async function downloaded(clerk, id) {
  const until = Date.now() + 300_000;
  for (;;) {
    try {
      return await clerk.get(`/api/inquiries/${id}/notice`);
    } catch (error) {
      if (Date.now() > until) throw error;
      await pause(2000);
    }
  }
}

/** Exports the log of the stopped node and has it verified by Gatehouse and by code that is not Gatehouse's. */
export function verifyLog(node, folder) {
  const exported = join(folder, 'exported-log');
  const key = join(folder, 'pinned-vkey');
  cpSync(join(folder, 'data/log/vkey'), key);
  const done = node.gatehouse('journal', 'export', '--out', exported);
  if (done.status !== 0) throw new Error(`the log could not be exported: ${done.stderr}`);
  const own = node.gatehouse('journal', 'verify', exported, '--vkey', key);
  return {
    own: own.status === 0 ? 'verified' : `failed: ${own.stdout}${own.stderr}`,
    independent: independent(exported, key),
  };
}

function independent(exported, key) {
  const check = spawnSync('sh', [join(root, 'test/independent-log-check/run.sh'), exported, key], { encoding: 'utf8' });
  if (check.status === 0) return 'verified';
  return check.status === 2 ? `skipped: ${check.stderr.trim()}` : `failed: ${check.stdout}${check.stderr}`;
}
