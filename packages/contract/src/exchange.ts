import { z } from 'zod';

/** A document of a person as asked: the type of the number, and the number as the person gave it, normalised. */
export const AskedDocument = z.strictObject({
  type: z.enum(['resident_id', 'hmt_residence', 'hm_permit', 'tw_permit', 'foreign_pr', 'passport']),
  number: z.string(),
});

/** A source of the registry as an answer names it. */
export const AnsweringSource = z.strictObject({
  code: z.string(),
  nameEn: z.string(),
  nameZh: z.string(),
  dataAsOf: z.iso.datetime(),
});

/** A person as asked about, or enrolled: everything that is held of names and documents. */
const AskedPerson = z.strictObject({
  name: z.string(),
  formerNames: z.array(z.string()),
  sex: z.enum(['male', 'female']).optional(),
  birthDate: z.iso.date().optional(),
  nationality: z.string().optional(),
  documents: z.array(AskedDocument),
});

/** How it is known who somebody enrolled is: not proven anew, but as the unit that employs them holds it. */
export const heldByUnit = 'held_by_unit';

/** What decides what a question, or an enrolment, may be told of; keys of the law pack. */
const askedTerms = {
  purpose: z.string(),
  postClass: z.string(),
  unitType: z.string(),
  divisionCode: z.string(),
  /** At least one: each reaches what the pack says it reaches. */
  legalBases: z.array(z.string()).min(1),
  identityProof: z.string(),
};

/**
 * Says that the person is invented: it goes the whole way and reaches canaries alone, which no real question reaches. Nobody can ask about a
 * real person by it.
 */
const canary = { canary: z.literal(true).optional() };

/** A part of those enrolled: the first two digits of their ids. */
const EnrolmentPart = z.string().regex(/^[0-9a-f]{2}$/);

const bothNames = z.strictObject({ en: z.string(), zh: z.string() });

/** One step of a gap as it went: whose it was, from when until when, and since when it was late. */
export const GapCourseStep = z.strictObject({
  step: z.string(),
  responsible: z.enum(['unit', 'reviewing']),
  begunAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  overdueAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
});
export type GapCourseStep = z.infer<typeof GapCourseStep>;

const lawPack = z.strictObject({ id: z.string(), version: z.string(), hash: z.string() });

/**
 * What crosses between the authorities' nodes, signed, through an outbox, also inside one process. Ids are random and made
 * for the exchange: `askId` is not the inquiry's own id, so that neither side learns the other's numbering.
 */
