import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { bech32 } from '@scure/base';
import { Decrypter, Encrypter, identityToRecipient } from 'age-encryption';
import { combine, split } from 'shamir-secret-sharing';
import { z } from 'zod';
import { DomainError } from '../errors.js';
import { syncFolder, writeDurably } from '../files/durable-write.js';
import { type CustodyShare, formatShare, parseShare } from './custody-share.js';
import { jsonOrNothing } from './key-entry.js';
import { openKeyFolder, readKeyFolder } from './key-folder.js';

/** What a key folder keeps of its custody: for whom its copies are sealed. Opens nothing. */
export type Custody = z.infer<typeof Custody>;
const Custody = z.strictObject({
  format: z.literal(1),
  /** Eight hexadecimal digits; the shares have them too. */
  custody: z.string().regex(/^[0-9a-f]{8}$/),
  /** The age public key whose other half is split. */
  recipient: z.string().startsWith('age1'),
  drawnAt: z.iso.datetime(),
  /** When two shares were last shown to fit; null: never. */
  testedAt: z.iso.datetime().nullable(),
});

/** A custody as it is drawn: the three shares are shown once and kept nowhere. */
export type DrawnCustody = { readonly custody: string; readonly shares: readonly string[] };

const custodyFile = 'custody.json';
const [shareCount, needed, secretBytes] = [3, 2, 32];
const sealedHead = 'gatehouse-keys 1';
/** What a copy holds: keys in force, those that were retired, and for whom copies are sealed. */
const copied = /^(?:[^.].*\.key\.json(?:\.retired)?|custody\.json)$/;
const SealedFiles = z.strictObject({
  node: z.string(),
  files: z.array(z.strictObject({ name: z.string().regex(/^[a-z0-9.-]+$/), content: z.string() })).min(1),
});

/**
 * Draws a custody for a key folder: an age key pair whose private half is split by Shamir's scheme, two of three (the library
 * `shamir-secret-sharing`, which was audited). Copies of the folder are from now on sealed for it; a custody of before opens those of
 * before.
 */
export async function drawCustody(folder: string, now: Date): Promise<DrawnCustody> {
  const secret = randomBytes(secretBytes);
  const recipient = await identityToRecipient(identityOf(secret));
  const custody = custodyOf(recipient);
  const parts = await split(Uint8Array.from(secret), shareCount, needed);
  secret.fill(0);
  const shares = parts.map((bytes, at) => formatShare({ custody, number: at + 1, bytes }));
  await writeCustody(folder, { format: 1, custody, recipient, drawnAt: now.toISOString(), testedAt: null });
  return { custody, shares };
}

/** The custody of a key folder; undefined where none was drawn. Errors: `keys-invalid`. */
export async function readCustody(folder: string): Promise<Custody | undefined> {
  const place = join(folder, custodyFile);
  const text = await readFile(place, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const read = Custody.safeParse(jsonOrNothing(text));
  if (!read.success) throw new DomainError('keys-invalid', { place });
  return read.data;
}

async function writeCustody(folder: string, custody: Custody): Promise<void> {
  await writeDurably(join(folder, custodyFile), Buffer.from(`${JSON.stringify(custody, null, 2)}\n`, 'utf8'));
}

/**
 * Tries two shares against the folder's custody, and notes the day.
 * Errors: `custody-not-drawn`, those of `identityFrom`, `custody-of-another`.
 */
export async function testCustody(folder: string, shares: readonly string[], now: Date): Promise<Custody> {
  const custody = await readCustody(folder);
  if (custody === undefined) throw new DomainError('custody-not-drawn');
  const opened = await identityFrom(shares);
  if (opened.custody !== custody.custody)
    throw new DomainError('custody-of-another', { found: opened.custody, expected: custody.custody });
  const tested = { ...custody, testedAt: now.toISOString() };
  await writeCustody(folder, tested);
  return tested;
}

/**
 * A copy of the key folder that any two shares open: one line in clear (node and custody), then an age file. Undefined where no custody
 * was drawn.
 */
export async function sealKeyFolder(folder: string): Promise<Buffer | undefined> {
  const custody = await readCustody(folder);
  if (custody === undefined) return undefined;
  const [first] = await readKeyFolder(folder);
  const names = (await readdir(folder)).filter((name) => copied.test(name)).sort();
  const contents = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  const node = first?.node ?? '';
  const files = names.map((name, at) => ({ name, content: contents[at] ?? '' }));
  const encrypter = new Encrypter();
  encrypter.addRecipient(custody.recipient);
  const sealed = await encrypter.encrypt(JSON.stringify({ node, files }));
  return Buffer.concat([Buffer.from(`${sealedHead} ${node} ${custody.custody}\n`, 'utf8'), sealed]);
}

/**
 * Makes a key folder again from its sealed copy and two shares, in a place that is not there yet; all of it or nothing, and only if it
 * opens as a ring (or names a module that holds it).
 * @returns the node's name
 * Errors: those of `identityFrom`, `custody-of-another`, `custody-copy-unreadable`, `keys-exist`, those of opening keys
 */
export async function restoreKeyFolder(sealed: Uint8Array, shares: readonly string[], folder: string): Promise<string> {
  const bytes = Buffer.from(sealed);
  const end = bytes.indexOf('\n');
  const [, node, expected] =
    /^gatehouse-keys 1 (\S+) ([0-9a-f]{8})$/.exec(bytes.toString('utf8', 0, Math.max(end, 0))) ?? [];
  if (node === undefined || expected === undefined) throw new DomainError('custody-copy-unreadable');
  const { identity, custody } = await identityFrom(shares);
  if (custody !== expected) throw new DomainError('custody-of-another', { found: custody, expected });
  const opened = await openSealed(bytes.subarray(end + 1), identity);
  if (opened.node !== node) throw new DomainError('custody-copy-unreadable');
  await writeFolder(resolve(folder), opened.files);
  return node;
}

async function openSealed(sealed: Uint8Array, identity: string): Promise<z.infer<typeof SealedFiles>> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  const text = await decrypter.decrypt(sealed, 'text').catch(() => undefined);
  const read = SealedFiles.safeParse(text === undefined ? undefined : jsonOrNothing(text));
  if (!read.success) throw new DomainError('custody-copy-unreadable');
  return read.data;
}

