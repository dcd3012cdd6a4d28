import type { EnteredPerson, ProhibitionEntry } from '@gatehouse/contract';
import { civilDateAt } from '@gatehouse/law';
import { isDocumentType, parseDocumentNumber } from '@gatehouse/matching/identity-number';
import type { ActContext } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { newId } from '../../../kernel/ids.js';
import type { Desk } from '../doors.js';
import { entryProblems, minorProblems } from '../rules/entry.js';
import type { Order, OrderState } from '../rules/order.js';
import { barredPosts, isOverOn, spanOf } from '../rules/span.js';
import { type CaseFacts, openOrder, type OpenedOrder, orderTokens } from '../store/order-sealing.js';
import { type Changes, orderOf, prohibitionStore, type ProhibitionRow } from '../store/prohibition-store.js';

/** An order that is held until the act ends, opened. */
export type HeldOrder = OpenedOrder & { readonly row: ProhibitionRow; readonly order: Order };

/** An entry without problems: the person with documents in their one form, and the columns that hold the rest. */
export type SoundEntry = {
  readonly person: EnteredPerson;
  readonly caseFacts: CaseFacts;
  readonly columns: ReturnType<typeof columnsOf>;
};

/**
 * The order as the viewer saw it, if it is at one of these states.
 * @throws DomainError `not-found` for an order of others; `prohibition-not-at-step`; `changed-meanwhile`
 */
export async function holdOrder(
  { kernel }: Desk,
  context: ActContext,
  id: string,
  version: number,
  states: readonly OrderState[],
): Promise<HeldOrder> {
  const row = await prohibitionStore(context).held(id);
  if (!states.includes(row.state as OrderState)) refuse('prohibition-not-at-step');
  if (row.version !== version) refuse('changed-meanwhile');
  return { ...(await openOrder(kernel.keys, context, row)), row, order: orderOf(row) };
}

/**
 * Checks an entry: the person by the rules of a draft inquiry, the rest by the law pack.
 * @throws DomainError `prohibition-problems` with the fields
 */
export function soundEntry({ doors }: Desk, now: Date, entry: ProhibitionEntry): SoundEntry {
  const { problems, documents } = doors.checkPerson(entry.person, now);
  const all = [
    ...problems,
    ...entryProblems(entry, doors.law.pack, civilDateAt(now)),
    ...minorProblems(entry, birthDateOf(entry.person), doors.law, now),
  ];
  if (all.length > 0) refuse('prohibition-problems', {}, all);
  return {
    person: { ...entry.person, documents: documents as EnteredPerson['documents'] },
    caseFacts: caseFactsOf(entry),
    columns: columnsOf(entry),
  };
}

/** What the case was, as it is sealed. */
export function caseFactsOf(entry: ProhibitionEntry): CaseFacts {
  const { orderedBy, caseNumber, offence, department, deedOn, sentenceMonths } = entry;
  return {
    ...{ orderedBy, caseNumber, offence, department },
    ...(deedOn === undefined ? {} : { deedOn }),
    ...(sentenceMonths === undefined ? {} : { sentenceMonths }),
  };
}

/** The day of birth as entered, else as a document number says it. */
function birthDateOf({ birthDate, documents }: EnteredPerson): string | null {
  if (birthDate !== undefined) return birthDate;
  const read = documents.map(({ type, number }) =>
    isDocumentType(type) ? parseDocumentNumber(type, number).birthDate : undefined,
  );
  return read.find((day) => day !== undefined) ?? null;
}

function columnsOf(entry: ProhibitionEntry) {
  const { regime, effectiveOn, sentence, exposesChild } = entry;
  return {
    ...{ regime, effectiveOn, sentence, exposesChild },
    sentenceEndsOn: entry.sentenceEndsOn ?? null,
    paroledOn: entry.paroledOn ?? null,
    years: entry.years ?? null,
    postClasses: entry.postClasses ?? null,
  };
}

/** The last day of an order as its row will say; null: none is known. */
export function endsOn({ doors }: Desk, order: Order): string | null {
  return spanOf(order, doors.law).ends;
}

/**
 * Tells the platform where an order stands from now on: what was told before ends, and what holds or will hold is told under an id of its
 * own. Nothing of court, case or offence crosses. Answers the columns that say so.
 * @param entryId the journal entry of the act: the message leaves once that is published
 */
export async function tellPlatform(
  { doors }: Desk,
  context: ActContext,
  { told, order, person }: { readonly told: string | null; readonly order: Order; readonly person: EnteredPerson },
  entryId: string,
): Promise<Pick<Changes, 'toldId' | 'toldAt' | 'receivedAt'>> {
  const { law } = doors;
  const at = context.now.toISOString();
  if (told !== null)
    await doors.sendToPlatform(context, 'prohibition.end', [{ body: { prohibitionId: told, endedAt: at }, entryId }]);
  const span = spanOf(order, law);
  const isOver = order.state !== 'VERIFIED' || isOverOn(span, civilDateAt(context.now));
  if (span.begins === null || isOver) return { toldId: null, toldAt: null, receivedAt: null };
  const prohibitionId = newId();
  const posts = barredPosts(order, law);
  const body = {
    ...{ prohibitionId, person, toldAt: at },
    postClasses: posts === null ? null : [...posts],
    beginsOn: span.begins,
    endsOn: span.ends,
  };
  await doors.sendToPlatform(context, 'prohibition.tell', [{ body, entryId }]);
  return { toldId: prohibitionId, toldAt: context.now, receivedAt: null };
}

/** What the journal says of an act about an order: which, whom by token, and what it rests on. */
export function entryAbout({ kernel, doors }: Desk, id: string, regime: string, person: EnteredPerson) {
  const source = doors.law.pack.prohibitionRegimes.find((one) => one.id === regime)?.source;
  return {
    object: { kind: 'supervision.prohibition', id },
    subjects: orderTokens(kernel.keys, person.documents).subjects,
    ...(source === undefined ? {} : { authority: source }),
  };
}
