import type { Module } from '../../kernel/module.js';
import { authenticateLink } from './actions/authenticate-link.js';
import { keptInquiries } from './actions/keep.js';
import { keptLists, listsAgain } from './actions/keep-lists.js';
import { keptVisits, visitsAgain } from './actions/keep-visits.js';
import { authenticateVisit } from './actions/own-visit.js';
import { canaryHealth } from './actions/read-canaries.js';
import { receiveCanaries } from './actions/send-canaries.js';
import { reapplyToInquiry } from './actions/reapply-lost.js';
import { receiveAnswers } from './actions/receive-answers.js';
import { receiveLooks, receiveWithheldCounts } from './actions/receive-looks.js';
import { receiveRecalls } from './actions/receive-recalls.js';
import type { InquiryDoors, Platform } from './doors.js';
import { canaryLoop, inquiryJobs, inquiryQueues, releaseLoop, sweepLoop } from './events.js';
import { inquiryRoutes } from './routes.js';

export type { InquiryDoors, Organisation, PersonalMessage } from './doors.js';
export { findServing } from './actions/find-serving.js';
export { checksOf, type CheckAtUnit, type WhoAtUnit, whomChecksAreAbout } from './actions/checks-of.js';
export { createDraft } from './actions/create-draft.js';
export { draftMany } from './actions/draft-many.js';
export { stillTold } from './actions/still-told.js';
export { findAuthority } from './actions/find-authority.js';
export { inquiryQueues } from './events.js';
export { choicesOf, personColumns } from './list/columns.js';
export { fieldOfPerson, personInRow } from './list/read-row.js';
export { checkEnteredDocument, checkEnteredPerson } from './rules/draft-check.js';

/**
 * Checks that units ask for, from draft to settlement.
 * @param doors what it needs of the rest of the house; see `InquiryDoors`
 */
export function inquiryModule(doors: InquiryDoors): Module {
  return {
    name: 'inquiry',
    role: 'platform',
    queues: inquiryQueues,
    parts: async (kernel) => {
      const platform: Platform = { kernel, doors };
      return {
        routes: inquiryRoutes(platform),
        jobs: inquiryJobs(platform),
        loops: [releaseLoop(platform), sweepLoop(platform), ...(doors.sendsCanaries ? [canaryLoop(platform)] : [])],
        health: [canaryHealth(platform)],
        receives: {
          'inquiry.answer': (context, messages) =>
            receiveAnswers(
              platform,
              context,
              messages.map(({ body }) => body),
            ),
          'canary.arrived': (context, messages) =>
            receiveCanaries(
              context,
              messages.map(({ body }) => body),
            ),
          'look.tell': (context, messages) => receiveLooks(platform, context, messages),
          'look.count': (context, messages) => receiveWithheldCounts(platform, context, messages),
          'inquiry.recall': (context, messages) =>
            receiveRecalls(
              platform,
              context,
              messages.map(({ body }) => body),
            ),
        },
        lasting: {
          inquiry: (context, lost) => reapplyToInquiry(platform, context, lost),
          ...listsAgain(platform),
          ...visitsAgain(platform),
        },
        keeps: [...keptInquiries(platform), ...keptLists(platform), ...keptVisits(kernel)],
        authenticate: async (credentials) =>
          (await authenticateLink(kernel, credentials)) ?? authenticateVisit(kernel, credentials),
      };
    },
  };
}
