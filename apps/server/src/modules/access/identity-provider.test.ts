import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type Lie,
  providerClient,
  startProvider,
  type TestProvider,
  twoFactors,
  visitProvider,
} from '../../../../../test/harness/identity-provider.js';
import { createLog } from '../../kernel/log.js';
import { type Attempt, type IdentityProvider, openProvider } from './identity-provider.js';
import { providerRules } from './rules/identity-provider.js';

const home = 'http://localhost:7080';
const subject = 'officer-10-invented';
let provider: TestProvider;
/** A machine that nothing may call, however the provider names it. */
let bait: Server;
let baitAddress: string;
let calls = 0;
let lines: string[];

const open = (more: Partial<Parameters<typeof openProvider>[0]> = {}): IdentityProvider =>
  openProvider(
    {
      issuer: provider.issuer,
      clientId: providerClient.id,
      clientSecret: providerClient.secret,
      name: { en: 'x', zh: 'x' },
      assurances: [twoFactors],
      scope: 'openid',
      redirectAddress: `${home}/sign-in/provider`,
      ...more,
    },
    createLog('info', { write: (line) => void lines.push(line) }),
  );

/** Goes to the provider and comes home. */
async function visit(opened: IdentityProvider): Promise<{ query: string; attempt: Attempt }> {
  const begun = await opened.begin();
  if (typeof begun === 'string') throw new Error(begun);
  return { query: await visitProvider(begun.address), attempt: begun.attempt };
}

/** What the provider's word is worth after somebody went there and came home. */
async function asked(lie: Lie = {}, opened = open()): Promise<unknown> {
  const { query, attempt } = await visit(opened);
  provider.lie(lie);
  return opened.ask(query, attempt);
}

