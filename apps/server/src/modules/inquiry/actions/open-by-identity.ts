import type { AnswerOf, ErrorCode, OwnPage, ownPageEndpoints } from '@gatehouse/contract';
import { refuse } from '../../../kernel/errors.js';
import type { Transport } from '../../../kernel/http/route.js';
import type { ElectronicIdentity, ElectronicIdentityFailure, Platform } from '../doors.js';
import { visitStore } from '../store/visit-store.js';
import { openBy } from './open-own-page.js';
import { shownPerson } from './shown-person.js';

/** What somebody without an account reads of each failure. */
const codes: Readonly<Record<ElectronicIdentityFailure, ErrorCode>> = {
  'provider-refused': 'identity-not-taken',
  'provider-declined': 'identity-declined',
  'provider-out-of-reach': 'identity-out-of-reach',
  'provider-took-too-long': 'identity-took-too-long',
  'not-enough': 'identity-not-enough',
};

/** The ways by which the own page is opened at this node, besides the code of a desk. */
export async function readOwnPageWays({ doors }: Platform): Promise<AnswerOf<typeof ownPageEndpoints.ways>> {
  const { electronicIdentity } = doors;
  return { electronicIdentity: electronicIdentity === undefined ? null : { name: electronicIdentity.name } };
}

/**
 * Sends somebody to the provider of electronic identities, without a word of who they are.
 * @throws DomainError `identity-not-offered`, `identity-out-of-reach`
 */
export async function beginIdentity(platform: Platform): Promise<AnswerOf<typeof ownPageEndpoints.beginIdentity>> {
  const begun = await offered(platform).begin(platform.kernel);
  return typeof begun === 'string' ? refuse(codes[begun]) : begun;
}

/**
 * Opens the own page of whom the provider names. What is written is what a desk writes of a document, by the node itself: it looks up nothing,
 * and the page shows by which way it was opened.
 * @throws DomainError `identity-…`; `identity-not-enough` also for a number that cannot be one
 */
export async function openByIdentity(
  platform: Platform,
  came: { readonly attempt: string; readonly query: string },
  browser: Pick<Transport, 'bindBrowser'>,
): Promise<OwnPage> {
  const { kernel } = platform;
  // Asked before the act: nothing waits for another machine inside a transaction.
  const proven = await offered(platform).take(kernel, came);
  return openBy(platform, browser, async (context) => {
    if (typeof proven === 'string') return refuse(codes[proven]);
    const { person, problems } = shownPerson(platform, proven, context.now);
    if (person === undefined || problems.length > 0) return refuse('identity-not-enough');
    const { subjectsShown, ...tokens } = person;
    const proof = 'electronic_identity';
    const deskCodeId = await visitStore(context).insertProven({ ...tokens, proof, expiresAt: context.now });
    return { deskCodeId, entry: { subjects: subjectsShown, details: { proof } } };
  });
}

function offered({ doors }: Platform): ElectronicIdentity {
  return doors.electronicIdentity ?? refuse('identity-not-offered');
}
