import { ExchangeStandingAnswer, exchangeEndpoints, type SignedStanding } from '@gatehouse/contract';
import { deliveryRules } from '../rules/delivery.js';
import { isSignedBy, standingAnswerBytes } from '../rules/envelope.js';

/**
 * Tells a sender how far it arrived, and gives its answer; undefined where it could not be reached, refused, or did not sign: it is told again by
 * the next turn. A node of a version before does not know the question.
 */
export async function handOverStanding(
  { address, publicKey }: { readonly address: string; readonly publicKey: Uint8Array },
  signed: SignedStanding,
): Promise<ExchangeStandingAnswer | undefined> {
  try {
    const response = await fetch(new URL(exchangeEndpoints.takeStanding.path, address), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(signed),
      redirect: 'manual',
      signal: AbortSignal.timeout(deliveryRules.callTimeout * 1000),
    });
    if (response.status !== 200) return undefined;
    const answer = ExchangeStandingAnswer.safeParse(await response.json());
    if (!answer.success) return undefined;
    const { signature, again, gone } = answer.data;
    const bytes = standingAnswerBytes(signed.standing.to.node, signed.standing, { again, gone });
    return isSignedBy(publicKey, bytes, signature) ? answer.data : undefined;
  } catch {
    return undefined;
  }
}
