import { beforeAll, describe, expect, it } from 'vitest';
import { addPasskey, newAuthenticator } from '../../../../../test/harness/authenticator.js';
import { callerWithDevice, codeOn } from '../../../../../test/harness/device.js';
import { detailsOf } from '../../../../../test/harness/entry-details.js';
import { type Caller, callerAs, callerWith, makeWorld, worldPassword } from '../../../../../test/harness/people.js';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';

onChosenEngines('who signs in, or tries to, leaves an entry', (node) => {
  let auditor: Caller;
  beforeAll(async () => {
    await makeWorld(node());
    auditor = await callerAs(node(), 'auditor');
    node().clock.advance(1000);
  });
  /** The newest entries first; what follows is newer. */
  const entries = async (act: string) => {
    const read = await detailsOf(auditor, act);
    node().clock.advance(1000);
    return read;
  };
  const last = async (act: string) => (await entries(act))[0];
  const post = async (url: string, payload: object, address = '192.0.2.9') =>
    (await node().http.inject({ method: 'POST', url, payload, remoteAddress: address })).json<Record<string, string>>();
  const byDone = (by: string) => ({ outcome: 'done', details: { by } });

  describe('that says by which factor', () => {
    const asked = () => post('/api/sign-in', { account: 'clerk', password: worldPassword });

    it('a password, a code after it, and a recovery code', async () => {
      await callerAs(node(), 'registrar');
      expect(await last('access.sign-in')).toEqual(byDone('password'));
      const { device } = await callerWithDevice(node(), 'clerk');
      node().clock.advance(60_000);
      const { ticket } = await asked();
      expect(await last('access.ask-code')).toEqual(byDone('password'));
      await post('/api/sign-in/code', { ticket, code: codeOn(device, node().clock.now()) });
      expect(await last('access.sign-in')).toEqual(byDone('code'));
      await post('/api/sign-in/code', { ticket: (await asked()).ticket, code: device.recoveryCodes[0] });
      expect(await entries('access.sign-in')).toContainEqual(byDone('recovery-code'));
      await post('/api/sign-in/code', { ticket: (await asked()).ticket, code: '000000' });
      expect(await last('access.sign-in')).toEqual({ outcome: 'refused', details: { code: 'code-not-right' } });
    });

    it('a passkey', async () => {
      const device = newAuthenticator();
      await addPasskey(await callerAs(node(), 'verifier'), device);
      node().clock.advance(1000);
      const begun = await node().http.inject({ method: 'POST', url: '/api/sign-in/passkey/begin', payload: {} });
      const { challengeId } = begun.json<{ challengeId: string }>();
      await post('/api/sign-in/passkey', { challengeId, response: device.show(begun.json()) });
      expect(await last('access.sign-in')).toEqual(byDone('passkey'));
    });
  });

  describe('also where a token or link opens nothing', () => {
    const act = 'kernel.refuse-credential';
    const withToken: Caller = (...call) =>
      callerWith(node(), { authorization: `Bearer ${'made-up'.repeat(6)}` })(...call);
    const withLink: Caller = (...call) => callerWith(node(), { authorization: `Link ${'made-up'.repeat(6)}` })(...call);

    it('the first at once, and a flood of them as one number', async () => {
      expect((await withToken('GET', '/api/session')).statusCode).toBe(401);
      const one = { outcome: 'refused', details: { credential: 'token', times: 1 } };
      expect(await entries(act)).toEqual([one]);
      for (let tries = 0; tries < 20; tries += 1) await withToken('GET', '/api/session');
      expect(await entries(act)).toEqual([one]);
      await node().turn();
      expect(await entries(act)).toEqual([{ ...one, details: { credential: 'token', times: 20 } }, one]);
    });

    it('each kind by itself; a token that was ended is one of them, a session that is over is not', async () => {
      await node().turn();
      const before = (await entries(act)).length;
      await withLink('GET', '/api/consent');
      expect(await last(act)).toEqual({ outcome: 'refused', details: { credential: 'link', times: 1 } });
      const caller = await callerAs(node(), 'reviewer');
      const made = (await caller('POST', '/api/tokens', { name: 'x', expiresAt: '2027-03-01T00:00:00Z' })).json();
      await caller('POST', `/api/tokens/${String(made.id)}/end`);
      await callerWith(node(), { authorization: `Bearer ${String(made.secret)}` })('GET', '/api/session');
      expect(await last(act)).toEqual({ outcome: 'refused', details: { credential: 'token', times: 1 } });
      await caller('POST', '/api/sign-out');
      expect((await caller('GET', '/api/session')).statusCode).toBe(401);
      expect(await entries(act)).toHaveLength(before + 2);
    });
  });
});
