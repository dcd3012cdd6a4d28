// One list through the whole line of a served node that is killed twice on the way.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readAnswers, readNotices, verifyLog } from './findings.mjs';
import {
  answerConsents,
  approveAll,
  compareUntilReleased,
  inStates,
  proveIdentities,
  readList,
  serveNotices,
  submitAll,
  waitForQuestions,
} from './line.mjs';
import { inventPeople, listOf } from './rows.mjs';
import { servedNode } from './served-node.mjs';
import { Refused, visit } from './visitor.mjs';

const rounds = 10;
const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '10000' },
    /** Of a hundred people, how many are to be hired and answer for themselves; the others serve already. */
    candidates: { type: 'string', default: '20' },
    /** A folder to go on in; a new one is removed at the end. */
    folder: { type: 'string' },
    out: { type: 'string' },
  },
});

const begun = Date.now();
const durations = {};

function tell(words) {
  process.stdout.write(`${String(Math.round((Date.now() - begun) / 1000)).padStart(6)} s  ${words}\n`);
}

async function timed(name, work) {
  const start = Date.now();
  const result = await work();
  durations[name] = Math.round((durations[name] ?? 0) + (Date.now() - start) / 1000);
  return result;
}

/** Kills the node the first time that a share of the work is done, while requests are on their way. */
function killOnce(node, share) {
  let killing;
  return {
    at: (words) => {
      tell(words);
      const [done, all] = (words.match(/\d+/g) ?? []).map(Number);
      if (killing !== undefined || done === 0 || done < all * share) return;
      tell('the node is killed (SIGKILL)');
      killing = node.kill().then(() => tell('the node is back'));
    },
    over: () => killing,
  };
}

/** From drafts to questions at the registry; what a kill cut off is done in the next round. */
async function askAll(node, people, batchId, killed) {
  const clerk = await visit(node, 'clerk');
  const reviewer = await visit(node, 'reviewer');
  for (let round = 1; round <= rounds; round += 1) {
    try {
      await timed('identity proofs', () => proveIdentities(clerk, batchId, tell));
      await timed('notices served', () => serveNotices(clerk, batchId, tell));
      await timed('consents', () => answerConsents(node, clerk, batchId, people, tell));
      await timed('submission', () => submitAll(clerk, batchId, tell));
      await timed('approval', () => approveAll(reviewer, batchId, killed.at));
      await killed.over();
      await timed('questions', () => waitForQuestions(clerk, batchId, people.length, tell));
    } catch (error) {
      if (!(error instanceof Refused) || round === rounds) throw error;
      tell(`tried again: ${error.message}`);
    }
    const asked = await inStates(clerk, batchId, ['ASKING', 'RELEASED']);
    if (asked.length === people.length) return;
  }
  throw new Error(`not every row was asked after ${rounds} rounds`);
}

/** The list of this run: found where an earlier run was interrupted, else uploaded. */
async function listOnNode(clerk, name, people) {
  const { items } = await clerk.get('/api/inquiry-batches?limit=50');
  const earlier = items.find((batch) => batch.fileName === name);
  if (earlier !== undefined) return earlier;
  const nextYear = new Date(Date.now() + 300 * 86_400_000).toISOString().slice(0, 10);
  return clerk.upload('/api/inquiry-batches', name, listOf(people, nextYear));
}

async function wholeLine(node, people) {
  const count = people.length;
  await timed('start and demonstration', () => node.start());
  const clerk = await visit(node, 'clerk');
  const batch = await timed('upload', () => listOnNode(clerk, `large-${count}.csv`, people));
  const first = killOnce(node, 0.3);
  await timed('reading', () => readList(clerk, batch.id, first.at));
  await first.over();
  const second = killOnce(node, 0.5);
  await askAll(node, people, batch.id, second);
  const comparers = [];
  for (const account of ['comparer', 'comparer-2', 'recheck']) comparers.push(await visit(node, account));
  await timed('answers and release', () => compareUntilReleased(clerk, comparers, batch.id, count, tell));
  const answers = await timed('reading all answers', () => readAnswers(clerk, batch.id, count, tell));
  const notices = await timed('notices', () => readNotices(clerk, batch.id, tell));
  await node.stop();
  return { answers, notices };
}

function machine() {
  const [processor] = cpus();
  return {
    processor: processor?.model,
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    database: 'embedded',
  };
}

const people = inventPeople(Number(values.rows), Number(values.candidates));
const folder = values.folder ?? mkdtempSync(join(tmpdir(), 'gatehouse-large-'));
mkdirSync(folder, { recursive: true });
const node = await servedNode(join(folder, 'data'));
let result;
try {
  const { answers, notices } = await wholeLine(node, people);
  const log = await timed('verifying the log', async () => verifyLog(node, folder));
  const count = people.length;
  const sound =
    answers.answeredOnce === count &&
    answers.rows === count &&
    answers.distinctRows === count &&
    notices.sound === notices.downloaded &&
    log.own === 'verified' &&
    !log.independent.startsWith('failed');
  const seconds = Math.round((Date.now() - begun) / 1000);
  const [rows, candidates] = [count, people.filter(({ purpose }) => purpose === 'hire').length];
  result = { name: 'large', sound, rows, candidates, kills: node.kills, seconds, durations, answers, notices, log };
  result.machine = machine();
} finally {
  await node.stop();
  if (values.folder === undefined && result !== undefined) rmSync(folder, { recursive: true, force: true });
  else tell(`the data folder was kept: ${folder}`);
}
if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify(result, null, 2)}\n`);
process.stdout.write(`${JSON.stringify(result)}\n`);
process.exitCode = result.sound ? 0 : 1;
