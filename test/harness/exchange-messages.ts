import type { ExchangeMessage } from '@gatehouse/contract';

/** An invented inquiry as the platform asks it. */
export function inventedAsk(askId: string = crypto.randomUUID()): ExchangeMessage<'inquiry.ask'> {
  return {
    askId,
    purpose: 'entry',
    personClass: 'candidate',
    postClass: 'teaching',
    unitType: 'primary_school',
    divisionCode: '100101',
    legalBases: ['invented'],
    urgent: false,
    identityProof: 'original_seen',
    person: { name: '虚构人', formerNames: [], documents: [{ type: 'resident_id', number: '100101200001010010' }] },
    askedAt: '2026-11-23T01:00:00.000Z',
  };
}

/** An invented answer of the registry. */
export function inventedAnswer(askId: string): ExchangeMessage<'inquiry.answer'> {
  return {
    askId,
    outcome: 'no_record',
    types: [],
    sources: [],
    dataAsOf: '2026-11-23T00:00:00.000Z',
    lawPack: { id: 'demonstration', version: '1', hash: '00' },
    answeredAt: '2026-11-23T01:00:00.000Z',
  };
}
