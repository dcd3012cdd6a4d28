import { createHash } from 'node:crypto';

/** What a run used and nothing outside the database may repeat, by what it is. */
export type Secrets = ReadonlyMap<string, string>;

const numbers = /(?<![0-9A-Za-z])10\d{4}(?:19|20)\d{9}[\dX](?![0-9A-Za-z])/g;
const phones = /(?<!\d)1[3-9]\d{9}(?!\d)/g;
const mailboxes = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const personName = /^[\u4e00-\u9fff·]{2,4}$/u;
/** Fields whose text is a person's, a secret's, or written by a person. */
const personal = ['name', 'formerNames', 'displayName', 'contact', 'phone', 'workPhone', 'email', 'guardian'];
const secret = ['code', 'link', 'ticket', 'token', 'secret', 'password', 'current', 'recoveryCodes'];
const written = ['words', 'reason', 'reference', 'note', 'seen'];

/** The secrets in a text that was sent to a node or came from it: numbers, phones, mailboxes; in JSON names, codes, links and people's own words too. */
export function secretsIn(text: string): [string, string][] {
  const found: [string, string][] = [
    ...[...text.matchAll(numbers)].map(([value]): [string, string] => [value, 'document number']),
    ...[...text.matchAll(phones)].map(([value]): [string, string] => [value, 'phone']),
    ...[...text.matchAll(mailboxes)].map(([value]): [string, string] => [value, 'mailbox']),
  ];
  for (const [key, value] of leavesOf(parsed(text))) {
    if (personal.includes(key) && personName.test(value)) found.push([value, 'name']);
    if (secret.includes(key) && isSecret(value)) found.push([value, key]);
    if (written.includes(key) && value.length >= 6 && !uuid.test(value)) found.push([value, 'own words']);
  }
  return found;
}

/** Codes of problems, of the law and of places are no secrets. */
function isSecret(value: string): boolean {
  return value.length >= 6 && !/^[a-z][a-z_-]*$/.test(value) && !/^10\d{4}$/.test(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function leavesOf(value: unknown, key = ''): [string, string][] {
  if (typeof value === 'string') return [[key, value]];
  if (Array.isArray(value)) return value.flatMap((one) => leavesOf(one, key));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => leavesOf(one, name));
}

/** The forms in which a value would still be recognised: as it is, encoded, or hashed without a key. */
export function formsOf(value: string): string[] {
  const bytes = Buffer.from(value);
  const hashes = ['sha256', 'sha1', 'md5', 'sha512'].map((name) => createHash(name).update(bytes).digest());
  const encoded = (one: Buffer): string[] => [
    one.toString('hex'),
    one.toString('base64').replace(/=+$/, ''),
    one.toString('base64url'),
  ];
  const escaped = [...value].map((one) => (one > '~' ? `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}` : one));
  return [...new Set([value, encodeURIComponent(value), escaped.join(''), ...[bytes, ...hashes].flatMap(encoded)])];
}

/** Which of the secrets stand in a text, in whatever form; by what they are, and never themselves. */
export function tracesIn(text: string, secrets: Secrets): string[] {
  const found: string[] = [];
  for (const [value, kind] of secrets) {
    const forms = formsOf(value).filter((form) => stands(text, form));
    if (forms.length > 0) found.push(`${kind} of ${value.length} characters`);
  }
  return found;
}

/** Digits within a longer number are another number. */
function stands(text: string, form: string): boolean {
  if (!/^\d{1,11}$/.test(form)) return text.includes(form);
  return new RegExp(`(?<![\\d.])${form}(?!\\d)`).test(text);
}
