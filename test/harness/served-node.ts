import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { codeOfStep, stepAt } from '@gatehouse/server';
import { worldPassword } from './invented-world.js';

/** From here, and from where the measurements are built. */
const program = ['../../', '../../../../']
  .map((up) => fileURLToPath(new URL(`${up}apps/cli/bin/gatehouse.js`, import.meta.url)))
  .find((path) => existsSync(path));

/** A node that serves as a process of its own, which can be killed. */
export type Serving = { readonly child: ChildProcess; readonly address: string };

/** Starts `gatehouse serve`, and waits for nothing. */
export function begin(environment: Record<string, string>): ChildProcess {
  if (program === undefined) throw new Error('the command line is not where it was');
  const child = spawn(process.execPath, [program, 'serve'], {
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // Whoever started it takes it along.
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
  return child;
}

/** Starts `gatehouse serve`; resolves once it says its address, or ends. */
export async function serve(
  environment: Record<string, string>,
): Promise<Serving | { status: number; stderr: string }> {
  const child = begin(environment);
  let [stdout, stderr] = ['', ''];
  child.stderr?.on('data', (bytes: Buffer) => (stderr += bytes.toString()));
  return new Promise((resolve) => {
    child.stdout?.on('data', (bytes: Buffer) => {
      stdout += bytes.toString();
      const address = /Gatehouse 守门: (http:\S+)/.exec(stdout)?.[1];
      if (address !== undefined) resolve({ child, address });
    });
    // Once its last words are read: a process that ends is heard of before them.
    child.once('close', (status, signal) => resolve({ status: status ?? -1, stderr: stderr || `ended by ${signal}` }));
  });
}

/** Starts `gatehouse serve` where it has to succeed. */
export async function served(environment: Record<string, string>): Promise<Serving> {
  const found = await serve(environment);
  if ('status' in found) throw new Error(`the node did not start: ${found.stderr}`);
  return found;
}

/** The devices of accounts at nodes that serve: there it is as in any office. */
const devices = new Map<string, { readonly recoveryCodes: string[] }>();

/** The headers of an account's session at a node that serves: by password and device, which is set up the first time. */
export async function sessionAt(address: string, account: string): Promise<Record<string, string>> {
  const headers: Record<string, string> = { 'content-type': 'application/json', 'x-gatehouse-request': '1' };
  const send = async (path: string, body: object): Promise<Record<string, unknown>> => {
    const answer = await fetch(`${address}/api${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    const cookie = answer.headers.get('set-cookie')?.split(';')[0];
    if (cookie !== undefined) headers.cookie = cookie;
    return (await answer.json()) as Record<string, unknown>;
  };
  const { ticket, secondFactor } = await send('/sign-in', { account, password: worldPassword });
  if (ticket !== undefined) await send('/sign-in/code', { ticket, code: devices.get(account)?.recoveryCodes.shift() });
  if (secondFactor === 'missing') {
    const secret = String((await send('/second-factor/begin', {})).secret);
    const given = { current: worldPassword, code: codeOfStep(secret, stepAt(new Date())) };
    const { recoveryCodes } = await send('/second-factor/set', given);
    devices.set(account, { recoveryCodes: recoveryCodes as string[] });
  }
  return { cookie: headers.cookie ?? '', 'x-gatehouse-request': '1' };
}