async function writeFolder(target: string, files: readonly { name: string; content: string }[]): Promise<void> {
  const unfinished = join(dirname(target), `.${basename(target)}-${randomBytes(6).toString('hex')}`);
  await mkdir(unfinished, { recursive: true, mode: 0o700 });
  try {
    for (const { name, content } of files) await writeDurably(join(unfinished, name), Buffer.from(content, 'utf8'));
    await openUnlessHeld(unfinished);
    if ((await readdir(target).catch(() => [])).length > 0) throw new DomainError('keys-exist', { place: target });
    await rename(unfinished, target);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
  await syncFolder(dirname(target));
}

/** Opens the ring to see that it is whole; one that a module holds is seen to be so where the module is. */
async function openUnlessHeld(folder: string): Promise<void> {
  await openKeyFolder(folder).catch((error: unknown) => {
    if (!(error instanceof DomainError && error.code === 'keys-need-module')) throw error;
  });
}

/**
 * The private key that two shares make. Nothing is tried with shares that do not belong together.
 * Errors: `custody-share-mistyped` (which share, which group), `custody-shares-needed`, `custody-share-twice`,
 * `custody-shares-differ` (of two custodies), `custody-shares-do-not-fit`
 */
export async function identityFrom(texts: readonly string[]): Promise<{ identity: string; custody: string }> {
  const shares = texts.map((text, at) => parseShare(text, at + 1));
  const [first, second] = shares;
  if (first === undefined || second === undefined) throw new DomainError('custody-shares-needed');
  const other = shares.find(({ custody }) => custody !== first.custody);
  if (other !== undefined)
    throw new DomainError('custody-shares-differ', { found: other.custody, expected: first.custody });
  const numbers = shares.map(({ number }) => number);
  const twice = numbers.find((number, at) => numbers.indexOf(number) !== at);
  if (twice !== undefined) throw new DomainError('custody-share-twice', { share: twice });
  const identity = identityOf(await combined(shares));
  const custody = custodyOf(await identityToRecipient(identity));
  if (custody !== first.custody) throw new DomainError('custody-shares-do-not-fit', { expected: first.custody });
  return { identity, custody };
}

async function combined(shares: readonly CustodyShare[]): Promise<Uint8Array> {
  const { custody = '' } = shares[0] ?? {};
  const secret = await combine(shares.map(({ bytes }) => Uint8Array.from(bytes))).catch(() => undefined);
  if (secret?.length === secretBytes) return secret;
  throw new DomainError('custody-shares-do-not-fit', { expected: custody });
}

/** 32 bytes as an age identity (X25519). */
function identityOf(secret: Uint8Array): string {
  return bech32.encodeFromBytes('AGE-SECRET-KEY-', secret).toUpperCase();
}

function custodyOf(recipient: string): string {
  return createHash('sha256').update(recipient).digest('hex').slice(0, 8);
}
