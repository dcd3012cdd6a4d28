import { type FieldProblem, type InquiryDecision, type InquiryView, keptOf, type Words } from '@gatehouse/contract';
import { answerText } from '@gatehouse/law';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { Platform } from '../doors.js';
import { deedsOf, hasNotice, seesTypes } from '../policy.js';
import { stillWorking } from '../rules/clocks.js';
import { isVoid } from '../rules/objection.js';
import { settlementsLeft, settlementsOffered } from '../rules/settlements.js';
import { type Application, applicationStore } from '../store/application-store.js';
import { consentStore } from '../store/consent-store.js';
import { objectionStore } from '../store/objection-store.js';
import { openPersons } from '../store/person-sealing.js';
import { toldStore } from '../store/told-store.js';
import words from '../words.json' with { type: 'json' };
import { consentStateOf } from './consent-state.js';
import { lineOf } from './lines.js';
import { objectionCourseView } from './objection-course.js';
import { stepsOf } from './steps.js';

const texts: Readonly<Record<'timeline' | 'sentences' | 'next' | 'breaches', Readonly<Record<string, Words>>>> = words;
const nothing: Words = { en: '', zh: '' };

/** What a page shows beside the row of its inquiry. */
export type PageFacts = Awaited<ReturnType<typeof loadPage>>;

/** Asks for everything about an inquiry that its id alone leads to, together. */
export async function loadPage({ kernel }: Platform, transaction: Transaction, id: string) {
  const told = toldStore(kernel.keys, transaction);
  const consents = consentStore(transaction);
  const [actions, said, link, breaches, objection] = await Promise.all([
    applicationStore(transaction).actions(id),
    consents.consents(id),
    consents.latestOf(id),
    told.breaches(id),
    objectionStore(transaction).latest(id),
  ]);
  return { actions, said, link, breaches, objection };
}

/**
 * One inquiry as its page shows it. Reads the same tables in the same order whatever was answered, so that between the
 * question and the release neither its words nor its work tell the answer.
 */
export async function inquiryView(
  platform: Platform,
  transaction: Transaction,
  row: Application,
  facts: PageFacts | Promise<PageFacts> = loadPage(platform, transaction, row.id),
): Promise<InquiryView> {
  const { kernel, doors } = platform;
  const told = toldStore(kernel.keys, transaction);
  const [{ actions, said, link, breaches, objection }, called, persons, types] = await Promise.all([
    facts,
    doors.called(transaction, row.reviewerId === null ? [row.unitId] : [row.unitId, row.reviewerId]),
    openPersons(kernel.keys, transaction, [row]),
    seesTypes(transaction.viewer, row) ? told.types(row) : undefined,
  ]);
  const unit = called(row.unitId);
  const authority = row.reviewerId === null ? nothing : called(row.reviewerId);
  const person = persons.get(row.id);
  const consent = consentStateOf(said, link, transaction.now);
  const decision = await told.openDecision(row);
  const course = await objectionCourseView(platform, transaction, row, objection);
  const may = deedsOf(transaction.viewer, row);
  const offered = may.includes('settle') ? settlementsOffered(doors.law.pack, row, transaction.now) : [];
  return {
    ...lineOf(row, person ?? { name: '—', formerNames: [], documents: [] }, unit, transaction.now),
    ...termsOf(platform, row),
    ...(person?.postTitle === undefined ? {} : { postTitle: person.postTitle }),
    formerNames: [...(person?.formerNames ?? [])],
    authority,
    consent,
    fields: row.problems as FieldProblem[],
    steps: stepsOf(row, actions, unit, authority),
    sentence: sentenceFor(platform, row, decision, transaction.now),
    ...(decision === undefined ? {} : { decision }),
    ...(types === undefined ? {} : { types: typesIn(platform, types) }),
    next: nextFor(transaction, row, decision),
    may,
    settlements: settlementsLeft(offered, decision?.outcome),
    breaches: breaches.map(({ kind, at }) => ({ kind, words: texts.breaches[kind] ?? nothing, at: at.toISOString() })),
    ...(objection === undefined || objection.endedAt !== null
      ? {}
      : { objection: { reason: objection.reason as 'other', at: objection.at.toISOString() } }),
    ...(course === undefined ? {} : { course }),
    noticeReady: hasNotice(row),
    timeline: actions.map((action) => ({
      what: action.verb,
      words: texts.timeline[action.verb] ?? nothing,
      at: action.at.toISOString(),
      ...byOf(row, action.organisationId, unit, authority),
    })),
  };
}

function byOf(row: Application, organisationId: string | null, unit: Words, authority: Words): { by?: Words } {
  if (organisationId === null) return {};
  if (organisationId === row.unitId) return { by: unit };
  return organisationId === row.reviewerId ? { by: authority } : {};
}

/** What the row says by itself. */
function termsOf({ doors }: Platform, row: Application) {
  const { pack } = doors.law;
  const returned = row.returned as InquiryView['returned'] | null;
  const settlement = row.settlement as InquiryView['settlement'] | null;
  return {
    employmentForm: row.employmentForm,
    urgent: row.urgent,
    standing: row.standing,
    permission: row.permission,
    monitored: row.monitored,
    legalBases: row.legalBases.map((id) => ({
      id,
      title: pack.legalBases.find((basis) => basis.id === id)?.title ?? { en: id, zh: id },
    })),
    ...(row.identityProof === null || row.identityProvenAt === null
      ? {}
      : { identityProof: { kind: row.identityProof as 'original_seen', at: row.identityProvenAt.toISOString() } }),
    ...(row.releasedAt === null || isVoid(row.state) ? {} : { mayStartFrom: row.releasedAt.toISOString() }),
    ...keptOf(row),
    ...(returned ? { returned } : {}),
    ...(settlement ? { settlement } : {}),
  };
}

function typesIn({ doors }: Platform, types: readonly string[]): NonNullable<InquiryView['types']> {
  return types.map((id) => ({
    id,
    title: doors.law.pack.labels.find((label) => label.id === id)?.title ?? { en: id, zh: id },
  }));
}

/** The large sentence: the answer once there is one, else that there is none, by the clock of the windows alone. */
function sentenceFor({ doors }: Platform, row: Application, decision: InquiryDecision | undefined, now: Date): Words {
  const { pack } = doors.law;
  if (row.erasedAt !== null) return texts.sentences.ERASED ?? nothing;
  if (row.state === 'CONSENT_REFUSED') return answerText(pack, 'consent_refused', {});
  const before = texts.sentences[row.state];
  if (before !== undefined) return before;
  if (decision !== undefined) return decision.validity;
  return answerText(pack, stillWorking(doors.law, row.askedAt, row.urgent, now) ? 'still_working' : 'waiting', {});
}

function nextFor({ viewer }: Transaction, row: Application, decision: InquiryDecision | undefined): Words {
  if (row.erasedAt !== null) return texts.next.ERASED ?? nothing;
  const reviews = viewer.kind === 'account' && viewer.organisationId === row.reviewerId;
  if (row.state === 'SUBMITTED' && reviews) return texts.next.review ?? nothing;
  if (row.state === 'RELEASED' && decision !== undefined) return decision.next;
  return texts.next[nextKey(row)] ?? nothing;
}

function nextKey({ state, permission, dueAt }: Application): string {
  if (state === 'DRAFT' && permission === 'notice') return 'DRAFT_NOTICE';
  return isVoid(state) && dueAt === null ? 'RECALL_NOTED' : state;
}
