import type { ExchangeRole, PeerView } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { isProtectedAddress } from '../rules/address.js';
import type { ExchangeSetting } from '../setting.js';
import { peerStore } from '../store/peer-store.js';

type PeerName = { readonly node: string; readonly role: ExchangeRole };

/** What the operator enters at the other nodes. */
export function readIdentity({ kernel, node, roles }: ExchangeSetting) {
  return { node, roles: [...roles], publicKey: Buffer.from(kernel.keys.publicKey('exchange')).toString('base64') };
}

/** The nodes in force. */
export async function listPeers({ kernel }: ExchangeSetting, viewer: Viewer): Promise<{ items: PeerView[] }> {
  const peers = await withTransaction(kernel.database, viewer, kernel.clock.now(), (transaction) =>
    peerStore(transaction).all(),
  );
  return {
    items: peers.map(({ node, role, address, publicKey, changedAt }) => ({
      node,
      role: role as ExchangeRole,
      address,
      publicKey: publicKey.toString('base64'),
      changedAt: changedAt.toISOString(),
    })),
  };
}

/**
 * Enters a node, or changes it.
 * @throws DomainError `exchange-address-unprotected`
 */
export async function setPeer(
  { kernel }: ExchangeSetting,
  viewer: Viewer,
  name: PeerName,
  { address, publicKey }: { address: string; publicKey: string },
): Promise<PeerView> {
  return act(kernel, viewer, 'exchange.set-peer', async (context) => {
    if (!isProtectedAddress(address)) refuse('exchange-address-unprotected');
    await peerStore(context).set({ ...name, address, publicKey: Buffer.from(publicKey, 'base64') });
    await context.record({
      object: { kind: 'exchange.peer', id: name.node },
      details: { role: name.role, address, publicKey },
    });
    return { ...name, address, publicKey, changedAt: context.now.toISOString() };
  });
}

/** Ends the exchange with a node: nothing is sent to it or taken from it any more. */
export async function endPeer({ kernel }: ExchangeSetting, viewer: Viewer, name: PeerName): Promise<undefined> {
  return act(kernel, viewer, 'exchange.end-peer', async (context) => {
    if (!(await peerStore(context).end(name.node, name.role))) refuse('not-found');
    await context.record({ object: { kind: 'exchange.peer', id: name.node }, details: { role: name.role } });
    return undefined;
  });
}
