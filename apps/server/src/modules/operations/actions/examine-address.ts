import { request as plainRequest } from 'node:http';
import { request } from 'node:https';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import addressWords from '../address-words.json' with { type: 'json' };
import { type AddressFacts, addressProblems } from '../rules/public-address.js';

const patienceMilliseconds = 5000;

/** Protocols that nobody may speak any more (RFC 8996), offered with whatever ciphers they had. */
const oldProtocols = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' } as const;

/** Where the node is reached, and where it is not encrypted. */
export type ExaminedAddress = { readonly address: string; readonly plainPort?: number };

/** How people reach the node: looked at from this machine, as a browser would. An address without encryption is said, and no fault outside production. */
export async function examineAddress({ address, plainPort = 80 }: ExaminedAddress, now: Date) {
  const url = new URL(address);
  if (url.protocol !== 'https:') return { wrong: undefined, right: { en: 'not encrypted', zh: '未加密' } };
  const facts = await lookAt(url, plainPort);
  if (facts === undefined) return { wrong: outOfReach, right: outOfReach };
  const problems = addressProblems(facts, now);
  const words = (language: 'en' | 'zh') => problems.map((problem) => addressWords[problem][language]).join(' ');
  const until = facts.certificateUntil?.toISOString().slice(0, 10) ?? '';
  return {
    wrong: problems.length > 0 ? { en: words('en'), zh: words('zh') } : undefined,
    right: { en: `${facts.protocol}, certificate until ${until}`, zh: `${facts.protocol}，证书有效至 ${until}` },
  };
}

const outOfReach = {
  en: 'It does not answer this machine. If people reach it all the same, look at its TLS from another machine.',
  zh: '本机无法访问该地址。如他人可以访问，请在其他机器上检查其 TLS 设置。',
};

async function lookAt(url: URL, plainPort: number): Promise<AddressFacts | undefined> {
  const found = await shakeHands(url, {}, (socket) => ({
    protocol: socket.getProtocol(),
    isTrusted: socket.authorized,
    certificateUntil: new Date(socket.getPeerCertificate().valid_to),
  }));
  if (found === undefined) return undefined;
  const takesOld = (await shakeHands(url, oldProtocols, () => true)) ?? false;
  const [strictSeconds, plain] = await Promise.all([readStrict(url), readPlain(url, plainPort)]);
  return { ...found, takesOld, strictSeconds, plain };
}

/** What a handshake comes to; undefined where there is none. A certificate that is not trusted is looked at all the same. */
function shakeHands<T>(url: URL, options: ConnectionOptions, read: (socket: TLSSocket) => T): Promise<T | undefined> {
  return new Promise((resolve) => {
    const target = { host: hostOf(url), port: Number(url.port || 443), servername: url.hostname };
    const socket = connect({ ...target, ...options, rejectUnauthorized: false });
    const end = (value: T | undefined): void => {
      resolve(value);
      socket.destroy();
    };
    socket.setTimeout(patienceMilliseconds, () => end(undefined));
    socket.once('secureConnect', () => end(read(socket)));
    socket.once('error', () => end(undefined));
  });
}

/** For how long browsers are told to stay encrypted. */
function readStrict(url: URL): Promise<number | undefined> {
  return new Promise((resolve) => {
    const asked = request(url, { rejectUnauthorized: false, timeout: patienceMilliseconds }, (answer) => {
      const said = /max-age="?(\d+)/i.exec(String(answer.headers['strict-transport-security'] ?? ''))?.[1];
      answer.destroy();
      resolve(said === undefined ? undefined : Number(said));
    });
    asked.once('timeout', () => asked.destroy());
    asked.once('error', () => resolve(undefined));
    asked.end();
  });
}

function readPlain(url: URL, port: number): Promise<AddressFacts['plain']> {
  return new Promise((resolve) => {
    const target = { host: hostOf(url), port, headers: { host: url.host }, timeout: patienceMilliseconds };
    const asked = plainRequest(target, ({ statusCode = 0, headers }) => {
      const leads = statusCode >= 300 && statusCode < 400 && String(headers.location).startsWith(`${url.origin}/`);
      resolve(leads ? 'redirects' : 'answers');
      asked.destroy();
    });
    asked.once('timeout', () => asked.destroy());
    asked.once('error', () => resolve('nothing'));
    asked.end();
  });
}

/** An address in brackets (RFC 3986) without them. */
function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}
