import { isIP } from 'node:net';
import { resolve, sep } from 'node:path';
import { documentKinds } from '@gatehouse/contract';
import { isLoopback } from './kernel/delivery/loopback.js';
import { refuse } from './kernel/errors.js';
import { type ModuleAddress, parseModuleAddress } from './kernel/keys/pkcs11-tool.js';
import { cryptographies, type Cryptography } from './kernel/keys/suites.js';
import settings from './settings.json' with { type: 'json' };

/** The parts of the house a node may run. */
export const nodeRoles = ['registry', 'platform', 'casework'] as const;
export type NodeRole = (typeof nodeRoles)[number];

/** What a data folder is for; stamped when it is made and never changed. */
export type Mode = 'demo' | 'office' | 'production';

/** The configuration of a node, read once. */
export type Config = {
  readonly port: number;
  readonly host: string;
  readonly dataFolder: string;
  /** The word given; the stamp of the data folder decides. */
  readonly mode: Mode | undefined;
  readonly databaseUrl: string;
  readonly databaseOwnerUrl: string;
  readonly databaseConnections: number;
  readonly roles: readonly NodeRole[];
  readonly keys: string;
  /** The value of the variable that `keys` names as `env:NAME`. */
  readonly keysValue: string | undefined;
  /** The token of a hardware module that holds keys. */
  readonly keyModule: ModuleAddress | undefined;
  /** The word given; keys that exist have their own. */
  readonly cryptography: Cryptography | undefined;
  readonly publicAddress: string;
  readonly logLevel: string;
  readonly requestsPerMinute: number;
  readonly looksPerHour: number;
  readonly looksPerDay: number;
  /** Addresses and ranges of the proxies in front, whose word on who asks is taken. */
  readonly trustedProxies: readonly string[];
  readonly operator: string;
  readonly lawPack: string;
  readonly smtpUrl: string;
  readonly mailFrom: string;
  readonly smsUrl: string;
  readonly smsSecret: string;
  readonly lastingActs: string;
  readonly witnesses: string;
  readonly oidcIssuer: string;
  readonly oidcClientId: string;
  readonly oidcClientSecretFile: string;
  readonly oidcName: string;
  readonly oidcSecondFactors: readonly string[];
  readonly identityIssuer: string;
  readonly identityClientId: string;
  readonly identityClientSecretFile: string;
  readonly identityName: string;
  readonly identityAssurances: readonly string[];
  readonly identityScope: string;
  readonly identityNameClaim: string;
  readonly identityNumberClaim: string;
  readonly identityDocument: (typeof documentKinds)[number];
  /** Work phones of people elsewhere who are told when an emergency look is opened alone. */
  readonly emergencyPages: readonly string[];
};

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads and checks the configuration.
 * @throws DomainError `configuration-invalid` naming the variable, never its value
 */
export function readConfig(environment: Environment): Config {
  const text = (name: keyof Config): string => {
    const setting = settings.find((entry) => entry.name === name);
    if (setting === undefined) throw new Error(`no setting ${name}`);
    return environment[setting.variable] ?? setting.fallback;
  };
  const keys = text('keys');
  return {
    port: wholeNumber('PORT', text('port'), 0, 65_535),
    host: text('host'),
    dataFolder: resolve(text('dataFolder')),
    mode: modeOf(text('mode')),
    databaseUrl: text('databaseUrl'),
    databaseOwnerUrl: text('databaseOwnerUrl'),
    databaseConnections: wholeNumber('GATEHOUSE_DATABASE_CONNECTIONS', text('databaseConnections'), 2, 500),
    roles: rolesOf(text('roles')),
    keys,
    keysValue: keys.startsWith('env:') ? environment[keys.slice('env:'.length)] : undefined,
    keyModule: keyModuleOf(text('keyModule')),
    cryptography: cryptographyOf(text('cryptography')),
    publicAddress: text('publicAddress').replace(/\/$/, ''),
    logLevel: text('logLevel'),
    requestsPerMinute: wholeNumber('GATEHOUSE_REQUESTS_PER_MINUTE', text('requestsPerMinute'), 1, 10_000_000),
    looksPerHour: wholeNumber('GATEHOUSE_LOOKS_PER_HOUR', text('looksPerHour'), 1, 100_000),
    looksPerDay: wholeNumber('GATEHOUSE_LOOKS_PER_DAY', text('looksPerDay'), 1, 100_000),
    trustedProxies: proxiesOf(text('trustedProxies')),
    operator: text('operator'),
    lawPack: text('lawPack'),
    smtpUrl: text('smtpUrl'),
    mailFrom: text('mailFrom'),
    smsUrl: text('smsUrl'),
    smsSecret: text('smsSecret'),
    lastingActs: text('lastingActs') === '' ? '' : resolve(text('lastingActs')),
    witnesses: text('witnesses') === '' ? '' : resolve(text('witnesses')),
    oidcIssuer: text('oidcIssuer'),
    oidcClientId: text('oidcClientId'),
    oidcClientSecretFile: text('oidcClientSecretFile'),
    oidcName: text('oidcName'),
    oidcSecondFactors: wordsOf(text('oidcSecondFactors')),
    identityIssuer: text('identityIssuer'),
    identityClientId: text('identityClientId'),
    identityClientSecretFile: text('identityClientSecretFile'),
    identityName: text('identityName'),
    identityAssurances: wordsOf(text('identityAssurances')),
    identityScope: text('identityScope'),
    identityNameClaim: text('identityNameClaim'),
    identityNumberClaim: text('identityNumberClaim'),
    identityDocument: documentOf(text('identityDocument')),
    emergencyPages: wordsOf(text('emergencyPages')),
  };
}

