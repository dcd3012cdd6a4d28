import { type CanaryPath, canaryPerson, type ExchangeMessage, heldByUnit } from '@gatehouse/contract';
import { type LawPack, purposeRequirements } from '@gatehouse/law';

/** A place of the invented province, which no source has to cover. */
const divisionCode = '109999';

type Sent = {
  readonly [P in CanaryPath]: ExchangeMessage<P extends 'inquiry' ? 'inquiry.ask' : 'enrolment.enrol'>;
};

/**
 * What a canary says of itself: the invented person, and the first terms of the pack that a question for monitoring may have, so that it is
 * accepted as any. Undefined where the pack has no such terms: nobody is monitored by it.
 */
export function canaryMessages(pack: LawPack, id: string, now: Date): Sent | undefined {
  const { purpose } = pack.monitoring;
  const terms = pack.unitTypes
    .flatMap(({ id: unitType }) => pack.postClasses.map(({ id: postClass }) => ({ purpose, unitType, postClass })))
    .map((one) => ({
      ...one,
      legalBases: purposeRequirements(pack, purpose, one.postClass, one.unitType, now).legalBases,
    }))
    .find(({ legalBases }) => legalBases.length > 0);
  if (terms === undefined) return undefined;
  const person = { ...canaryPerson, documents: [...canaryPerson.documents], formerNames: [] };
  const said = { ...terms, divisionCode, identityProof: heldByUnit, canary: true as const, person };
  const at = now.toISOString();
  return {
    inquiry: { ...said, askId: id, personClass: 'serving', urgent: false, askedAt: at },
    monitoring: { ...said, enrolmentId: id, enrolledAt: at },
  };
}
