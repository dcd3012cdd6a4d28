import { z } from 'zod';
import { endpoint } from './endpoint.js';
import {
  BothLanguages,
  documentKinds,
  InquiryDecision,
  InquiryState,
  ObjectionCourse,
  objectionReasons,
} from './inquiry.js';
import { CameHome, WayOut } from './provider-way.js';

/** How an officer at a desk was sure who stands before them: the document in hand, or its chip or the face. */
export const deskProofKinds = ['original_seen', 'chip_or_face_match'] as const;

/** Where the entry of something done stands in the log; without an index it waits for its place. */
export const LogPlace = z.object({
  entry: z.uuid(),
  log: z.number().int().describe('Which log of the chain of logs; 0 while it waits'),
  index: z.number().int().nullable(),
  isOwn: z.boolean().describe('Whether it speaks of the reader alone; that of a list is proven closed'),
  node: z.string().optional().describe('Whose log it is, where it is not the log of this node'),
});
export type LogPlace = z.infer<typeof LogPlace>;

/** Something done to an inquiry, as everybody who may see the inquiry reads it. */
export const OwnStep = z.object({
  what: z.string(),
  words: BothLanguages,
  at: z.iso.datetime(),
  by: BothLanguages.optional(),
  places: z.array(LogPlace),
});

/** One inquiry about the reader. Shows no name and no number, and nothing that was not told already. */
export const OwnInquiry = z.object({
  id: z.uuid(),
  state: InquiryState.describe('As everybody sees it: ASKING from the question to the release'),
  words: BothLanguages,
  purpose: BothLanguages,
  post: BothLanguages,
  authority: BothLanguages.describe('Who reviews'),
  bases: z.array(BothLanguages).describe('On what authority'),
  steps: z.array(OwnStep),
  mayObject: z.boolean(),
  course: ObjectionCourse.optional().describe('Where the objection is'),
  mayWithdraw: z.boolean(),
  mayProve: z.boolean().describe('Whether a proof of check can be made of the answer now'),
  proofs: z
    .array(z.object({ unit: BothLanguages, until: z.iso.datetime() }))
    .describe('Proofs that stand, by whom they are for'),
  result: z
    .object({ decision: InquiryDecision, sentence: BothLanguages, objectUntil: z.iso.datetime().optional() })
    .optional()
    .describe('What the person was told'),
});
export type OwnInquiry = z.infer<typeof OwnInquiry>;

/**
 * How many inquiries about the reader went to the register, each counted once; and what the last seal of a day shows to be all.
 * The same whatever came of them.
 */
export const OwnCount = z.object({
  times: z.number().int().describe('Up to now'),
  whole: z
    .object({
      times: z.number().int().describe('Of these, none is left out'),
      at: z.iso.datetime().describe('When the day was sealed'),
      since: z.iso.datetime().describe('When counting began'),
    })
    .optional()
    .describe('Left out before the first seal'),
});

/** Of which authority somebody was who looked, in the order of the page. */
export const lookingAuthorities = ['police', 'education', 'procuratorate', 'other'] as const;
export type LookingAuthority = (typeof lookingAuthorities)[number];

/** Everything that was asked about one person, unit by unit, and who opened this page for them. */
export const OwnPage = z.object({
  openUntil: z.iso.datetime(),
  units: z.array(z.object({ id: z.uuid(), unit: BothLanguages, inquiries: z.array(OwnInquiry) })),
  asked: OwnCount,
  looks: z
    .array(
      z.object({
        id: z.uuid(),
        authority: z.enum(lookingAuthorities),
        by: BothLanguages,
        ground: BothLanguages,
        at: z.iso.datetime(),
        withheldUntil: z.iso.date().optional().describe('To which day it was withheld for an investigation'),
        places: z.array(LogPlace),
      }),
    )
    .describe('Emergency looks at whoever holds the reader’s document, on this node and on those of casework'),
  withheld: z
    .object({
      looks: z.number().int(),
      oldestSince: z.iso.date().nullable(),
      longestDays: z.number().int(),
      renewals: z.number().int(),
    })
    .describe('How many looks at anybody are withheld, here and on nodes of casework; the same for every reader'),
  openings: z.array(
    z.object({
      way: z.enum(['desk', 'electronic_identity']),
      desk: BothLanguages.describe('Which desk gave a code, or that identity was proven electronically'),
      issuedAt: z.iso.datetime(),
      openedAt: z.iso.datetime().optional(),
      places: z.array(LogPlace),
    }),
  ),
});
export type OwnPage = z.infer<typeof OwnPage>;

const InquiryParams = z.strictObject({ id: z.uuid() });

