import type { DecisionEntry } from '@gatehouse/contract';
import { inventedRecord } from '../../../test/harness/invented-record.js';
import { inventedName, inventedNumber } from '../invented.js';
import { dateOf, yearAfter } from './calendar.js';
import { clerkOf, type Country, reviewerOf } from './country.js';
import { type Desk, everyItem } from './desks.js';
import { type Life, numberAt, type Step } from './lives.js';

type Inquiry = {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly permission: 'consent' | 'notice';
  readonly identityProof?: object;
};

const reason = 'Invented, for the simulated country.';
/** Days before the year is full on which the law pack first gives notice. */
const firstNotice = 60;
const scan = Buffer.from('%PDF-1.4 invented');

/** Carries out what stands on the agenda about somebody. Safe to repeat after a kill: what was done is found done. */
export const steps: Readonly<Record<Step, (country: Country, life: Life) => Promise<void>>> = {
  enter,
  ask: async (country, life) => check(country, life, 'approve'),
  begin: async (country, life) => check(country, life, 'begin'),
  submit: async (country, life) => check(country, life, 'submit'),
  approve: async (country, life) => {
    const last = life.checks.at(-1);
    if (last === undefined) return;
    await carry(country, life, last.inquiryId, 'approve');
    last.asked = country.state.day;
  },
  refuse,
  apply,
  end,
  rename: async (country, life) => {
    life.formerNames = [...new Set([...life.formerNames, life.name])];
    life.name = inventedName(numberAt(life.id) + 7_000_000);
    await change(country, life);
  },
  'add-document': async (country, life) => {
    life.passport = `E${String(10_000_000 + life.id)}`;
    await change(country, life);
  },
  'enter-record': async (country, life) => enterRecord(country, life, {}),
  // Told to nobody whose purpose is the screening of serving staff, until it is widened.
  'enter-narrow-record': async (country, life) => enterRecord(country, life, narrow),
  widen: async (country, life) => changeRecord(country, life, 'correct', { decision: decisionOf(life, {}) }),
  seal: async (country, life) => changeRecord(country, life, 'seal'),
  unseal: async (country, life) => changeRecord(country, life, 'unseal'),
  withdraw: async (country, life) => {
    await changeRecord(country, life, 'withdraw');
    if (life.record !== undefined) life.record.gone = true;
  },
};

function entryOf(life: Life): object {
  const documents = [{ type: 'resident_id', number: life.number }];
  return {
    person: {
      name: life.name,
      formerNames: life.formerNames,
      documents: life.passport === undefined ? documents : [...documents, { type: 'passport', number: life.passport }],
    },
    postClass: life.postClass,
    employmentForm: 'contract',
    fromDate: dateOf(life.hired),
  };
}

async function enter({ desks }: Country, life: Life): Promise<void> {
  if (life.employmentId !== undefined) return;
  const clerk = await desks.as(clerkOf(life.unit));
  life.employmentId = (
    await clerk.post<{ id: string }>('/api/employments', entryOf(life), `enter-person-${life.id}`)
  ).id;
}

async function change({ desks }: Country, life: Life): Promise<void> {
  const clerk = await desks.as(clerkOf(life.unit));
  const path = `/api/employments/${life.employmentId ?? ''}`;
  const { version } = await clerk.get<{ version: number }>(path);
  await clerk.put(path, { ...entryOf(life), version });
  life.identity += 1;
}

async function end({ desks, state }: Country, life: Life): Promise<void> {
  if (life.employmentId === undefined || life.until !== undefined) return;
  const clerk = await desks.as(clerkOf(life.unit));
  const path = `/api/employments/${life.employmentId}`;
  const { version, ended } = await clerk.get<{ version: number; ended: boolean }>(path);
  if (!ended) await clerk.post(`${path}/end`, { version, on: dateOf(state.day) });
  life.until = state.day;
}

/** Whether a school that keeps the law asks now: nothing under way, and no answer that holds for longer than the first notice. */
function needsCheck({ checks, identity }: Life, day: number): boolean {
  if (checks.some(({ told, refused }) => told === undefined && refused !== true)) return false;
  const answer = checks.findLast(
    (one) => one.told !== undefined && one.voided === undefined && one.identity === identity,
  );
  if (answer?.told === undefined) return true;
  return answer.outcome === 'no_record' && day >= yearAfter(answer.told) - firstNotice;
}

/** Starts a check from the roster and takes it as far as given; one that is under way is not started again. */
async function check(country: Country, life: Life, as: 'begin' | 'submit' | 'approve'): Promise<void> {
  const { desks, state } = country;
  if (life.employmentId === undefined || life.until !== undefined || !needsCheck(life, state.day)) return;
  const clerk = await desks.as(clerkOf(life.unit));
  const path = `/api/coverage/${life.employmentId}/check`;
  const started = await clerk.post<{ inquiryId?: string; id?: string }>(
    path,
    {},
    `check-${life.id}-${life.checks.length}`,
  );
  const inquiryId = started.inquiryId ?? started.id ?? '';
  await carry(country, life, inquiryId, as);
  const sent = as === 'begin' ? {} : { sent: state.day };
  const asked = as === 'approve' ? { asked: state.day } : {};
  life.checks.push({ inquiryId, identity: life.identity, begun: state.day, ...sent, ...asked });
}

/** Somebody who is to be hired, and stands on no roster yet. */
async function apply(country: Country, life: Life): Promise<void> {
  const { desks, state } = country;
  const clerk = await desks.as(clerkOf(life.unit));
  const { fromDate, ...entry } = entryOf(life) as { fromDate: string };
  const draft = { ...entry, purpose: 'hire', startDate: fromDate };
  const { id } = await clerk.post<{ id: string }>('/api/inquiries', draft, `apply-person-${life.id}`);
  await carry(country, life, id, 'approve');
  life.checks.push({ inquiryId: id, begun: state.day, sent: state.day, asked: state.day, identity: life.identity });
}

