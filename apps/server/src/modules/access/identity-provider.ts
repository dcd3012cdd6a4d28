import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  type CustomFetch,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import type { Log } from '../../kernel/log.js';
import { causeOf, outcomeOfFailure } from './provider-failure.js';
import { isSaid, providerRules } from './rules/identity-provider.js';

/** An identity provider as the configuration names it. */
export type ProviderSetting = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What people call it. */
  readonly name: { readonly en: string; readonly zh: string };
  /** Values of `acr` and `amr` that count: by which it says that enough was shown there. */
  readonly assurances: readonly string[];
  /** What it is asked to say: `openid` alone says who somebody is there, and nothing else of them. */
  readonly scope: string;
  /** The one address that it sends people home to. */
  readonly redirectAddress: string;
};

/** What a way to the provider that was begun is held to when somebody comes home. */
export type Attempt = { readonly state: string; readonly nonce: string; readonly codeVerifier: string };

/** Whom the provider names, whether they showed there what counts, and what it says of them. */
export type Identified = {
  readonly issuer: string;
  readonly subject: string;
  readonly isAssured: boolean;
  readonly claims: Readonly<Record<string, unknown>>;
};

/** Why nobody is named: a word that is not taken, somebody who turned back there, or no answer. */
export type ProviderFailure = 'provider-refused' | 'provider-declined' | 'provider-out-of-reach';

/** The identity provider of a node (OpenID Connect Core 1.0: authorisation code with PKCE, RFC 7636). */
export type IdentityProvider = {
  readonly name: ProviderSetting['name'];
  /** Where to send somebody, and what to hold them to. */
  readonly begin: () => Promise<{ readonly address: string; readonly attempt: Attempt } | ProviderFailure>;
  /** @param query what the provider has sent the browser home with */
  readonly ask: (query: string, attempt: Attempt) => Promise<Identified | ProviderFailure>;
};

/**
 * Opens the provider of the configuration. It is asked how it works when it is first needed, and again after it was out of reach: a node
 * starts without it. The log has the code of what went wrong; what the provider said stays out of it.
 */
export function openProvider(setting: ProviderSetting, log: Log): IdentityProvider {
  let known: Promise<Configuration> | undefined;
  const attend = async <Answer>(
    ask: (configuration: Configuration) => Promise<Answer>,
  ): Promise<Answer | ProviderFailure> => {
    try {
      known ??= discover(setting);
      return await ask(await known);
    } catch (error) {
      const outcome = outcomeOfFailure(error);
      if (outcome === 'provider-out-of-reach') known = undefined;
      log.warn({ outcome, cause: causeOf(error) }, 'the identity provider named nobody');
      return outcome;
    }
  };
  return {
    name: setting.name,
    begin: () => attend((configuration) => begin(configuration, setting)),
    ask: (query, attempt) => attend((configuration) => exchange(configuration, setting, query, attempt)),
  };
}

/**
 * Asks the provider how it works, under its issuer, which has to be the one of the configuration. Whatever it names there has to lie at
 * the issuer's own origin: nothing that it answers makes this machine call another, or sends people anywhere else.
 */
async function discover({ issuer, clientId, clientSecret }: ProviderSetting): Promise<Configuration> {
  const server = new URL(issuer);
  const configuration = await discovery(server, clientId, undefined, authenticationBy(clientSecret), {
    execute: [enableNonRepudiationChecks, ...(server.protocol === 'http:' ? [allowInsecureRequests] : [])],
    timeout: providerRules.patienceSeconds,
    [customFetch]: fetchFrom(server.origin),
  });
  const { issuer: named, authorization_endpoint: entrance } = configuration.serverMetadata();
  // The library lets some providers name themselves otherwise. An issuer is a string and compared as one (OpenID Connect Discovery 4.3).
  if (named !== issuer) throw new ElsewhereError();
  if (entrance === undefined || new URL(entrance).origin !== server.origin) throw new ElsewhereError();
  return configuration;
}

/** The provider named another issuer than the configuration, or a place at another origin than its issuer's. */
class ElsewhereError extends Error {
  readonly code = 'ELSEWHERE';
}

/** Calls the provider, without following it anywhere. */
function fetchFrom(origin: string): CustomFetch {
  return async (address, options) => {
    if (new URL(address).origin !== origin) throw new ElsewhereError();
    return fetch(address, options as RequestInit);
  };
}

/** As the provider takes the secret: in the body of the request, or in a header where it says so and not the other. */
function authenticationBy(secret: string): ClientAuth {
  const [post, basic] = [ClientSecretPost(secret), ClientSecretBasic(secret)];
  return (server, ...words) => {
    const ways = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    return (ways.includes('client_secret_post') ? post : basic)(server, ...words);
  };
}

async function begin(configuration: Configuration, { redirectAddress, assurances, scope }: ProviderSetting) {
  const attempt: Attempt = { state: randomState(), nonce: randomNonce(), codeVerifier: randomPKCECodeVerifier() };
  const address = buildAuthorizationUrl(configuration, {
    redirect_uri: redirectAddress,
    scope,
    state: attempt.state,
    nonce: attempt.nonce,
    code_challenge: await calculatePKCECodeChallenge(attempt.codeVerifier),
    code_challenge_method: 'S256',
    max_age: String(providerRules.longestSinceSignInSeconds),
    ...(assurances.length === 0 ? {} : { acr_values: assurances.join(' ') }),
  });
  return { address: address.href, attempt };
}

/**
 * Gives the code for the provider's word and looks at it: state and issuer of the answer (RFC 9207), then the ID token's signature,
 * issuer, audience, nonce, end and time of signing in, by the clock of the machine as the provider's are.
 */
async function exchange(
  configuration: Configuration,
  { redirectAddress, assurances, scope }: ProviderSetting,
  query: string,
  { state, nonce, codeVerifier }: Attempt,
): Promise<Identified | ProviderFailure> {
  const home = new URL(redirectAddress);
  home.search = query;
  const tokens = await authorizationCodeGrant(configuration, home, {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: codeVerifier,
    idTokenExpected: true,
    maxAge: providerRules.longestSinceSignInSeconds,
  });
  const claims = tokens.claims();
  if (claims === undefined) return 'provider-refused';
  const { iss: issuer, sub: subject, acr, amr } = claims;
  const isMore = scope !== 'openid' && configuration.serverMetadata().userinfo_endpoint !== undefined;
  const more = isMore ? await fetchUserInfo(configuration, tokens.access_token, subject) : {};
  return { issuer, subject, isAssured: isSaid({ acr, amr }, assurances), claims: { ...more, ...claims } };
}
