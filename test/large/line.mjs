// The line that every row takes, by the people whose work it is. Each step looks first what is left to do, so that it can be
// gone on with after the node was killed.
import { pause } from './served-node.mjs';
import { everyItem, portions, Refused, several, visitByLink } from './visitor.mjs';

const together = 500;
const atOnce = 6;

/** Waits until the list has been read. */
export async function readList(clerk, id, tell) {
  for (;;) {
    const batch = await clerk.get(`/api/inquiry-batches/${id}`);
    tell(`read ${batch.progress.done} of ${batch.progress.rows}`);
    if (batch.state === 'READY') return batch;
    if (!['READING', 'PROCESSING'].includes(batch.state)) throw new Error(`the list is ${batch.state}`);
    await pause(1000);
  }
}

/** Every inquiry of the list that is in one of the states, with its row. */
export function inStates(visitor, batchId, states) {
  const query = states.map((state) => `state=${state}`).join('&');
  return everyItem(visitor, `/api/inquiries?batchId=${batchId}${query === '' ? '' : `&${query}`}`);
}

export async function proveIdentities(clerk, batchId, tell) {
  const path = `/api/inquiry-batches/${batchId}/prove-identity`;
  const rows = (await inStates(clerk, batchId, ['DRAFT'])).filter((row) => !row.identityProven);
  await inPortions(rows, tell, 'identities proven', (ids) => clerk.post(path, { kind: 'original_seen', rows: ids }));
}

/** Serving staff are given notice. */
export async function serveNotices(clerk, batchId, people, tell) {
  const path = `/api/inquiry-batches/${batchId}/serve-notices`;
  const servedOn = new Date().toISOString().slice(0, 10);
  const rows = (await inStates(clerk, batchId, ['DRAFT'])).filter((row) => personOf(people, row).purpose === 'annual');
  await inPortions(rows, tell, 'notices served', (ids) => clerk.post(path, { servedOn, rows: ids }));
}

/** Candidates get a letter with link and code, open it, and agree. A letter that was lost is sent again. */
export async function answerConsents(node, clerk, batchId, people, tell) {
  const path = `/api/inquiry-batches/${batchId}/send-consents`;
  const rows = (await inStates(clerk, batchId, ['DRAFT', 'CONSENT_PENDING'])).filter(
    (row) => personOf(people, row).purpose === 'hire',
  );
  const byId = new Map(rows.map((row) => [row.id, personOf(people, row)]));
  await inPortions(rows, tell, 'consents answered', async (ids) => {
    const contacts = ids.map((inquiryId) => ({ inquiryId, channel: 'printed' }));
    const { printed } = await clerk.post(path, { contacts });
    await several(printed, atOnce, (letter) =>
      agree(visitByLink(node, letter.link), letter.code, byId.get(letter.inquiryId)),
    );
  });
}

async function agree(person, code, { name, number }) {
  const page = await person.post('/api/consent/unlock', { code });
  const answer = { answer: 'agree', name, documentNumber: number, textHash: page.text.hash };
  // An answer that was given before the power went is given once.
  await person.post('/api/consent/answer', answer).catch(unlessAlreadyDone);
}

export async function submitAll(clerk, batchId, tell) {
  const path = `/api/inquiry-batches/${batchId}/submit`;
  const rows = await inStates(clerk, batchId, ['CONSENTED', 'NOTICE_SERVED']);
  await inPortions(rows, tell, 'submitted', async (ids) => {
    const { version } = await clerk.get(`/api/inquiry-batches/${batchId}`);
    await clerk.post(path, { version, rows: ids });
  });
}

/** The authority approves what it is shown; each approval asks the registry. */
export async function approveAll(reviewer, batchId, tell) {
  const rows = await inStates(reviewer, batchId, ['SUBMITTED']);
  let done = 0;
  for (const portion of portions(rows, 200)) {
    const items = portion.map(({ id, version }) => ({ id, version }));
    const { approved } = await reviewer.post('/api/inquiry-reviews/approve', { items });
    tell(`approved ${(done += approved.length)} of ${rows.length}`);
  }
}

/** Comparers empty their inboxes until everything asked was released. */
export async function compareUntilReleased(clerk, comparers, batchId, count, tell) {
  for (;;) {
    for (const comparer of comparers) await emptyInbox(comparer);
    const { counts } = await clerk.get(`/api/inquiry-batches/${batchId}`);
    const released = counts.byState.RELEASED ?? 0;
    tell(`released ${released} of ${count}`);
    if (released === count) return;
    await pause(2000);
  }
}

async function emptyInbox(comparer) {
  for (const { id, version } of await everyItem(comparer, '/api/registry/comparisons')) {
    try {
      const path = `/api/registry/comparisons/${id}`;
      const claimed = await comparer.post(`${path}/claim`, { version });
      const { lines } = await comparer.get(path);
      const same = ['name', 'document'].every((field) =>
        lines.some((line) => line.field === field && line.verdict === 'same'),
      );
      const ending = same ? 'same_person' : 'not_the_same';
      await comparer.post(`${path}/opinions`, { version: claimed.version, ending, reason: 'name and number compared' });
    } catch (error) {
      unlessAlreadyDone(error);
    }
  }
}

/** Work on the ids of rows in portions; a portion that was cut off by a kill is looked at again by the caller. */
async function inPortions(rows, tell, what, work) {
  let done = 0;
  for (const portion of portions(rows, together)) {
    await work(portion.map(({ id }) => id));
    tell(`${what}: ${(done += portion.length)} of ${rows.length}`);
  }
}

/** A refusal because it is done already, or another has done it, is no failure after a kill; anything else is. */
function unlessAlreadyDone(error) {
  if (error instanceof Refused && [404, 409, 412, 422].includes(error.status)) return;
  throw error;
}

/** A row is numbered by its line in the file, of which the first holds the titles. */
function personOf(people, row) {
  const person = people[row.rowNumber - 2];
  if (person === undefined) throw new Error(`the list has a row ${row.rowNumber} that was not in the file`);
  return person;
}
