import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExchangeRole } from '@gatehouse/contract';
import { type Config, openNode, readConfig } from '@gatehouse/server';
import { setPeer } from '../../apps/server/src/modules/exchange/actions/manage-peers.js';
import type { ExchangeSetting } from '../../apps/server/src/modules/exchange/setting.js';
import { makeWorld } from './people.js';
import { byPasswordAlone, type TestNode } from './test-node.js';

/** An authority whose node runs apart from the others, and listens. */
export type Authority = {
  readonly role: ExchangeRole;
  readonly node: TestNode;
  readonly address: string;
  /** Where its database is; empty: in its folder. */
  readonly databaseUrl: string;
  /** Stops it; its folder and its database stay. */
  readonly stop: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Opens the node of one authority with a database, keys and a clock of its own. */
export async function openAuthority(
  role: ExchangeRole,
  databaseUrl: string,
  clock: TestNode['clock'],
): Promise<Authority> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-authority-'));
  const opened = await openIn(folder, role, databaseUrl, clock);
  await makeWorld(opened.node);
  return opened;
}

/** Opens an authority that was stopped; its address is another. */
export function openAgain({ role, databaseUrl, node: { folder, clock } }: Authority): Promise<Authority> {
  return openIn(folder, role, databaseUrl, clock);
}

/** What the node of an authority is opened by. */
export function configOf({ role, databaseUrl, node: { folder } }: Authority): Config {
  return configIn(folder, role, databaseUrl);
}

function configIn(folder: string, role: ExchangeRole, databaseUrl: string): Config {
  return readConfig({
    GATEHOUSE_DATA: folder,
    GATEHOUSE_MODE: 'office',
    GATEHOUSE_ROLES: role,
    GATEHOUSE_LAW_PACK: 'demonstration',
    DATABASE_URL: databaseUrl,
    GATEHOUSE_LOG_LEVEL: 'silent',
    GATEHOUSE_REQUESTS_PER_MINUTE: '1000000',
  });
}

async function openIn(
  folder: string,
  role: ExchangeRole,
  databaseUrl: string,
  clock: TestNode['clock'],
): Promise<Authority> {
  const options = { clock, draw: () => 1, sendsCanaries: false, ...byPasswordAlone };
  const opened = await openNode(configIn(folder, role, databaseUrl), options);
  const node: TestNode = { ...opened, clock, engine: databaseUrl === '' ? 'embedded' : 'postgres', folder };
  const address = await opened.http.listen({ port: 0, host: '127.0.0.1' });
  // One that was stopped by a test is not stopped again.
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= opened.close());
  const close = async () => {
    await stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { role, node, address, databaseUrl, stop, close };
}

/** Enters an authority as a peer of another, as their operators do. @param address where it is reached */
export async function introduce(to: Authority, other: Authority, address: string): Promise<void> {
  const setting = { kernel: to.node.kernel, node: to.node.kernel.keys.describe().node, roles: [to.role] } as unknown;
  const publicKey = Buffer.from(other.node.kernel.keys.publicKey('exchange')).toString('base64');
  const place = { node: other.node.kernel.keys.describe().node, role: other.role };
  const operator = { kind: 'operator', name: 'root' } as const;
  await setPeer(setting as ExchangeSetting, operator, place, { address, publicKey });
}
