import { spawn } from 'node:child_process';
import { open } from 'node:fs/promises';
import { DomainError } from '../errors.js';
import { refuseWiderMode } from './key-files.js';

/** A token of a hardware module (PKCS #11), and how its PIN is found. */
export type ModuleAddress = {
  /** The module's library. */
  readonly modulePath: string;
  /** The token's label, or its slot. */
  readonly token: { readonly label: string } | { readonly slot: string };
  /** File that holds the PIN alone, 0600. */
  readonly pinFile: string;
};

/** What is asked of a token. Secret keys never leave it. */
export type ModuleToken = {
  readonly place: string;
  /** AES of each 16-byte block by itself, under the key of this id: a pseudo-random function, not a way to encipher data. */
  readonly encryptBlocks: (id: string, blocks: Uint8Array) => Promise<Buffer>;
  /** Ed25519 over a message of at most `longestSigned` bytes. */
  readonly sign: (id: string, message: Uint8Array) => Promise<Buffer>;
  /** Public key of a pair, as SubjectPublicKeyInfo in PEM. */
  readonly publicKey: (id: string) => Promise<string>;
  /** Draws a secret key of AES-256 that can never be read out. */
  readonly drawSecret: (id: string, label: string) => Promise<void>;
  /** Draws an Ed25519 pair whose private half can never be read out. */
  readonly drawPair: (id: string, label: string) => Promise<void>;
};

/** pkcs11-tool hands over what is longer in parts, which Ed25519 does not take. */
export const longestSigned = 1024;

/** The longest that one call may take, in milliseconds: a module over a network that does not answer is one that is not there. */
const patience = 30_000;
const pinVariable = 'GATEHOUSE_KEY_MODULE_PIN';

/**
 * Reads the address of a token: a URI of RFC 7512 with `token` or `slot-id`, `module-path` and `pin-source`, for example
 * `pkcs11:token=gatehouse?module-path=/usr/lib/softhsm/libsofthsm2.so&pin-source=file:/etc/gatehouse/pin`; undefined where it is none.
 */
