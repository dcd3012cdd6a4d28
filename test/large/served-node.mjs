// A node as people run it: `gatehouse serve` in a process of its own, that can lose its power and come back.
import { spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { root } from '../../scripts/prepare.mjs';

const command = join(root, 'apps/cli/bin/gatehouse.js');

/** A served demonstration on a data folder; it listens on one port for all its lives. */
export async function servedNode(folder) {
  const port = await freePort();
  const environment = {
    ...process.env,
    GATEHOUSE_DATA: folder,
    GATEHOUSE_MODE: 'demo',
    GATEHOUSE_REQUESTS_PER_MINUTE: '1000000',
    PORT: String(port),
  };
  let child;
  const node = {
    address: `http://127.0.0.1:${port}`,
    kills: 0,
    start: async () => {
      child = spawn(process.execPath, [command, 'serve'], {
        env: environment,
        cwd: root,
        stdio: ['ignore', 'inherit', 'inherit'],
      });
      await answering(node.address, child);
    },
    kill: async () => {
      node.kills += 1;
      await ended(child, 'SIGKILL');
      await node.start();
    },
    stop: () => ended(child, 'SIGTERM'),
    /** Another command over the same data folder, once the node has stopped. */
    gatehouse: (...words) =>
      spawnSync(process.execPath, [command, ...words], { env: environment, cwd: root, encoding: 'utf8' }),
  };
  return node;
}

async function answering(address, child) {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the node ended by itself with status ${child.exitCode}`);
    const answer = await fetch(`${address}/api/health`).catch(() => undefined);
    if (answer?.ok) return;
    await pause(500);
  }
}

function ended(child, signal) {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.once('exit', resolve);
    child.kill(signal);
  });
}

export function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
