import { codeOfStep, stepAt } from '../../apps/server/src/modules/access/rules/totp.js';
import { type Caller, callerAs, worldPassword } from './people.js';
import type { TestNode } from './test-node.js';

/** Somebody's device, and the recovery codes they wrote down. */
export type Device = { readonly secret: string; readonly recoveryCodes: string[] };

/** The code that a device shows so many steps from an instant. */
export function codeOn({ secret }: Pick<Device, 'secret'>, now: Date, steps = 0): string {
  return codeOfStep(secret, stepAt(now) + steps);
}

/** Sets a device up as somebody's second factor; the code of the present step is taken by it. */
export async function setUpDevice(caller: Caller, now: Date, password = worldPassword): Promise<Device> {
  const begun = await caller('POST', '/api/second-factor/begin');
  const secret = String(begun.json().secret);
  const body = { current: password, code: codeOn({ secret }, now) };
  const set = await caller('POST', '/api/second-factor/set', body);
  if (set.statusCode !== 200) throw new Error(`the device was refused: ${set.statusCode} ${String(set.code)}`);
  return { secret, recoveryCodes: set.json().recoveryCodes as string[] };
}

/** Signs an account of the world in for the first time where its roles ask for a second factor, and sets its device up. */
export async function callerWithDevice(node: TestNode, login: string): Promise<Caller & { readonly device: Device }> {
  const caller = await callerAs(node, login);
  return Object.assign(caller, { device: await setUpDevice(caller, node.clock.now()) });
}
