import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { BothLanguages } from './inquiry.js';
import { RegistryDocumentType } from './registry-facts.js';
import { PlacementView, ProhibitionState } from './supervision.js';
import { WithheldPeriod } from './withheld-looks.js';

/** What an emergency look can open. Casework to come adds its own kinds here, and a policy on its tables. */
export const emergencyKinds = ['prohibitions'] as const;

/** Why somebody needs what is not assigned to them. Only a child in danger lets it be opened without a second person. */
export const emergencyGrounds = ['child_in_danger', 'child_missing', 'urgent_measure'] as const;

/** Where an emergency look stands. `suspended` is of the account and no state of the look. */
export const emergencyLookStates = ['waiting', 'declined', 'open', 'over', 'lapsed'] as const;

/** What the auditor found of a look. */
export const emergencyVerdicts = ['in_order', 'not_in_order'] as const;

const Text = z.string().trim().min(2).max(500);
const LookId = z.strictObject({ id: z.uuid() });

/** An emergency look, for its owner, for whoever may approve it, and for the auditor; never whom it is about. */
export const EmergencyLook = z.object({
  id: z.uuid(),
  kind: z.enum(emergencyKinds),
  state: z.enum(emergencyLookStates),
  isOwn: z.boolean(),
  askedBy: z.string(),
  accountId: z.uuid(),
  ground: z.enum(emergencyGrounds),
  reason: z.string(),
  reference: z.string(),
  askedAt: z.iso.datetime(),
  openedAt: z.iso.datetime().optional(),
  openUntil: z.iso.datetime().optional(),
  endedAt: z.iso.datetime().optional(),
  isAlone: z.boolean().describe('Opened without a second person, who did not answer in time'),
  approvedBy: z.string().optional(),
  aloneFrom: z.iso.datetime().optional().describe('From when its owner may open it alone'),
  reviewDueAt: z.iso.datetime().optional(),
  verdict: z.enum(emergencyVerdicts).optional(),
  verdictWords: z.string().optional(),
  suspendedAt: z.iso.datetime().optional().describe('Since when the account of its owner is suspended for it'),
  may: z.array(z.enum(['approve', 'decline', 'open_alone', 'look', 'end', 'review'])),
  withheld: z.array(WithheldPeriod).describe('For how long it is kept from whom it is about; none: it is not'),
  mayWithhold: z.array(z.enum(['withhold', 'decide'])),
  withholdAtMost: z.iso.date().describe('The last day that can be asked for now'),
});
export type EmergencyLook = z.infer<typeof EmergencyLook>;

/** What the frame of every page needs of an open look. */
export const OpenEmergencyLook = z.object({ open: z.object({ id: z.uuid(), until: z.iso.datetime() }).nullable() });

/** What an emergency look shows of one order: enough to protect a child today, nothing of court, case or offence. */
export const EmergencyProhibition = z.object({
  regime: BothLanguages,
  state: ProhibitionState,
  from: BothLanguages,
  until: BothLanguages,
  posts: z.array(BothLanguages).describe('Empty: all posts in close contact with minors'),
  keptBy: BothLanguages.describe('The procuratorate to be asked for more'),
  placements: z.array(PlacementView.pick({ unit: true, postClass: true, fromDate: true, endedOn: true })),
});
export type EmergencyProhibition = z.infer<typeof EmergencyProhibition>;