export const exchangeMessages = {
  /** Platform to registry: is something on record that must be told for this purpose? */
  'inquiry.ask': z.strictObject({
    askId: z.uuid(),
    /** The question whose answer is objected to: it is looked at again by people who took no part in that answer. */
    recheckOf: z.uuid().optional(),
    /** By when that has to be answered, where it is looked at again: the objection's own clock. */
    dueAt: z.iso.datetime().optional(),
    ...askedTerms,
    ...canary,
    personClass: z.enum(['candidate', 'serving']),
    urgent: z.boolean(),
    person: AskedPerson,
    askedAt: z.iso.datetime(),
  }),
  /** Registry to platform. `not_now` is no answer about the person: a source is silent. */
  'inquiry.answer': z.strictObject({
    askId: z.uuid(),
    outcome: z.enum(['no_record', 'record_found', 'not_now']),
    /** Type labels of the law pack; for the education department only, never for the unit. */
    types: z.array(z.string()),
    sources: z.array(AnsweringSource),
    dataAsOf: z.iso.datetime(),
    silent: z.strictObject({ nameEn: z.string(), nameZh: z.string(), since: z.iso.datetime() }).optional(),
    lawPack,
    answeredAt: z.iso.datetime(),
  }),
  /**
   * Registry to platform: the answer to this question is void and has to be asked for again. Says nothing else: the same for
   * whatever was answered and whatever changed.
   */
  'inquiry.recall': z.strictObject({ askId: z.uuid(), recalledAt: z.iso.datetime() }),
  /** Platform to registry: withdrawn or cancelled before it was answered; a comparison under way ends without an answer. */
  'inquiry.cancel': z.strictObject({ askId: z.uuid() }),
  /**
   * Platform to registry: this person works with children from now on; whatever comes on record that must be told for this purpose
   * is looked at by people. One id for one employment at one unit; a changed identity is enrolled anew under another.
   */
  'enrolment.enrol': z.strictObject({
    enrolmentId: z.uuid(),
    ...askedTerms,
    ...canary,
    person: AskedPerson,
    enrolledAt: z.iso.datetime(),
  }),
  /** Platform to registry: no longer. May come before the enrolment it ends. */
  'enrolment.leave': z.strictObject({ enrolmentId: z.uuid(), leftAt: z.iso.datetime() }),
  /** Registry to platform: compared with everybody on record, and followed since. Says nothing of what was found: the same for all. */
  'enrolment.confirmed': z.strictObject({ enrolmentId: z.uuid(), confirmedAt: z.iso.datetime() }),
  /**
   * Registry to platform: two people found that the person enrolled is on record. `askId` names this answer as that of a question:
   * it is recalled, and looked at again, by it. Enrolments of one person are told by one.
   */
  'enrolment.found': z.strictObject({
    enrolmentId: z.uuid(),
    askId: z.uuid(),
    types: z.array(z.string()),
    sources: z.array(AnsweringSource),
    dataAsOf: z.iso.datetime(),
    lawPack,
    foundAt: z.iso.datetime(),
  }),
  /**
   * Casework to platform: this person may not be placed in these posts on these days. Says nothing of court, case or offence. A corrected
   * order is told under another id.
   */
  'prohibition.tell': z.strictObject({
    prohibitionId: z.uuid(),
    person: AskedPerson,
    /** Null: all posts in close contact with minors. */
    postClasses: z.array(z.string()).min(1).nullable(),
    beginsOn: z.iso.date(),
    /** The last day; null: no end is known. */
    endsOn: z.iso.date().nullable(),
    toldAt: z.iso.datetime(),
  }),
  /** Casework to platform: no longer. May come before the telling that it ends. */
  'prohibition.end': z.strictObject({ prohibitionId: z.uuid(), endedAt: z.iso.datetime() }),
  /** Platform to casework: kept, and compared with every roster. The same words for everybody. */
  'prohibition.received': z.strictObject({ prohibitionId: z.uuid(), receivedAt: z.iso.datetime() }),
  /** Platform to casework: somebody whom the order bars from a post is on a roster for it. `isSure`: not by the document alone. */
  'prohibition.placed': z.strictObject({
    prohibitionId: z.uuid(),
    placementId: z.uuid(),
    unit: z.strictObject({ en: z.string(), zh: z.string() }),
    postClass: z.string(),
    fromDate: z.iso.date(),
    isSure: z.boolean(),
    seenAt: z.iso.datetime(),
  }),
  /** Platform to casework: not any more, since after this day. */
  'prohibition.left': z.strictObject({ placementId: z.uuid(), endedOn: z.iso.date() }),
  /**
   * Platform to casework: a gap that the education authorities left lying is owed to the procuratorate, and each later step of it under a higher
   * version. Unit, authorities, kind and days; no person, no number and no word that somebody wrote. `referralId` is made for the exchange.
   */
  'gap.owed': z.strictObject({
    referralId: z.uuid(),
    version: z.int().min(1),
    /** The division of the authority that was late: it decides which procuratorate has it. */
    divisionCode: z.string().regex(/^[0-9]{6}$/),
    unit: bothNames,
    authority: bothNames.nullable(),
    above: bothNames.nullable(),
    kind: z.string(),
    postClass: z.string().nullable(),
    missing: z.int().nullable(),
    since: z.iso.datetime(),
    foundAt: z.iso.datetime(),
    escalatedAt: z.iso.datetime().nullable(),
    owedAt: z.iso.datetime(),
    stillThere: z.boolean(),
    course: z.array(GapCourseStep).min(1),
    /** When it was closed at the platform, and as what. */
    closed: z.strictObject({ at: z.iso.datetime(), outcome: z.enum(['mended', 'verified', 'void']) }).nullable(),
  }),
  /** Casework to platform: which procuratorate has a gap, that it was taken in hand, that it was closed there. Never what was decided. */
  'gap.held': z.strictObject({
    referralId: z.uuid(),
    state: z.enum(['placed', 'in_hand', 'closed']),
    procuratorate: bothNames,
    at: z.iso.datetime(),
  }),
  /**
   * Platform to registry, once a day: how many are enrolled, by state, and a digest of each of 256 parts of them by the first two digits of
   * their ids. Nothing of a person.
   */
  'enrolment.count': z.strictObject({
    countId: z.uuid(),
    countedAt: z.iso.datetime(),
    sent: z.int().min(0),
    confirmed: z.int().min(0),
    parts: z.record(EnrolmentPart, z.string().regex(/^[0-9a-f]{64}$/)),
  }),
  /** Registry to platform: what it counts itself, and in how many parts the two differ. */
  'enrolment.counted': z.strictObject({
    countId: z.uuid(),
    sent: z.int().min(0),
    confirmed: z.int().min(0),
    differing: z.int().min(0),
  }),
  /** Registry to platform: whom it follows of one part that differs, so that the platform mends it. */
  'enrolment.held': z.strictObject({
    countId: z.uuid(),
    part: EnrolmentPart,
    held: z.array(z.strictObject({ enrolmentId: z.uuid(), confirmedAt: z.iso.datetime().nullable() })),
  }),
  /**
   * Casework to platform: somebody looked, in an emergency, at what is kept about this person. Told once they may see it, and not before: reviewed by
   * then, and withheld no more. `proofs` are whole files, since nobody but the node of their log can make them.
   */
  'look.tell': z.strictObject({
    lookId: z.uuid(),
    document: AskedDocument,
    by: bothNames,
    ground: z.string(),
    openedAt: z.iso.datetime(),
    /** The last day on which it was withheld; null: it never was. */
    withheldUntil: z.iso.date().nullable(),
    proofs: z
      .array(z.strictObject({ entryId: z.uuid(), log: z.int().min(0), index: z.int().min(0), file: z.string() }))
      .min(1),
    toldAt: z.iso.datetime(),
  }),
  /** Platform to casework: put back from a backup, it may have lost this look; it is told anew. */
  'look.again': z.strictObject({ lookId: z.uuid() }),
  /** Casework to platform, for each day that has a number: how many looks at anybody are withheld there. Nothing of a person. */
  'look.count': z.strictObject({
    day: z.iso.date(),
    looks: z.int().min(0),
    oldestSince: z.iso.date().nullable(),
  }),
  /** Registry to platform: this canary stood on the desk where people compare, and was taken off it again. `canaryId` is its question or enrolment. */
  'canary.arrived': z.strictObject({ canaryId: z.uuid(), arrivedAt: z.iso.datetime() }),
} as const;