/** Endpoints of the person's own page, and of the desk that proves who they are. */
export const ownPageEndpoints = {
  issueCode: endpoint({
    method: 'POST',
    path: '/api/desk-codes',
    access: 'inquiry:prove-visitor',
    summary:
      'Give a person whose document was checked a code for their own page; answers alike whether or not anything is held',
    body: z.strictObject({
      name: z.string().trim().min(1).max(100),
      document: z.strictObject({ type: z.enum(documentKinds), number: z.string().trim().min(4).max(64) }),
      proof: z.enum(deskProofKinds),
    }),
    answer: z.object({
      code: z.string().describe('Printed once, and kept nowhere'),
      address: z.string().describe('Opens the page, with the code behind `#`'),
      expiresAt: z.iso.datetime(),
    }),
    status: 201,
    journal: { act: 'inquiry.issue-desk-code' },
    perMinute: 20,
  }),
  open: endpoint({
    method: 'POST',
    path: '/api/own-page/open',
    access: 'public',
    summary: 'Open the own page with a code; wrong, used and expired codes answer alike',
    body: z.strictObject({ code: z.string().trim().min(1).max(100) }),
    answer: OwnPage,
    journal: { act: 'inquiry.open-own-page' },
    perMinute: 10,
  }),
  ways: endpoint({
    method: 'GET',
    path: '/api/own-page/ways',
    access: 'public',
    summary: 'Ways to open the own page at this node, besides the code of a desk',
    answer: z.object({
      electronicIdentity: z
        .object({ name: BothLanguages })
        .nullable()
        .describe('The provider of electronic identities, as people call it'),
    }),
    journal: { none: 'says nothing about a person' },
  }),
  beginIdentity: endpoint({
    method: 'POST',
    path: '/api/own-page/identity/begin',
    access: 'public',
    summary: 'Begin to prove who one is by electronic identity',
    answer: WayOut,
    journal: { none: 'draws numbers; nothing is opened by it' },
    perMinute: 10,
  }),
  openByIdentity: endpoint({
    method: 'POST',
    path: '/api/own-page/identity',
    access: 'public',
    summary: 'Open the own page of whom the provider of electronic identities names',
    body: CameHome,
    answer: OwnPage,
    journal: { act: 'inquiry.open-own-page' },
    perMinute: 10,
  }),
  page: endpoint({
    method: 'GET',
    path: '/api/own-page',
    access: 'own-page',
    summary: 'The own page again, in the browser that opened it',
    answer: OwnPage,
    journal: { act: 'inquiry.read-own-page' },
  }),
  object: endpoint({
    method: 'POST',
    path: '/api/own-page/inquiries/:id/object',
    access: 'own-page',
    summary: 'Object to an answer and ask for a re-check',
    params: InquiryParams,
    body: z.strictObject({ reason: z.enum(objectionReasons), words: z.string().trim().min(2).max(2000) }),
    answer: OwnPage,
    journal: { act: 'inquiry.object' },
    perMinute: 10,
  }),
  withdraw: endpoint({
    method: 'POST',
    path: '/api/own-page/units/:id/withdraw',
    access: 'own-page',
    summary: 'Withdraw every consent given to one unit that can still be withdrawn',
    params: InquiryParams,
    body: z.strictObject({}),
    answer: OwnPage,
    journal: { act: 'inquiry.withdraw-consent' },
    perMinute: 10,
  }),
  proof: endpoint({
    method: 'GET',
    path: '/api/own-page/proofs/:id',
    access: 'own-page',
    summary: 'The proof that an entry of the page stands in the log',
    params: InquiryParams,
    file: 'application/json',
    journal: { act: 'inquiry.prove-own-entry' },
    perMinute: 30,
  }),
  completeness: endpoint({
    method: 'GET',
    path: '/api/own-page/completeness',
    access: 'own-page',
    summary: 'The file that proves that nothing asked about the reader was left out, as of the last seal of a day',
    file: 'application/json',
    journal: { act: 'inquiry.prove-completeness' },
    perMinute: 6,
  }),
  copy: endpoint({
    method: 'GET',
    path: '/api/own-page/copy',
    access: 'own-page',
    summary: 'A copy to keep: what was asked and by whom; names nobody, holds no answer, and is no reference',
    file: 'application/pdf',
    journal: { act: 'inquiry.copy-own-page' },
    perMinute: 6,
  }),
  close: endpoint({
    method: 'POST',
    path: '/api/own-page/close',
    access: 'own-page',
    summary: 'Close the page in this browser',
    status: 204,
    journal: { act: 'inquiry.close-own-page' },
  }),
};
