import type { ExchangeStandingAnswer, SignedStanding } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { systemViewer } from '../../../kernel/viewer.js';
import { isSignedBy, standingAnswerBytes, standingBytes } from '../rules/envelope.js';
import { isSaidNow } from '../rules/standing.js';
import type { ExchangeSetting } from '../setting.js';
import { outboxStore } from '../store/outbox-store.js';
import { keyOf } from './receive-message.js';

/**
 * Is told by a receiver how far it holds what this node sent, and sends again, under their ids and numbers, what it acknowledged and does not hold: its
 * database was put back from a backup. Said twice, or by whoever recorded it, it makes messages travel once more that are known there.
 * @throws DomainError `exchange-peer-unknown`, `exchange-signature-invalid`, `exchange-not-addressed-here`, `exchange-standing-old`
 */
export async function takeStanding(
  setting: ExchangeSetting,
  { standing, signature }: SignedStanding,
): Promise<ExchangeStandingAnswer> {
  const { kernel, node, roles } = setting;
  const { from, to } = standing;
  const result = await act(kernel, systemViewer('exchange'), 'exchange.take-standing', async (context) => {
    const publicKey = (await keyOf(setting, context, from)) ?? refuse('exchange-peer-unknown');
    if (!isSignedBy(publicKey, standingBytes(standing), signature)) refuse('exchange-signature-invalid');
    if (to.node !== node || !roles.includes(to.role)) refuse('exchange-not-addressed-here');
    if (!isSaidNow(new Date(standing.askedAt), context.now)) refuse('exchange-standing-old');
    const way = { peer: from.node, fromRole: to.role, toRole: from.role };
    const found = await outboxStore(context).sendAgain(way, standing);
    await context.record({
      object: { kind: 'exchange.peer', id: from.node },
      details: { role: from.role, upTo: standing.upTo, ...found },
    });
    if (found.again > 0) await context.enqueue('exchange.deliver', {});
    return found;
  });
  const signed = await kernel.keys.sign('exchange', standingAnswerBytes(node, standing, result));
  return { ...result, node, signature: Buffer.from(signed).toString('base64') };
}
