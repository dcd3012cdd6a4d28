import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import type { PasskeyMade, PasskeyShown } from '@gatehouse/contract';
import { type Caller, callerAs, worldPassword } from './people.js';
import type { TestNode } from './test-node.js';

/** Where test nodes take passkeys: the own machine, by its name. */
export const passkeyOrigin = 'http://localhost:7080';

/** What a device or a page does otherwise than it should. */
export type Mischief = {
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
  readonly isUserVerified?: boolean;
  readonly count?: number;
  readonly userHandle?: Buffer;
  readonly key?: KeyObject;
};

type Asked = { readonly options: Record<string, unknown> };

/** A device that holds one passkey (W3C Web Authentication, 6), with a counter that the test turns. */
export type Authenticator = {
  readonly make: (asked: Asked, mischief?: Mischief) => PasskeyMade;
  readonly show: (asked: Asked, mischief?: Mischief) => PasskeyShown;
};

/**
 * @param options `counts` false: a device that says 0 for ever, as those do that share a passkey; `origin`: the page it is asked on
 */
export function newAuthenticator({ counts = true, origin = passkeyOrigin } = {}): Authenticator {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const credentialId = randomBytes(32);
  let [uses, userHandle] = [0, Buffer.alloc(0)];
  const head = ({ rpId = 'localhost', isUserVerified = true, count = uses }: Mischief, flags: number): Buffer => {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(count);
    const said = Buffer.from([flags | (isUserVerified ? 0x05 : 0x01)]);
    return Buffer.concat([createHash('sha256').update(rpId).digest(), said, counter]);
  };
  const id = credentialId.toString('base64url');
  const common = { id, rawId: id, type: 'public-key' as const };
  return {
    make: (asked, mischief = {}) => {
      userHandle = Buffer.from(String((asked.options.user as { id: string }).id), 'base64url');
      const length = Buffer.from([0, credentialId.length]);
      const attested = Buffer.concat([Buffer.alloc(16), length, credentialId, coseKey(publicKey)]);
      const authData = Buffer.concat([head(mischief, 0x40), attested]);
      const attestationObject = Buffer.concat([
        Buffer.from([0xa3]),
        ...[text('fmt'), text('none'), text('attStmt'), Buffer.from([0xa0]), text('authData'), bytes(authData)],
      ]);
      const clientDataJSON = clientData('webauthn.create', asked, { origin, ...mischief }).toString('base64url');
      const response = { clientDataJSON, attestationObject: attestationObject.toString('base64url') };
      return { ...common, response: { ...response, transports: ['internal'] } };
    },
    show: (asked, mischief = {}) => {
      if (counts) uses += 1;
      const data = clientData('webauthn.get', asked, { origin, ...mischief });
      const authenticatorData = head(mischief, 0);
      const signed = Buffer.concat([authenticatorData, createHash('sha256').update(data).digest()]);
      return {
        ...common,
        response: {
          clientDataJSON: data.toString('base64url'),
          authenticatorData: authenticatorData.toString('base64url'),
          signature: sign('sha256', signed, mischief.key ?? privateKey).toString('base64url'),
          userHandle: (mischief.userHandle ?? userHandle).toString('base64url'),
        },
      };
    },
  };
}

/** Adds the passkey of a device to the caller's account; answers what the node answered. */
export async function addPasskey(caller: Caller, device: Authenticator, name = 'phone', current = worldPassword) {
  const begun = await caller('POST', '/api/passkeys/begin', { current });
  const asked = begun.json() as Asked & { challengeId: string };
  const body = { challengeId: asked.challengeId, name, response: device.make(asked) };
  const added = await caller('POST', '/api/passkeys', body);
  if (added.statusCode !== 201) throw new Error(`the passkey was refused: ${added.statusCode} ${String(added.code)}`);
  return added.json() as { passkey: { id: string }; recoveryCodes: string[] };
}

/** Signs an account of the world in for the first time where its roles ask for a second factor, and adds a passkey. */
export async function callerWithPasskey(node: TestNode, login: string) {
  const [caller, device] = [await callerAs(node, login), newAuthenticator()];
  return { caller, device, ...(await addPasskey(caller, device)) };
}

function clientData(type: string, { options }: Asked, { origin = passkeyOrigin, challenge }: Mischief): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge: challenge ?? options.challenge, origin, crossOrigin: false }));
}

/** A key on P-256 as COSE writes it (RFC 9053, 7.1.1). */
function coseKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  const coordinate = (label: number, value: string): Buffer =>
    Buffer.concat([Buffer.from([label, 0x58, 0x20]), Buffer.from(value, 'base64url')]);
  const kind = Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01]);
  return Buffer.concat([kind, coordinate(0x21, x), coordinate(0x22, y)]);
}

/** A text of fewer than 24 letters in CBOR (RFC 8949). */
function text(word: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 + word.length]), Buffer.from(word)]);
}

function bytes(value: Buffer): Buffer {
  const length = Buffer.alloc(3);
  length.writeUInt8(0x59);
  length.writeUInt16BE(value.length, 1);
  return Buffer.concat([length, value]);
}
