import { createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Provider, { type Configuration } from 'oidc-provider';

/** What somebody is at the provider, how they have shown it there, and what it says of them. */
export type Somebody = {
  readonly subject: string;
  readonly acr?: string;
  readonly person?: { readonly name: string; readonly id_number: string };
};

/** What the provider is made to say in the place of its own word, from now on. */
export type Lie = {
  /** Changes what an ID token says; it is signed as ever. */
  readonly claims?: (claims: Record<string, unknown>) => Record<string, unknown>;
  /** Signs ID tokens by another key, or not at all. */
  readonly signs?: 'other' | 'none';
  /** Adds to how it says that it works. */
  readonly metadata?: object;
  /** What its token endpoint answers. */
  readonly answer?: { readonly status: number; readonly headers?: Readonly<Record<string, string>> };
};

/** A real identity provider (OpenID Connect) of one test file, which can be made to lie. */
export type TestProvider = {
  readonly issuer: string;
  /** What names it in the configuration of a node. */
  readonly environment: Readonly<Record<string, string>>;
  /** Says where its client is reached; before anybody comes. */
  readonly sendHomeTo: (publicAddress: string) => void;
  /** Who comes next, where it does not ask; where it asks, what it says of whoever signs in as that subject. */
  readonly become: (somebody: Somebody) => void;
  readonly lie: (lie: Lie) => void;
  readonly close: () => Promise<void>;
};

export const providerClient = { id: 'gatehouse', secret: 'invented-client-secret' } as const;
export const providerName = { en: 'Invented sign-in', zh: '虚构身份认证' } as const;
export const identityName = { en: 'Invented identity', zh: '虚构网络身份' } as const;

/** Where it sends people home to. */
const homes = ['/sign-in/provider', '/own-page/identity'];

/** The words by which it says that a second factor was shown, and that a document was shown in person. */
export const twoFactors = 'urn:invented:two-factors';
export const inPerson = 'urn:invented:in-person';

/**
 * Starts a provider on a free port.
 * @param options `asks`: it shows its own sign-in page, for browsers; else whoever comes is who `become` said
 */
export async function startProvider(options: { readonly asks?: true } = {}): Promise<TestProvider> {
  const keys = [newKey(), newKey()] as const;
  let [somebody, lie, home]: [Somebody, Lie, string] = [{ subject: 'nobody' }, {}, ''];
  const known = new Map<string, Somebody>();
  let provider: Provider | undefined;
  const server = createServer((request, response) => {
    provider ??= makeProvider(issuer, home, keys[0], options.asks ?? false, known);
    const path = request.url?.split('?')[0] ?? '';
    if (path === '/token' && lie.answer !== undefined)
      return void response.writeHead(lie.answer.status, lie.answer.headers).end('{}');
    if (path === '/token' || path.startsWith('/.well-known/')) rewrite(response, (body) => told(body, lie, keys));
    if (!options.asks && path.startsWith('/interaction/')) return void signInAs(provider, somebody, request, response);
    return void provider.callback()(request, response);
  });
  const issuer = await listen(server);
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-provider-'));
  writeFileSync(join(folder, 'client-secret'), `${providerClient.secret}\n`, { mode: 0o600 });
  return {
    issuer,
    environment: {
      GATEHOUSE_OIDC_ISSUER: issuer,
      GATEHOUSE_OIDC_CLIENT_ID: providerClient.id,
      GATEHOUSE_OIDC_CLIENT_SECRET_FILE: join(folder, 'client-secret'),
      GATEHOUSE_OIDC_NAME: `${providerName.en} || ${providerName.zh}`,
      GATEHOUSE_OIDC_SECOND_FACTORS: twoFactors,
      GATEHOUSE_IDENTITY_ISSUER: issuer,
      GATEHOUSE_IDENTITY_CLIENT_ID: providerClient.id,
      GATEHOUSE_IDENTITY_CLIENT_SECRET_FILE: join(folder, 'client-secret'),
      GATEHOUSE_IDENTITY_NAME: `${identityName.en} || ${identityName.zh}`,
      GATEHOUSE_IDENTITY_ASSURANCES: inPerson,
      GATEHOUSE_IDENTITY_NUMBER_CLAIM: 'id_number',
    },
    sendHomeTo: (publicAddress) => void (home = publicAddress),
    become: (other) => {
      somebody = other;
      known.set(other.subject, other);
    },
    lie: (other) => void (lie = other),
    close: () =>
      new Promise((resolve) => {
        rmSync(folder, { recursive: true });
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Follows the provider as a browser does; answers the query with which it is sent home. */
export async function visitProvider(address: string): Promise<string> {
  const cookies = new Map<string, string>();
  let next = address;
  for (let step = 0; step < 10; step += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(next, { redirect: 'manual', headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';')[0]?.split(/=(.*)/s) ?? [];
      cookies.set(name, value);
    }
    const location = answer.headers.get('location');
    if (location === null)
      throw new Error(`the provider ends at ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
    next = new URL(location, next).href;
    if (homes.includes(new URL(next).pathname)) return new URL(next).search.slice(1);
  }
  throw new Error('the provider sends people round and round');
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(`http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}`);
    }),
  );
}

function newKey(): KeyObject {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
}

function makeProvider(
  issuer: string,
  publicAddress: string,
  key: KeyObject,
  asks: boolean,
  known: ReadonlyMap<string, Somebody>,
): Provider {
  const configuration: Configuration = {
    clients: [
      {
        client_id: providerClient.id,
        client_secret: providerClient.secret,
        redirect_uris: homes.map((path) => `${publicAddress}${path}`),
        response_types: ['code'],
        grant_types: ['authorization_code'],
        id_token_signed_response_alg: 'ES256',
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    jwks: { keys: [{ ...key.export({ format: 'jwk' }), kid: 'invented', alg: 'ES256', use: 'sig' }] },
    acrValues: [twoFactors, inPerson],
    claims: { openid: ['sub'], profile: ['name', 'id_number'], acr: null },
    pkce: { required: () => true },
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    features: { devInteractions: { enabled: asks } },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...known.get(id)?.person }) }),
    ...(asks ? {} : { interactions: { url: (_context, { uid }) => `/interaction/${uid}` } }),
    // Nobody is asked whether the node may know who they are.
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({
        ...(oidc.client === undefined ? {} : { clientId: oidc.client.clientId }),
        ...(oidc.session?.accountId === undefined ? {} : { accountId: oidc.session.accountId }),
      });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
  };
  return new Provider(issuer, configuration);
}

/** Signs whoever came in without asking; `nobody` turns back. */
async function signInAs(
  provider: Provider,
  { subject, acr }: Somebody,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (subject === 'nobody') return provider.interactionFinished(request, response, { error: 'access_denied' });
  const login = { accountId: subject, remember: false, ...(acr === undefined ? {} : { acr }) };
  return provider.interactionFinished(request, response, { login });
}

/** Lets an answer of JSON leave as something else. */
function rewrite(response: ServerResponse, change: (body: string) => string): void {
  const end = response.end.bind(response);
  response.end = ((body?: unknown, ...more: unknown[]) => {
    if (typeof body !== 'string' && !Buffer.isBuffer(body))
      return (end as (...words: unknown[]) => unknown)(body, ...more);
    const changed = change(body.toString());
    response.setHeader('content-length', Buffer.byteLength(changed));
    return end(changed);
  }) as typeof response.end;
}

function told(body: string, lie: Lie, keys: readonly [KeyObject, KeyObject]): string {
  const answer = JSON.parse(body) as Record<string, unknown>;
  if (typeof answer.id_token !== 'string') return JSON.stringify({ ...answer, ...lie.metadata });
  const claims = JSON.parse(Buffer.from(answer.id_token.split('.')[1] ?? '', 'base64url').toString()) as object;
  const said = lie.claims?.({ ...claims }) ?? claims;
  return JSON.stringify({ ...answer, id_token: signed(said, lie.signs, keys) });
}

/** An ID token (RFC 7519) by ES256, or by nothing at all. */
function signed(claims: object, signs: Lie['signs'], [own, other]: readonly [KeyObject, KeyObject]): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg: signs === 'none' ? 'none' : 'ES256', kid: 'invented' })}.${part(claims)}`;
  if (signs === 'none') return `${text}.`;
  const key = signs === 'other' ? other : own;
  const signature = createSign('sha256').update(text).sign({ key, dsaEncoding: 'ieee-p1363' });
  return `${text}.${signature.toString('base64url')}`;
}