beforeAll(async () => {
  provider = await startProvider();
  provider.sendHomeTo(home);
  bait = createServer((_request, response) => {
    calls += 1;
    response.end('{}');
  });
  await new Promise<void>((resolve) => void bait.listen(0, '127.0.0.1', resolve));
  baitAddress = `http://127.0.0.1:${(bait.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await provider.close();
  bait.close();
});
beforeEach(() => {
  lines = [];
  provider.lie({});
  provider.become({ subject });
});

describe('the word of the provider', () => {
  it('names somebody by issuer and subject, once', async () => {
    const opened = open();
    const { query, attempt } = await visit(opened);
    const named = { issuer: provider.issuer, subject, isAssured: false };
    expect(await opened.ask(query, attempt)).toMatchObject(named);
    // The code is used up, at the provider too.
    expect(await opened.ask(query, attempt)).toBe('provider-refused');
    expect(lines.join('')).not.toContain(subject);
  });

  it('says that a second factor was shown only by the words of the configuration', async () => {
    provider.become({ subject, acr: twoFactors });
    expect(await asked()).toMatchObject({ isAssured: true });
    expect(await asked({}, open({ assurances: [] }))).toMatchObject({ isAssured: false });
    expect(await asked({}, open({ assurances: ['urn:invented:other'] }))).toMatchObject({ isAssured: false });
    expect(await asked({ claims: (claims) => ({ ...claims, acr: '0', amr: [twoFactors] }) })).toMatchObject({
      isAssured: true,
    });
  });

  it('asks by S256, for nothing but the subject, at the one address of the configuration', async () => {
    const begun = await open().begin();
    if (typeof begun === 'string') throw new Error(begun);
    const { searchParams } = new URL(begun.address);
    expect(Object.fromEntries(searchParams)).toMatchObject({
      response_type: 'code',
      scope: 'openid',
      redirect_uri: `${home}/sign-in/provider`,
      code_challenge_method: 'S256',
      max_age: String(providerRules.longestSinceSignInSeconds),
    });
    expect(searchParams.get('code_challenge')).not.toContain(begun.attempt.codeVerifier);
  });

  it('is none where somebody turned back there', async () => {
    provider.become({ subject: 'nobody' });
    expect(await asked()).toBe('provider-declined');
  });
});

describe('an answer that belongs elsewhere', () => {
  const swap = (query: string, name: string, value: string | undefined): string => {
    const parameters = new URLSearchParams(query);
    if (value === undefined) parameters.delete(name);
    else parameters.set(name, value);
    return parameters.toString();
  };

  it.each([
    ['another state', (query: string) => swap(query, 'state', 'x'.repeat(43))],
    ['no state', (query: string) => swap(query, 'state', undefined)],
    ['another issuer, as a mix-up brings it', (query: string) => swap(query, 'iss', 'https://other.invalid')],
    ['no issuer, where this one always says it', (query: string) => swap(query, 'iss', undefined)],
    ['two states', (query: string) => `${query}&state=${'x'.repeat(43)}`],
    ['another code', (query: string) => swap(query, 'code', 'invented')],
    ['an ID token beside the code', (query: string) => `${query}&id_token=a.b.c`],
  ])('is refused with %s', async (_what, change) => {
    const opened = open();
    const { query, attempt } = await visit(opened);
    expect(await opened.ask(change(query), attempt)).toBe('provider-refused');
  });

  it.each([
    ['state of another attempt', 'state'],
    ['nonce of another attempt', 'nonce'],
    ['PKCE verifier of another attempt', 'codeVerifier'],
  ] as const)('is refused with the %s', async (_what, which) => {
    const opened = open();
    const [mine, other] = [await visit(opened), await visit(opened)];
    const attempt = { ...mine.attempt, [which]: other.attempt[which] };
    expect(await opened.ask(mine.query, attempt)).toBe('provider-refused');
  });
});

describe('an ID token is refused', () => {
  const now = Math.floor(Date.now() / 1000);
  const stale = now - providerRules.longestSinceSignInSeconds - 120;
  it.each<[string, RegExp, Lie]>([
    ['without a signature', /INVALID_RESPONSE/, { signs: 'none' }],
    ['with a signature by a key that is not the provider’s', /INVALID_RESPONSE/, { signs: 'other' }],
    ['of another issuer', /CLAIM_COMPARISON/, { claims: (claims) => ({ ...claims, iss: 'https://other.invalid' }) }],
    ['for another node', /CLAIM_COMPARISON/, { claims: (claims) => ({ ...claims, aud: 'another' }) }],
    [
      'for several, ours not the one it was made for',
      /CLAIM_COMPARISON/,
      { claims: (claims) => ({ ...claims, aud: ['gatehouse', 'another'], azp: 'another' }) },
    ],
    ['of another nonce', /CLAIM_COMPARISON/, { claims: (claims) => ({ ...claims, nonce: 'replayed' }) }],
    ['without a nonce', /INVALID_RESPONSE/, { claims: ({ nonce: _nonce, ...claims }) => claims }],
    ['that has ended', /TIMESTAMP_CHECK/, { claims: (claims) => ({ ...claims, exp: now - 120 }) }],
    [
      'of a sign-in that lies too long back',
      /TIMESTAMP_CHECK/,
      { claims: (claims) => ({ ...claims, auth_time: stale }) },
    ],
    [
      'that does not say when somebody signed in',
      /INVALID_RESPONSE/,
      { claims: ({ auth_time: _time, ...claims }) => claims },
    ],
    ['without a subject', /INVALID_RESPONSE/, { claims: ({ sub: _subject, ...claims }) => claims }],
  ])('%s, and the log says why and not of whom', async (_what, cause, lie) => {
    expect(await asked(lie)).toBe('provider-refused');
    expect(lines.join('')).toMatch(cause);
    expect(lines.join('')).not.toContain(subject);
  });

  it('also where the provider says of itself that it does not sign', async () => {
    provider.lie({ metadata: { id_token_signing_alg_values_supported: ['none'] } });
    const opened = open();
    const { query, attempt } = await visit(opened);
    provider.lie({ signs: 'none' });
    expect(await opened.ask(query, attempt)).toBe('provider-refused');
  });
});

describe('a provider out of reach', () => {
  it('is said to be, and asked again when it is back', async () => {
    const opened = open();
    const { query, attempt } = await visit(opened);
    provider.lie({ answer: { status: 503 } });
    expect(await opened.ask(query, attempt)).toBe('provider-out-of-reach');
    provider.lie({});
    expect(await opened.ask(query, attempt)).toMatchObject({ subject });
    expect(lines.join('')).toContain('provider-out-of-reach');
  });

  it('stops no node, where nothing listens at all', async () => {
    expect(await open({ issuer: 'http://127.0.0.1:1' }).begin()).toBe('provider-out-of-reach');
  });
});

describe('nothing that the provider says makes this machine call another', () => {
  beforeEach(() => void (calls = 0));

  it.each(['token_endpoint', 'jwks_uri'])('not its %s', async (name) => {
    provider.lie({ metadata: { [name]: `${baitAddress}/inside` } });
    expect(await asked()).toBe('provider-out-of-reach');
    expect(calls).toBe(0);
  });

  it('nor sends people there', async () => {
    provider.lie({ metadata: { authorization_endpoint: `${baitAddress}/inside` } });
    expect(await open().begin()).toBe('provider-out-of-reach');
  });

  it('nor a redirect of its answers', async () => {
    expect(await asked({ answer: { status: 307, headers: { location: `${baitAddress}/inside` } } })).toMatch(
      /^provider-/,
    );
    expect(calls).toBe(0);
  });

  it.each([
    ['a slash at its end', (issuer: string) => `${issuer}/`],
    ['large letters', (issuer: string) => issuer.toUpperCase()],
  ])('nor its own issuer with %s: it is compared letter by letter', async (_how, spelt) => {
    provider.lie({ metadata: { issuer: spelt(provider.issuer) } });
    expect(await open().begin()).toMatch(/^provider-/);
  });

  it('nor another issuer than the one of the configuration', async () => {
    provider.lie({ metadata: { issuer: baitAddress } });
    expect(await open().begin()).toMatch(/^provider-/);
    expect(calls).toBe(0);
  });
});
