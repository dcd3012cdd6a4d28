import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { RosterProgress } from '@gatehouse/contract';
import { benchAccount } from '../bench-node.js';
import { peakMemoryMb } from '../machine.js';
import type { ServedMessage } from '../served-node.js';

/** A unit whose node is a process of its own, that can lose its power and come back. */
export type School = {
  /** Largest resident memory of all its lives so far, in MB. */
  readonly peakMemoryMb: () => number;
  /** The longest that an answer took, in milliseconds. */
  readonly longestAnswer: () => number;
  readonly start: () => Promise<void>;
  readonly kill: () => Promise<void>;
  readonly upload: (file: Uint8Array) => Promise<RosterProgress>;
  readonly call: (method: 'GET' | 'POST', path: string, body?: object) => Promise<RosterProgress>;
};

const common = { 'x-gatehouse-request': '1' };
const json = { ...common, 'content-type': 'application/json' };

/** Prepares a unit on a folder and a database; its clerk signs in once, and stays signed in over all lives of the node. */
export function schoolAt(folder: string, databaseUrl: string): School {
  let child: ChildProcess | undefined;
  let address = '';
  let cookie = '';
  let peak = 0;
  let longest = 0;
  const measure = (): void => {
    peak = Math.max(peak, peakMemoryMb(child?.pid ?? 'self') ?? 0);
  };
  const asked = async (path: string, given: RequestInit): Promise<RosterProgress> => {
    const begun = performance.now();
    const answer = await fetch(`${address}${path}`, given);
    const text = await answer.text();
    longest = Math.max(longest, performance.now() - begun);
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text.slice(0, 300)}`);
    measure();
    return JSON.parse(text) as RosterProgress;
  };
  const ended = async (end: (one: ChildProcess) => void): Promise<void> => {
    const one = child;
    if (one === undefined || one.exitCode !== null) return;
    const over = new Promise<void>((resolve) => one.once('exit', () => resolve()));
    measure();
    end(one);
    await over;
  };
  return {
    peakMemoryMb: () => peak,
    longestAnswer: () => Math.round(longest),
    start: async () => {
      const one = fork(fileURLToPath(new URL('../served-node.js', import.meta.url)), [folder, databaseUrl, '8']);
      child = one;
      address = await new Promise<string>((resolve, reject) => {
        one.once('exit', (status) => reject(new Error(`the served node ended with status ${status}`)));
        one.on('message', (message: ServedMessage) => ('address' in message ? resolve(message.address) : undefined));
      });
      cookie ||= await signIn(address);
    },
    kill: () => ended((one) => one.kill('SIGKILL')),
    upload: (file) => {
      const form = new FormData();
      form.append('file', new Blob([new Uint8Array(file)]), 'staff.csv');
      return asked('/api/roster-loads?whole=true', { method: 'POST', headers: { ...common, cookie }, body: form });
    },
    call: (method, path, body) =>
      asked(path, {
        method,
        headers: { ...(body === undefined ? common : json), cookie },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
  };
}

async function signIn(address: string): Promise<string> {
  const answer = await fetch(`${address}/api/sign-in`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify(benchAccount),
  });
  if (!answer.ok) throw new Error(`signing in answered ${answer.status}: ${await answer.text()}`);
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}
