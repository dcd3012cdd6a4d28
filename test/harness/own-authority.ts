import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExchangeRole } from '@gatehouse/contract';
import { openNode, readConfig } from '@gatehouse/server';
import { setPeer } from '../../apps/server/src/modules/exchange/actions/manage-peers.js';
import type { ExchangeSetting } from '../../apps/server/src/modules/exchange/setting.js';
import { makeWorld } from './people.js';
import { byPasswordAlone, type TestNode } from './test-node.js';

/** An authority whose node runs apart from the others, and listens. */
export type Authority = {
  readonly role: ExchangeRole;
  readonly node: TestNode;
  readonly address: string;
  readonly close: () => Promise<void>;
};

/** Opens the node of one authority with a database, keys and a clock of its own. */
export async function openAuthority(
  role: ExchangeRole,
  databaseUrl: string,
  clock: TestNode['clock'],
): Promise<Authority> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-authority-'));
  const config = readConfig({
    GATEHOUSE_DATA: folder,
    GATEHOUSE_MODE: 'office',
    GATEHOUSE_ROLES: role,
    GATEHOUSE_LAW_PACK: 'demonstration',
    DATABASE_URL: databaseUrl,
    GATEHOUSE_LOG_LEVEL: 'silent',
    GATEHOUSE_REQUESTS_PER_MINUTE: '1000000',
  });
  const opened = await openNode(config, { clock, draw: () => 1, sendsCanaries: false, ...byPasswordAlone });
  const node: TestNode = { ...opened, clock, engine: databaseUrl === '' ? 'embedded' : 'postgres', folder };
  await makeWorld(node);
  const address = await opened.http.listen({ port: 0, host: '127.0.0.1' });
  const close = async () => {
    await opened.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { role, node, address, close };
}

/** Enters an authority as a peer of another, as their operators do. @param address where it is reached */
export async function introduce(to: Authority, other: Authority, address: string): Promise<void> {
  const setting = { kernel: to.node.kernel, node: to.node.kernel.keys.describe().node, roles: [to.role] } as unknown;
  const publicKey = Buffer.from(other.node.kernel.keys.publicKey('exchange')).toString('base64');
  const place = { node: other.node.kernel.keys.describe().node, role: other.role };
  const operator = { kind: 'operator', name: 'root' } as const;
  await setPeer(setting as ExchangeSetting, operator, place, { address, publicKey });
}
