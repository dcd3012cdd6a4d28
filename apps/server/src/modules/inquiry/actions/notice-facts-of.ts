import type { InquiryDecision } from '@gatehouse/contract';
import { maskDocumentNumber } from '@gatehouse/matching/identity-number';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { organisationName, type Platform } from '../doors.js';
import { type NoticeFacts, type PrintedPerson, personHash } from '../rules/notice-facts.js';
import type { Application } from '../store/application-store.js';
import { openPersons } from '../store/person-sealing.js';
import { titleIn } from '../views/consent-words.js';

/** A notice's facts with what only its holder has: the person as printed, and the salt of their hash. */
export type IssuedFacts = { readonly facts: NoticeFacts; readonly person: PrintedPerson; readonly salt: Uint8Array };

/** The facts of the notice on a decision; the same whenever they are made, since nothing in them moves after the release. */
export async function noticeFactsOf(
  { kernel, doors }: Platform,
  transaction: Transaction,
  row: Application,
  decision: InquiryDecision,
  issuedAt: Date,
): Promise<IssuedFacts> {
  const opened = (await openPersons(kernel.keys, transaction, [row])).get(row.id);
  const person = {
    name: opened?.name ?? '',
    maskedNumber: maskDocumentNumber(opened?.documents[0]?.number ?? ''),
  };
  const salt = kernel.keys.token('inquiry.notice-salt', row.id);
  const issuer = row.reviewerId === null ? undefined : await doors.organisation(transaction, row.reviewerId);
  const facts: NoticeFacts = {
    version: 1,
    number: row.id,
    issuer: organisationName(issuer),
    unit: organisationName(await doors.organisation(transaction, row.unitId)),
    post: titleIn(doors.law.pack.postClasses, row.postClass),
    outcome: decision.outcome,
    sentence: decision.validity,
    sources: decision.sources,
    dataAsOf: decision.dataAsOf,
    issuedAt: issuedAt.toISOString(),
    person: personHash(salt, person),
  };
  return { facts, person, salt };
}
