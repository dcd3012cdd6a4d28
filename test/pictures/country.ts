import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FakeClock, type Node, openNode, readConfig } from '@gatehouse/server';
import { loadDemonstration } from '../../apps/server/src/demonstration/load.js';
import { type Visitor, visit } from '../../apps/server/src/demonstration/visitor.js';

/** A demonstration that listens, and whoever one wants to be in it. */
export type Country = {
  readonly node: Node;
  readonly clock: FakeClock;
  readonly address: string;
  readonly as: (account: string) => Promise<Visitor>;
  readonly close: () => Promise<void>;
};

/** How far behind the country begins, in milliseconds. */
export const behind = 13 * 60_000;

/** Opens a demonstration on a fresh folder, its clock running, its jobs at work, its registry holding the stories only. */
export async function openCountry(): Promise<Country> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-pictures-'));
  const port = await freePort();
  const clock = runningClock();
  const address = `http://127.0.0.1:${port}`;
  const config = readConfig({
    GATEHOUSE_DATA: folder,
    GATEHOUSE_MODE: 'demo',
    GATEHOUSE_LOG_LEVEL: 'silent',
    GATEHOUSE_REQUESTS_PER_MINUTE: '1000000',
    GATEHOUSE_PUBLIC_ADDRESS: address,
    PORT: String(port),
  });
  const node = await openNode(config, { clock });
  await loadDemonstration(node, () => undefined);
  await node.http.listen({ port, host: '127.0.0.1' });
  node.start();
  const visitors = new Map<string, Promise<Visitor>>();
  return {
    node,
    clock,
    address,
    as: (account) => {
      const known = visitors.get(account) ?? visit(node.http, account).then(patient);
      visitors.set(account, known);
      return known;
    },
    close: async () => {
      await node.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Waits for something that comes by itself: a job, a release window, a signed checkpoint. */
export async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const end = Date.now() + 120_000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`${what} did not come`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Tries again where the node asks to: a clock that was moved makes the log look late for a moment. */
function patient({ get, post, upload }: Visitor): Visitor {
  const again = <T>(path: string, work: () => Promise<T>): Promise<T> =>
    until(path, async () => {
      try {
        return { answer: await work() };
      } catch (thrown) {
        if (String(thrown).includes('answered 503')) return undefined;
        throw thrown;
      }
    }).then(({ answer }) => answer);
  return {
    get: (path) => again(path, () => get(path)),
    post: (path, body) => again(path, () => post(path, body)),
    upload: (path, file) => again(path, () => upload(path, file)),
  };
}

/** Runs behind the time of day at first, so that the work made before the pictures lies in the past of the browsers. */
function runningClock(): FakeClock {
  let ahead = -behind;
  return {
    now: () => new Date(Date.now() + ahead),
    advance: (milliseconds) => {
      ahead += milliseconds;
    },
    set: (instant) => {
      ahead = instant.getTime() - Date.now();
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = address !== null && typeof address === 'object' ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
