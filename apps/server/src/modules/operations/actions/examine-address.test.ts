import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createPlain, type Server as PlainServer } from 'node:http';
import { createServer, type Server, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import addressWords from '../address-words.json' with { type: 'json' };
import { type AddressFacts, addressProblems } from '../rules/public-address.js';
import { examineAddress } from './examine-address.js';

const now = new Date('2026-11-28T00:00:00Z');
const good: AddressFacts = {
  protocol: 'TLSv1.3',
  takesOld: false,
  isTrusted: true,
  certificateUntil: new Date('2027-02-01T00:00:00Z'),
  strictSeconds: 31_536_000,
  plain: 'redirects',
};

describe('what is wrong where people reach a node', () => {
  it.each([
    ['nothing', {}, []],
    ['nothing, with port 80 closed', { plain: 'nothing' as const }, []],
    ['TLS 1.0 is taken as well', { takesOld: true }, ['old-tls']],
    ['nothing better than TLS 1.1', { protocol: 'TLSv1.1' }, ['old-tls']],
    ['a certificate that nobody trusts', { isTrusted: false }, ['certificate']],
    ['one that ends in thirteen days', { certificateUntil: new Date('2026-12-11T00:00:00Z') }, ['certificate-ends']],
    ['browsers told nothing', { strictSeconds: undefined }, ['not-strict']],
    ['browsers told for a day', { strictSeconds: 86_400 }, ['not-strict']],
    ['a page at port 80', { plain: 'answers' as const }, ['plain-answers']],
  ])('%s', (_words, more, problems) => {
    expect(addressProblems({ ...good, ...more }, now)).toEqual(problems);
  });
});

describe('a server of TLS, looked at', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-tls-'));
  const [keyFile, certificateFile] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const running: (Server | PlainServer)[] = [];
  beforeAll(() => {
    const words = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 90 -subj /CN=localhost';
    const more = ['-addext', 'subjectAltName=DNS:localhost', '-keyout', keyFile, '-out', certificateFile];
    execFileSync('openssl', [...words.split(' '), ...more], { stdio: 'ignore' });
  });
  afterEach(() => {
    for (const server of running.splice(0)) server.close();
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const listening = (server: Server | PlainServer): Promise<number> =>
    new Promise((resolve) => {
      running.push(server);
      server.listen(0, 'localhost', () => resolve((server.address() as AddressInfo).port));
    });
  const encrypted = (strict: string | undefined, options: ServerOptions = {}): Promise<number> => {
    const pair = { key: readFileSync(keyFile), cert: readFileSync(certificateFile) };
    const headers = strict === undefined ? {} : { 'strict-transport-security': strict };
    return listening(createServer({ ...pair, ...options }, (_request, answer) => answer.writeHead(200, headers).end()));
  };
  const plain = (location: string | undefined): Promise<number> =>
    listening(
      createPlain((_request, answer) =>
        location === undefined ? answer.end('page') : answer.writeHead(301, { location }).end(),
      ),
    );
  const problemsOf = async (port: number, plainPort: number): Promise<string[]> => {
    const { wrong } = await examineAddress({ address: `https://localhost:${port}`, plainPort }, new Date());
    return Object.entries(addressWords).flatMap(([problem, { en, zh }]) =>
      wrong?.en.includes(en) === true && wrong.zh.includes(zh) ? [problem] : [],
    );
  };

  it('is good but for the certificate, which nobody signed', async () => {
    const port = await encrypted('max-age=31536000; includeSubDomains');
    expect(await problemsOf(port, await plain(`https://localhost:${port}/`))).toEqual(['certificate']);
  });

  it('that takes TLS 1.0, tells browsers nothing and answers in clear beside is named for each', async () => {
    const old = { minVersion: 'TLSv1', ciphers: 'DEFAULT:@SECLEVEL=0' } as const;
    const port = await encrypted(undefined, old);
    expect(await problemsOf(port, await plain(undefined))).toEqual([
      'old-tls',
      'certificate',
      'not-strict',
      'plain-answers',
    ]);
  });

  it('that leads elsewhere from port 80 answers there', async () => {
    const port = await encrypted('max-age=31536000');
    expect(await problemsOf(port, await plain('https://elsewhere.example/'))).toContain('plain-answers');
  });

  it('that does not answer is named in words of its own', async () => {
    const port = await encrypted(undefined);
    running.splice(0).forEach((server) => server.close());
    const { wrong } = await examineAddress({ address: `https://localhost:${port}` }, now);
    expect(wrong?.en).toContain('does not answer this machine');
  });

  it('without encryption is said and is no fault of the address', async () => {
    expect(await examineAddress({ address: 'http://localhost:7080' }, now)).toMatchObject({ wrong: undefined });
  });
});