async function refuse(country: Country, life: Life): Promise<void> {
  const { desks } = country;
  const clerk = await desks.as(clerkOf(life.unit));
  const path = `/api/coverage/${life.employmentId ?? ''}/check`;
  const started = await clerk.post<{ inquiryId?: string; id?: string }>(path, {}, `check-${life.id}-0`);
  const inquiryId = started.inquiryId ?? started.id ?? '';
  const inquiry = await clerk.get<Inquiry>(`/api/inquiries/${inquiryId}`);
  const refused = { inquiryId, identity: life.identity, refused: true };
  life.checks.push(refused);
  if (inquiry.state === 'CONSENT_REFUSED') return;
  const proven = await prove(clerk, inquiry);
  type Sent = { printed?: { link: string; code: string } };
  const letter = { channel: 'printed', language: 'zh', version: proven.version };
  const { printed } = await clerk.post<Sent>(`/api/inquiries/${inquiryId}/send-consent`, letter);
  const person = desks.byLink(printed?.link ?? '');
  await person.post('/api/consent/unlock', { code: printed?.code });
  await person.post('/api/consent/answer', { answer: 'refuse', name: life.name, documentNumber: life.number });
}

async function prove(clerk: Desk, inquiry: Inquiry): Promise<Inquiry> {
  if (inquiry.identityProof !== undefined) return inquiry;
  const proof = { kind: 'original_seen', version: inquiry.version };
  return clerk.post<Inquiry>(`/api/inquiries/${inquiry.id}/prove-identity`, proof);
}

/** Takes an inquiry from where it stands through identity, consent or notice, submission and approval. */
async function carry(country: Country, life: Life, id: string, as: 'begin' | 'submit' | 'approve'): Promise<void> {
  const { desks, state } = country;
  const clerk = await desks.as(clerkOf(life.unit));
  const path = `/api/inquiries/${id}`;
  let inquiry = await clerk.get<Inquiry>(path);
  if (inquiry.state === 'DRAFT') {
    inquiry = await prove(clerk, inquiry);
    const { version, permission } = inquiry;
    const today = dateOf(state.day);
    inquiry =
      permission === 'consent'
        ? await clerk.upload<Inquiry>(`${path}/record-paper?version=${version}&signedOn=${today}`, 'consent.pdf', scan)
        : await clerk.post<Inquiry>(`${path}/serve-notice`, { servedOn: today, version });
  }
  if (as === 'begin') return;
  if (['CONSENTED', 'NOTICE_SERVED'].includes(inquiry.state))
    inquiry = await clerk.post<Inquiry>(`${path}/submit`, { version: inquiry.version });
  if (as === 'submit' || inquiry.state !== 'SUBMITTED') return;
  const reviewer = await desks.as(reviewerOf(state.size, life.unit));
  await reviewer.post(`${path}/approve`, { version: inquiry.version });
}

const narrow: Partial<DecisionEntry> = {
  kind: 'qualification_loss',
  offenceCodes: ['TL-14'],
  decidingBody: 'qualification_body',
  sentence: null,
};

function personOf(life: Life): { name: string; number: string } {
  // Somebody else of the same name, born on the same day.
  if (life.way === 'namesake') return { name: life.name, number: inventedNumber(numberAt(life.id) + 1) };
  return { name: life.name, number: life.number };
}

function decisionOf(life: Life, decision: Partial<DecisionEntry>) {
  return inventedRecord(personOf(life), decision).decision;
}

/** One registrar enters, another person verifies. */
async function enterRecord(country: Country, life: Life, decision: Partial<DecisionEntry>): Promise<void> {
  const { desks, state } = country;
  const registrar = await desks.as('registrar');
  const entry = inventedRecord(personOf(life), decision, `(2019)虚${life.id}号`);
  const { recordId } = await registrar.post<{ recordId: string }>('/api/registry/records', entry);
  const verifier = await desks.as('verifier');
  const items = [{ recordId, version: 1 }];
  const { results } = await verifier.post<{ results: { outcome: string; code: string | null }[] }>(
    '/api/registry/verifications',
    { items },
  );
  // Verified before a kill: it waits for nobody any more.
  if (results[0]?.outcome !== 'verified' && results[0]?.code === null)
    throw new Error(`the record of person ${life.id} was not verified: ${JSON.stringify(results)}`);
  life.record = { id: recordId, version: 2, ...(decision === narrow ? {} : { committed: state.day }) };
}

/** One person proposes a change of a record, another confirms it. */
async function changeRecord({ desks, state }: Country, life: Life, verb: string, more: object = {}): Promise<void> {
  const { record } = life;
  if (record === undefined) return;
  const { id, version } = record;
  const registrar = await desks.as('registrar');
  const proposed = { verb, version, reason, validFrom: dateOf(state.day), ...more };
  const path = `/api/registry/records/${id}/proposals`;
  const answer = await registrar.post<{ proposalId?: string }>(path, proposed, `${verb}-record-${life.id}`);
  const verifier = await desks.as('verifier');
  // Proposed before a kill: the answer names the record alone, and what was decided waits no more.
  const waiting = async () => everyItem<{ id: string; recordId: string }>(verifier, '/api/registry/proposals');
  const proposalId = answer.proposalId ?? (await waiting()).find(({ recordId }) => recordId === id)?.id;
  const decision = { recordVersion: version, decision: 'confirm', reason };
  if (proposalId !== undefined) await verifier.post(`/api/registry/proposals/${proposalId}/decision`, decision);
  record.version += 1;
  if (verb === 'seal') delete record.committed;
  else record.committed = state.day;
}
