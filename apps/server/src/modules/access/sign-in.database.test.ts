import { beforeAll, expect, it } from 'vitest';
import { makeWorld, signInAs, worldPassword } from '../../../../../test/harness/people.js';
import { onBothEngines } from '../../../../../test/harness/test-node.js';

onBothEngines('signing in', (node) => {
  beforeAll(async () => {
    await makeWorld(node());
  });
  const signIn = (account: string, password: string) =>
    node().http.inject({ method: 'POST', url: '/api/sign-in', payload: { account, password } });

  it('starts a session that says who is there and what they may do', async () => {
    const headers = await signInAs(node(), 'clerk');
    const answer = await node().http.inject({ url: '/api/session', headers });
    expect(answer.json()).toMatchObject({ login: 'clerk', roles: ['clerk'], organisation: { kind: 'unit' } });
    expect(answer.json().permissions).toContain('inquiry:draft');
  });

  it('answers an unknown account and a wrong password alike', async () => {
    const [unknown, wrong] = [await signIn('nobody', 'x'), await signIn('reviewer', 'x')];
    const { reference: _a, ...first } = unknown.json();
    const { reference: _b, ...second } = wrong.json();
    expect(first).toEqual(second);
  });

  it('makes repeated failures wait, from that address for that account only', async () => {
    for (let failure = 0; failure < 5; failure += 1) expect((await signIn('auditor', 'x')).statusCode).toBe(401);
    expect((await signIn('auditor', worldPassword)).json().code).toBe('sign-in-waiting');
    const elsewhere = await node().http.inject({
      method: 'POST',
      url: '/api/sign-in',
      remoteAddress: '192.0.2.7',
      payload: { account: 'auditor', password: worldPassword },
    });
    expect(elsewhere.statusCode).toBe(200);
    node().clock.advance(3000);
    expect((await signIn('auditor', worldPassword)).statusCode).toBe(200);
  });

  it('ends the session at sign-out, at once', async () => {
    const headers = await signInAs(node(), 'verifier');
    expect((await node().http.inject({ method: 'POST', url: '/api/sign-out', headers })).statusCode).toBe(204);
    expect((await node().http.inject({ url: '/api/session', headers })).statusCode).toBe(401);
  });

  it('refuses an unsafe request that another site could have sent', async () => {
    const { cookie } = await signInAs(node(), 'verifier');
    expect((await node().http.inject({ method: 'POST', url: '/api/sign-out', headers: { cookie } })).statusCode).toBe(
      403,
    );
  });
});
