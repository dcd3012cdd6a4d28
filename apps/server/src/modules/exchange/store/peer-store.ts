import type { ExchangeRole } from '@gatehouse/contract';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { newId } from '../../../kernel/ids.js';
import { viewerName } from '../../../kernel/viewer.js';

/** The other nodes. */
export function peerStore({ sql, now, viewer }: Transaction) {
  const inForce = () =>
    sql
      .selectFrom('exchange.peer')
      .select(['node', 'role', 'address', 'publicKey', 'changedAt'])
      .where('endedAt', 'is', null)
      .orderBy('role')
      .orderBy('node');

  const note = async (
    verb: 'set' | 'ended',
    peer: { node: string; role: ExchangeRole; address?: string; publicKey?: Buffer },
  ) => {
    await sql
      .insertInto('exchange.peerAction')
      .values({ id: newId(), verb, ...peer, actor: viewerName(viewer), at: now })
      .execute();
  };

  return {
    all: async () => inForce().execute(),
    one: async (node: string, role: ExchangeRole) =>
      inForce().where('node', '=', node).where('role', '=', role).executeTakeFirst(),
    set: async (peer: { node: string; role: ExchangeRole; address: string; publicKey: Buffer }) => {
      const { node, role, ...change } = peer;
      await note('set', peer);
      await sql
        .insertInto('exchange.peer')
        .values({ ...peer, changedAt: now })
        .onConflict((conflict) =>
          conflict.columns(['node', 'role']).doUpdateSet({ ...change, changedAt: now, endedAt: null }),
        )
        .execute();
    },
    /** Answers whether there was one in force. */
    end: async (node: string, role: ExchangeRole): Promise<boolean> => {
      const { numUpdatedRows } = await sql
        .updateTable('exchange.peer')
        .set({ endedAt: now, changedAt: now })
        .where('node', '=', node)
        .where('role', '=', role)
        .where('endedAt', 'is', null)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) return false;
      await note('ended', { node, role });
      return true;
    },
  };
}
