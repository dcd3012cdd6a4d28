import type { AnswerOf, proofEndpoints } from '@gatehouse/contract';
import { signRequest } from '@gatehouse/credential';
import { proofTerms } from '@gatehouse/law';
import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { newSecret } from '../../../kernel/ids.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { audienceOf } from '../rules/proof.js';
import { keyOfProofs } from './status-list.js';

/**
 * Signs, for a unit, what a person can answer with a proof. It opens nothing: whom the unit means to ask, the node is not told.
 * @throws DomainError `proof-not-allowed` where the law pack has no proofs
 */
export async function requestProof(
  { kernel, doors }: Platform,
  viewer: Viewer,
  postClass: string,
): Promise<AnswerOf<typeof proofEndpoints.request>> {
  return act(kernel, viewer, 'inquiry.request-proof', async (context) => {
    if (viewer.kind !== 'account') refuse('not-signed-in');
    const { pack, settings } = doors.law;
    const terms = proofTerms(pack, settings) ?? refuse('proof-not-allowed');
    const unit = await doors.organisation(context, viewer.organisationId);
    if (unit?.kind !== 'unit') refuse('not-permitted');
    if (!pack.postClasses.some(({ id }) => id === postClass)) refuse('not-found');
    const issuedAt = Math.floor(context.now.getTime() / 1000);
    const expiresAt = issuedAt + terms.requestMinutes * 60;
    const asked = { audience: audienceOf(unit.id), nonce: newSecret(), postClass };
    const named = { nameEn: unit.nameEn, nameZh: unit.nameZh, issuedAt, expiresAt };
    await context.record({ object: { kind: 'unit', id: unit.id }, details: { postClass } });
    return {
      ...asked,
      request: await signRequest({ ...asked, ...named }, doors.publicAddress, keyOfProofs(kernel.keys).sign),
      expiresAt: new Date(expiresAt * 1000).toISOString(),
      validDays: terms.validDays,
    };
  });
}
