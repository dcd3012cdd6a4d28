import { readFile, stat } from 'node:fs/promises';
import type { Config } from './config.js';
import { refuse } from './kernel/errors.js';
import type { PersonProviderSetting, ProviderSetting } from './modules/access/index.js';

/**
 * Reads the identity provider of a node, by which people sign in; undefined where the operator named none.
 * @param publicAddress where people reach the node, without a slash at the end
 * @throws DomainError `configuration-invalid` naming the variable, never a value
 */
export async function readProviderSetting(config: Config, publicAddress: string): Promise<ProviderSetting | undefined> {
  const client = await readClient('GATEHOUSE_OIDC', {
    issuer: config.oidcIssuer,
    clientId: config.oidcClientId,
    secretFile: config.oidcClientSecretFile,
    name: config.oidcName,
  });
  if (client === undefined) return undefined;
  return {
    ...client,
    assurances: config.oidcSecondFactors,
    scope: 'openid',
    redirectAddress: `${publicAddress}/sign-in/provider`,
  };
}

/**
 * Reads the provider of electronic identities, by which anybody proves who they are to see their own page; undefined where the
 * operator named none.
 * @param publicAddress as for `readProviderSetting`
 * @throws DomainError `configuration-invalid` naming the variable, never a value
 */
export async function readPersonProviderSetting(
  config: Config,
  publicAddress: string,
): Promise<PersonProviderSetting | undefined> {
  const client = await readClient('GATEHOUSE_IDENTITY', {
    issuer: config.identityIssuer,
    clientId: config.identityClientId,
    secretFile: config.identityClientSecretFile,
    name: config.identityName,
  });
  if (client === undefined) return undefined;
  // Without a word that counts, whoever has an account there could open the page of the person they say they are.
  if (config.identityAssurances.length === 0)
    refuse('configuration-invalid', { problem: 'GATEHOUSE_IDENTITY_ISSUER needs GATEHOUSE_IDENTITY_ASSURANCES.' });
  if (config.identityNumberClaim === '')
    refuse('configuration-invalid', { problem: 'GATEHOUSE_IDENTITY_ISSUER needs GATEHOUSE_IDENTITY_NUMBER_CLAIM.' });
  return {
    ...client,
    assurances: config.identityAssurances,
    scope: config.identityScope,
    redirectAddress: `${publicAddress}/own-page/identity`,
    claims: {
      name: config.identityNameClaim,
      number: config.identityNumberClaim,
      documentType: config.identityDocument,
    },
  };
}

/** A client of a provider as it is configured, by the beginning of its variables. */
type NamedClient = {
  readonly issuer: string;
  readonly clientId: string;
  readonly secretFile: string;
  readonly name: string;
};

async function readClient(
  prefix: string,
  { issuer, clientId, secretFile, name }: NamedClient,
): Promise<Pick<ProviderSetting, 'issuer' | 'clientId' | 'clientSecret' | 'name'> | undefined> {
  if (issuer === '') return undefined;
  if (!isTrustworthy(issuer))
    refuse('configuration-invalid', {
      problem: `${prefix}_ISSUER must be an https address, without query and fragment.`,
    });
  if (clientId === '') refuse('configuration-invalid', { problem: `${prefix}_ISSUER needs ${prefix}_CLIENT_ID.` });
  const clientSecret = await readSecret(`${prefix}_CLIENT_SECRET_FILE`, secretFile);
  return { issuer, clientId, clientSecret, name: nameOf(name === '' ? new URL(issuer).host : name) };
}

async function readSecret(variable: string, file: string): Promise<string> {
  const named = `${variable} names`;
  const text = await readFile(file, 'utf8').catch(() =>
    refuse('configuration-invalid', { problem: `${named} a file that cannot be read.` }),
  );
  // Whoever reads it speaks for this node at the provider.
  if (((await stat(file)).mode & 0o077) !== 0)
    refuse('configuration-invalid', { problem: `${named} a file that others may read: chmod 600 it.` });
  const secret = text.trim();
  return secret === '' ? refuse('configuration-invalid', { problem: `${named} an empty file.` }) : secret;
}

/** `English || 中文`, or one name for both. */
function nameOf(text: string): ProviderSetting['name'] {
  const [en = text, zh = en] = text.split('||').map((word) => word.trim());
  return { en, zh };
}

/** What is asked without encryption can be answered by anybody on the way; only the own machine has no way. */
function isTrustworthy(issuer: string): boolean {
  if (!URL.canParse(issuer)) return false;
  const { protocol, hostname, search, hash } = new URL(issuer);
  if (search !== '' || hash !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname));
}