export function parseModuleAddress(uri: string): ModuleAddress | undefined {
  const [, path = '', query = ''] = /^pkcs11:([^?]*)\?(.*)$/.exec(uri) ?? [];
  const attribute = (text: string, separator: string, name: string): string | undefined => {
    const found = text.split(separator).find((part) => part.startsWith(`${name}=`));
    return found === undefined ? undefined : decoded(found.slice(name.length + 1));
  };
  const [label, slot] = [attribute(path, ';', 'token'), attribute(path, ';', 'slot-id')];
  const modulePath = attribute(query, '&', 'module-path');
  const pinFile = attribute(query, '&', 'pin-source')?.replace(/^file:(\/\/)?/, '');
  if (modulePath === undefined || pinFile === undefined || !modulePath.startsWith('/') || !pinFile.startsWith('/'))
    return undefined;
  if (label !== undefined && label !== '') return { modulePath, token: { label }, pinFile };
  return slot !== undefined && /^\d+$/.test(slot) ? { modulePath, token: { slot }, pinFile } : undefined;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/**
 * A token by OpenSC's `pkcs11-tool`, one call after the other. The PIN is read from its file for each call and handed over in the
 * environment of that process alone, never among its arguments; after a wrong PIN nothing is asked any more until the node starts
 * again, since tokens lock themselves after some wrong ones.
 * Errors of every call: `key-module-fails`, `keys-too-open` (the file of the PIN), with the place and never a secret.
 */
export function openModuleToken({ modulePath, token, pinFile }: ModuleAddress): ModuleToken {
  const place = 'label' in token ? token.label : `slot ${token.slot}`;
  const which = 'label' in token ? ['--token-label', token.label] : ['--slot', token.slot];
  const common = ['--module', modulePath, ...which, '--login', '--pin', `env:${pinVariable}`];
  let refusal: DomainError | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  const call = async (words: readonly string[], input: Uint8Array): Promise<Buffer> => {
    if (refusal !== undefined) throw refusal;
    const { status, output, said } = await run([...common, ...words], input, await readPin(pinFile));
    if (status === 0) return output;
    const failure = new DomainError('key-module-fails', { place, problem: problemOf(said) });
    if (/CKR_PIN_(INCORRECT|LOCKED|EXPIRED|INVALID|LEN_RANGE)/.test(said)) refusal = failure;
    throw failure;
  };
  const inTurn = (words: readonly string[], input: Uint8Array = Buffer.alloc(0)): Promise<Buffer> => {
    const next = turn.catch(() => undefined).then(() => call(words, input));
    turn = next;
    return next;
  };
  const whole = (output: Buffer, bytes: number): Buffer => {
    if (output.length === bytes) return output;
    throw new DomainError('key-module-fails', {
      place,
      problem: `${output.length} bytes came where ${bytes} were asked for`,
    });
  };
  return {
    place,
    encryptBlocks: async (id, blocks) =>
      whole(await inTurn(['--encrypt', '--mechanism', 'AES-ECB', '--id', id], blocks), blocks.length),
    sign: async (id, message) => {
      if (message.length > longestSigned) throw new Error(`the module signs at most ${longestSigned} bytes`);
      return whole(await inTurn(['--sign', '--mechanism', 'EDDSA', '--id', id], message), 64);
    },
    publicKey: async (id) => (await inTurn(['--read-object', '--type', 'pubkey', '--id', id])).toString('utf8'),
    drawSecret: async (id, label) => {
      await inTurn(['--keygen', '--key-type', 'AES:32', '--sensitive', '--id', id, '--label', label]);
    },
    drawPair: async (id, label) => {
      await inTurn(['--keypairgen', '--key-type', 'EC:edwards25519', '--sensitive', '--id', id, '--label', label]);
    },
  };
}

async function readPin(path: string): Promise<string> {
  const file = await open(path, 'r').catch(() => undefined);
  if (file === undefined) throw new DomainError('keys-missing', { place: path });
  try {
    refuseWiderMode((await file.stat()).mode, 0o600, path);
    return (await file.readFile('utf8')).replace(/\r?\n$/, '');
  } finally {
    await file.close();
  }
}

type Ran = { readonly status: number; readonly output: Buffer; readonly said: string };

function run(words: readonly string[], input: Uint8Array, pin: string): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn('pkcs11-tool', words, { env: { ...process.env, [pinVariable]: pin }, timeout: patience });
    const output: Buffer[] = [];
    const said: Buffer[] = [];
    child.stdout.on('data', (bytes: Buffer) => output.push(bytes));
    child.stderr.on('data', (bytes: Buffer) => said.push(bytes));
    const end = (status: number | null, words = '') =>
      resolve({
        status: status ?? 1,
        output: Buffer.concat(output),
        said: `${Buffer.concat(said).toString()}${words}`,
      });
    child.once('error', () => end(1, 'pkcs11-tool cannot be started'));
    child.once('close', (status, signal) => end(status, signal === null ? '' : 'the module did not answer in time'));
    // A tool that ends before it has read everything has said why.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

/** What the tool said, in the words of the standard: return values, and the lines of the tool that carry none of our data. */
function problemOf(said: string): string {
  const known = [
    /CKR_[A-Z_]+/,
    /No slot with token named/,
    /Failed to load pkcs11 module/,
    /(?:Secret|Private|Public) key not found/i,
    /pkcs11-tool cannot be started/,
    /the module did not answer in time/,
    /object not found/,
    /No slots?[^"\n]*/,
  ];
  const lines = said.split('\n').filter((line) => !line.startsWith('warning'));
  for (const pattern of known) {
    const [found] = lines.flatMap((line) => pattern.exec(line)?.[0] ?? []);
    if (found !== undefined) return found;
  }
  return 'pkcs11-tool failed';
}
