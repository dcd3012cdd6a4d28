import { readFile, stat } from 'node:fs/promises';
import type { Config } from './config.js';
import { refuse } from './kernel/errors.js';
import type { ProviderSetting } from './modules/access/index.js';

/**
 * Reads the identity provider of a node, by which people sign in; undefined where the operator named none.
 * @param publicAddress where people reach the node, without a slash at the end
 * @throws DomainError `configuration-invalid` naming the variable, never a value
 */
export async function readProviderSetting(config: Config, publicAddress: string): Promise<ProviderSetting | undefined> {
  const { oidcIssuer: issuer, oidcClientId: clientId } = config;
  if (issuer === '') return undefined;
  if (!isTrustworthy(issuer))
    refuse('configuration-invalid', {
      problem: 'GATEHOUSE_OIDC_ISSUER must be an https address, without query and fragment.',
    });
  if (clientId === '')
    refuse('configuration-invalid', { problem: 'GATEHOUSE_OIDC_ISSUER needs GATEHOUSE_OIDC_CLIENT_ID.' });
  return {
    issuer,
    clientId,
    clientSecret: await readSecret(config.oidcClientSecretFile),
    name: nameOf(config.oidcName === '' ? new URL(issuer).host : config.oidcName),
    secondFactors: config.oidcSecondFactors,
    redirectAddress: `${publicAddress}/sign-in/provider`,
  };
}

async function readSecret(file: string): Promise<string> {
  const named = 'GATEHOUSE_OIDC_CLIENT_SECRET_FILE names';
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