/**
 * Refuses what production must not run with.
 * @throws DomainError `configuration-invalid`
 */
export function refuseInsecure(config: Config): void {
  const problems = [
    config.databaseUrl === '' && 'production needs PostgreSQL: set DATABASE_URL',
    config.databaseOwnerUrl === '' && 'production needs the schema owner apart: set GATEHOUSE_DATABASE_OWNER_URL',
    keysLieInside(config) && 'production keeps its keys outside the data folder: set GATEHOUSE_KEYS',
    config.operator === '' && 'production names who operates it: set GATEHOUSE_OPERATOR',
    ![config.databaseUrl, config.databaseOwnerUrl].every(isProtectedDatabase) &&
      'production reaches a database on another machine over TLS: add sslmode=verify-full to its address',
    !config.publicAddress.startsWith('https://') && 'production is reached over https: set GATEHOUSE_PUBLIC_ADDRESS',
    config.trustedProxies.length === 0 &&
      'production stands behind a proxy, and without its name everybody would have its address: set GATEHOUSE_TRUSTED_PROXIES',
    config.oidcIssuer.startsWith('http:') &&
      'production asks its identity provider over https: set GATEHOUSE_OIDC_ISSUER',
    config.identityIssuer.startsWith('http:') &&
      'production asks the provider of electronic identities over https: set GATEHOUSE_IDENTITY_ISSUER',
  ].filter((problem) => problem !== false);
  if (problems.length > 0) refuse('configuration-invalid', { problem: `${problems.join('; ')}.` });
}

function documentOf(word: string): Config['identityDocument'] {
  const kind = documentKinds.find((one) => one === word);
  return kind ?? refuse('configuration-invalid', { problem: 'GATEHOUSE_IDENTITY_DOCUMENT names no kind of document.' });
}

/** On this machine (also by a socket in a folder), or encrypted with the server's certificate looked at. */
function isProtectedDatabase(address: string): boolean {
  // As node-postgres reads it: an address without a host is this machine's.
  const [written, base] = [address.replace('@/', '@localhost/'), 'postgres://localhost'];
  if (!URL.canParse(written, base)) return true;
  const { hostname, searchParams } = new URL(written, base);
  const host = searchParams.get('host') ?? hostname;
  if (host === '' || /^(\/|%2f)/i.test(host) || isLoopback(host)) return true;
  return searchParams.get('sslmode') === 'verify-full';
}

/** Whoever copies the data folder away must not hold what opens it. */
function keysLieInside({ keys, dataFolder }: Config): boolean {
  if (keys.startsWith('env:')) return false;
  return keys === '' || `${resolve(keys)}${sep}`.startsWith(`${dataFolder}${sep}`);
}

function wholeNumber(variable: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most) {
    refuse('configuration-invalid', { problem: `${variable} must be a whole number from ${least} to ${most}.` });
  }
  return value;
}

function wordsOf(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

function modeOf(text: string): Mode | undefined {
  if (text === '') return undefined;
  if (text === 'demo' || text === 'office' || text === 'production') return text;
  return refuse('configuration-invalid', { problem: 'GATEHOUSE_MODE must be demo, office or production.' });
}

function keyModuleOf(text: string): ModuleAddress | undefined {
  if (text === '') return undefined;
  const problem =
    'GATEHOUSE_KEY_MODULE must be a URI like pkcs11:token=NAME?module-path=/path/to/module.so&pin-source=/path/to/pin.';
  return parseModuleAddress(text) ?? refuse('configuration-invalid', { problem });
}

function cryptographyOf(text: string): Cryptography | undefined {
  if (text === '') return undefined;
  const known = cryptographies.find((word) => word === text);
  return (
    known ?? refuse('configuration-invalid', { problem: 'GATEHOUSE_CRYPTOGRAPHY must be international or commercial.' })
  );
}

function proxiesOf(text: string): string[] {
  const words = text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
  if (words.every(isAddressOrRange)) return words;
  return refuse('configuration-invalid', {
    problem: 'GATEHOUSE_TRUSTED_PROXIES takes addresses like 127.0.0.1 or 10.0.0.0/24, separated by commas.',
  });
}

function isAddressOrRange(word: string): boolean {
  const [address = '', bits, ...more] = word.split('/');
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  // Everybody is no proxy: a range of nothing would let every caller name an address.
  return bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

function rolesOf(text: string): NodeRole[] {
  const words = text.split(',').map((word) => word.trim());
  const roles = nodeRoles.filter((role) => words.includes(role));
  if (roles.length === 0 || roles.length !== words.length) {
    refuse('configuration-invalid', { problem: `GATEHOUSE_ROLES takes ${nodeRoles.join(', ')}, separated by commas.` });
  }
  return roles;
}