export type ExchangeMessageType = keyof typeof exchangeMessages;
export type ExchangeMessage<T extends ExchangeMessageType> = z.infer<(typeof exchangeMessages)[T]>;

/** The authorities between whose nodes messages cross. */
export const exchangeRoles = ['registry', 'platform', 'casework'] as const;
export type ExchangeRole = (typeof exchangeRoles)[number];

/** Which authority says which message, and to whom. Any other direction is refused. */
export const exchangeDirections: Readonly<Record<ExchangeMessageType, { from: ExchangeRole; to: ExchangeRole }>> = {
  'inquiry.ask': { from: 'platform', to: 'registry' },
  'inquiry.answer': { from: 'registry', to: 'platform' },
  'inquiry.recall': { from: 'registry', to: 'platform' },
  'inquiry.cancel': { from: 'platform', to: 'registry' },
  'enrolment.enrol': { from: 'platform', to: 'registry' },
  'enrolment.leave': { from: 'platform', to: 'registry' },
  'enrolment.confirmed': { from: 'registry', to: 'platform' },
  'enrolment.found': { from: 'registry', to: 'platform' },
  'prohibition.tell': { from: 'casework', to: 'platform' },
  'prohibition.end': { from: 'casework', to: 'platform' },
  'prohibition.received': { from: 'platform', to: 'casework' },
  'prohibition.placed': { from: 'platform', to: 'casework' },
  'prohibition.left': { from: 'platform', to: 'casework' },
  'gap.owed': { from: 'platform', to: 'casework' },
  'gap.held': { from: 'casework', to: 'platform' },
  'enrolment.count': { from: 'platform', to: 'registry' },
  'enrolment.counted': { from: 'registry', to: 'platform' },
  'enrolment.held': { from: 'registry', to: 'platform' },
  'look.tell': { from: 'casework', to: 'platform' },
  'look.again': { from: 'platform', to: 'casework' },
  'look.count': { from: 'casework', to: 'platform' },
  'canary.arrived': { from: 'registry', to: 'platform' },
};

/** Who has something to say to whom, each once: a way has a numbering of its own. */
export const exchangeWays: readonly { readonly from: ExchangeRole; readonly to: ExchangeRole }[] = [
  ...new Map(Object.values(exchangeDirections).map((way) => [`${way.from} ${way.to}`, way])).values(),
];

/** Whether a word names a message of the exchange. */
export function isExchangeMessageType(word: string): word is ExchangeMessageType {
  return Object.hasOwn(exchangeMessages, word);
}
