import type { ExchangeMessage } from '@gatehouse/contract';

type Enrolled = Omit<ExchangeMessage<'enrolment.enrol'>, 'enrolmentId' | 'enrolledAt'>;

/** The list of the index in which those enrolled stand; no question reaches it, since its name has neither partition nor label. */
export const enrolledList = 'enrolled';

/**
 * What those have in common who are told by one question: one identity as held, whatever the order of names and documents, and terms that
 * reach the same records. The place decides about sources alone, and may differ.
 */
export function questionInCommon(enrolledBy: string, { person, ...terms }: Omit<Enrolled, 'divisionCode'>): string {
  const { formerNames, documents, ...rest } = person;
  const held = documents.map(({ type, number }) => `${type}:${number}`).sort();
  const { purpose, postClass, unitType, identityProof } = terms;
  const facts = [rest.name, rest.sex ?? '', rest.birthDate ?? '', rest.nationality ?? ''];
  const reach = [[...terms.legalBases].sort(), purpose, postClass, unitType, identityProof];
  return JSON.stringify([enrolledBy, reach, facts, [...formerNames].sort(), held]);
}

/** The question that the registry puts to itself for somebody enrolled. */
export function standingQuestion(enrolled: Enrolled, askId: string, askedAt: Date): ExchangeMessage<'inquiry.ask'> {
  return { ...enrolled, askId, personClass: 'serving', urgent: true, askedAt: askedAt.toISOString() };
}

/** Of those whom evidence points to, whom nobody has compared with somebody enrolled on this very evidence. */
export function newsAmong<P extends { readonly evidenceTokens: readonly Buffer[] }>(
  pointedTo: readonly P[],
  compared: ReadonlySet<string>,
): P[] {
  // Without a token the person has left the index since: whoever brings them back announces them.
  return pointedTo.filter(
    ({ evidenceTokens }) =>
      evidenceTokens.length > 0 && !evidenceTokens.some((token) => compared.has(token.toString('hex'))),
  );
}
