// The line that every row takes, by the people whose work it is. Each step looks first what is left to do, so that it can be
// gone on with after the node was killed.
import { pause } from './served-node.mjs';
import { everyItem, Refused, several, visitByLink } from './visitor.mjs';

const atOnce = 6;

/** Waits until a deed for many has ended; one that asks for a person goes on in their name. */
async function worked(visitor, asked, tell, what) {
  let deed = asked;
  for (;;) {
    const { rows, done, left } = deed.progress;
    tell(`${what}: ${done + left} of ${rows}`);
    if (deed.state === 'DONE') return deed;
    if (deed.state !== 'WORKING') throw new Error(`${what}: the deed is ${deed.state}`);
    await pause(1000);
    deed = await visitor.get(`/api/inquiry-deeds/${asked.id}`);
  }
}

/** Asks for a deed; where a kill left one at work, that one is waited for. */
async function deedOf(visitor, batchId, path, body, tell, what) {
  const { deed } = await visitor.get(`/api/inquiry-batches/${batchId}`);
  if (deed?.state === 'WORKING') await worked(visitor, deed, tell, `${what} (before)`);
  return worked(visitor, await visitor.post(path, body), tell, what);
}

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
  await deedOf(clerk, batchId, path, { kind: 'original_seen' }, tell, 'identities proven');
}

/** Serving staff are given notice. */
export async function serveNotices(clerk, batchId, tell) {
  const path = `/api/inquiry-batches/${batchId}/serve-notices`;
  const servedOn = new Date().toISOString().slice(0, 10);
  await deedOf(clerk, batchId, path, { servedOn }, tell, 'notices served');
}

/** Candidates get a letter with link and code, open it, and agree. A letter that was lost is sent again. */
export async function answerConsents(node, clerk, batchId, people, tell) {
  const path = `/api/inquiry-batches/${batchId}/send-consents`;
  const rows = (await inStates(clerk, batchId, ['DRAFT', 'CONSENT_PENDING'])).filter(
    (row) => personOf(people, row).purpose === 'hire',
  );
  if (rows.length === 0) return;
  const contacts = rows.map(({ id }) => ({ inquiryId: id, channel: 'printed' }));
  const deed = await deedOf(clerk, batchId, path, { contacts }, tell, 'consents asked for');
  const letters = await everyItem(clerk, `/api/inquiry-deeds/${deed.id}/letters`);
  let done = 0;
  await several(letters, atOnce, async (letter) => {
    await agree(visitByLink(node, letter.link), letter.code, personOf(people, letter));
    done += 1;
    if (done % 100 === 0) tell(`consents answered: ${done} of ${letters.length}`);
  });
  const inquiries = letters.map(({ inquiryId }) => inquiryId);
  await clerk.post(`/api/inquiry-deeds/${deed.id}/letters/printed`, { inquiries });
}

async function agree(person, code, { name, number }) {
  const page = await person.post('/api/consent/unlock', { code });
  const answer = { answer: 'agree', name, documentNumber: number, textHash: page.text.hash };
  // An answer that was given before the power went is given once.
  await person.post('/api/consent/answer', answer).catch(unlessAlreadyDone);
}

export async function submitAll(clerk, batchId, tell) {
  const path = `/api/inquiry-batches/${batchId}/submit`;
  const { version } = await clerk.get(`/api/inquiry-batches/${batchId}`);
  await deedOf(clerk, batchId, path, { version }, tell, 'submitted');
}

/** The authority approves what it is shown, all in one deed; each approval asks the registry. */
export async function approveAll(reviewer, batchId, tell) {
  const { items: earlier } = await reviewer.get('/api/inquiry-deeds?kind=approve&limit=1');
  if (earlier[0]?.state === 'WORKING') await worked(reviewer, earlier[0], tell, 'approved (before)');
  const rows = await inStates(reviewer, batchId, ['SUBMITTED']);
  if (rows.length === 0) return;
  const items = rows.map(({ id, version }) => ({ id, version }));
  await worked(reviewer, await reviewer.post('/api/inquiry-reviews/approve', { items }), tell, 'approved');
}

/** Waits until every approved inquiry has been put to the registry. */
export async function waitForQuestions(clerk, batchId, count, tell) {
  for (;;) {
    const { counts } = await clerk.get(`/api/inquiry-batches/${batchId}`);
    const { APPROVED: approved = 0, ASKING: asking = 0, RELEASED: released = 0 } = counts.byState;
    tell(`asked ${asking + released} of ${count}`);
    if (approved === 0) return;
    await pause(2000);
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