/** Endpoints of emergency looks: one object, asked for, approved, opened for an hour, reviewed. */
export const emergencyLookEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/api/emergency-looks',
    access: 'access:emergency-look',
    summary: 'The own emergency looks, and those of colleagues that wait for a second person',
    answer: z.object({ items: z.array(EmergencyLook) }),
    journal: { act: 'access.list-emergency-looks' },
  }),
  open: endpoint({
    method: 'GET',
    path: '/api/emergency-looks/open',
    access: 'access:emergency-look',
    summary: 'The own look that is open now, for the banner of every page',
    answer: OpenEmergencyLook,
    journal: { none: 'reads only the own account' },
  }),
  ask: endpoint({
    method: 'POST',
    path: '/api/emergency-looks',
    access: 'access:emergency-look',
    summary: 'Ask to open what is kept about one person by others; answers alike whether anything is kept',
    body: z.strictObject({
      kind: z.enum(emergencyKinds),
      documentType: RegistryDocumentType,
      number: z.string().min(1).max(64),
      ground: z.enum(emergencyGrounds),
      reason: Text,
      reference: Text,
    }),
    answer: EmergencyLook,
    status: 201,
    journal: { act: 'access.ask-emergency-look' },
    perMinute: 10,
  }),
  approve: endpoint({
    method: 'POST',
    path: '/api/emergency-looks/:id/approve',
    access: 'access:emergency-look',
    summary: 'Open the look of a colleague, as the second person',
    params: LookId,
    answer: EmergencyLook,
    journal: { act: 'access.approve-emergency-look' },
  }),
  decline: endpoint({
    method: 'POST',
    path: '/api/emergency-looks/:id/decline',
    access: 'access:emergency-look',
    summary: 'Decline the look of a colleague',
    params: LookId,
    answer: EmergencyLook,
    journal: { act: 'access.decline-emergency-look' },
  }),
  openAlone: endpoint({
    method: 'POST',
    path: '/api/emergency-looks/:id/open-alone',
    access: 'access:emergency-look',
    summary:
      'Open the own look without a second person, who was silent, for a child in danger; people elsewhere are paged',
    params: LookId,
    answer: EmergencyLook,
    journal: { act: 'access.open-emergency-look-alone' },
  }),
  end: endpoint({
    method: 'POST',
    path: '/api/emergency-looks/:id/end',
    access: 'access:emergency-look',
    summary: 'End the own look, or take it back',
    params: LookId,
    answer: EmergencyLook,
    journal: { act: 'access.end-emergency-look' },
  }),
  prohibitions: endpoint({
    method: 'GET',
    path: '/api/emergency-looks/:id/prohibitions',
    access: 'access:emergency-look',
    summary: 'Orders of employment prohibition about the person of an open look, whoever keeps them',
    params: LookId,
    answer: z.object({ items: z.array(EmergencyProhibition), until: z.iso.datetime() }),
    journal: { act: 'supervision.look-in-emergency' },
  }),
  withhold: endpoint({
    method: 'POST',
    path: '/api/emergency-looks/:id/withholdings',
    access: 'access:emergency-look',
    summary: 'Ask that the own look be withheld to a day from whom it is about; a second person decides',
    params: LookId,
    body: z.strictObject({ untilDay: z.iso.date(), reason: Text }),
    answer: EmergencyLook,
    status: 201,
    journal: { act: 'access.withhold-look' },
  }),
  decideWithholding: endpoint({
    method: 'POST',
    path: '/api/emergency-looks/:id/withholding-decision',
    access: 'access:emergency-look',
    summary: 'Decide, as the second person, whether a look is withheld from whom it is about',
    params: LookId,
    body: z.strictObject({ decision: z.enum(['approve', 'decline']) }),
    answer: EmergencyLook,
    journal: { act: 'access.decide-withholding' },
  }),
  toReview: endpoint({
    method: 'GET',
    path: '/api/emergency-looks-to-review',
    access: 'access:review-emergency-looks',
    summary: 'Emergency looks for the auditor, those that wait for a review first',
    answer: z.object({ items: z.array(EmergencyLook) }),
    journal: { act: 'access.list-emergency-looks' },
  }),
  review: endpoint({
    method: 'POST',
    path: '/api/emergency-looks/:id/review',
    access: 'access:review-emergency-looks',
    summary: 'Say whether a look was in order; one that was not suspends its account at once',
    params: LookId,
    body: z.strictObject({ verdict: z.enum(emergencyVerdicts), words: Text }),
    answer: EmergencyLook,
    journal: { act: 'access.review-emergency-look' },
  }),
};
