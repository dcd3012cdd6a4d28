import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Witness, WitnessAnswer } from './witness.js';

/** Largest request: C2SP tlog-witness names no limit; a note of this size holds a hundred signatures. */
const mostBytes = 64 * 1024;

const tooLarge: WitnessAnswer = {
  status: 413,
  mediaType: 'text/plain; charset=utf-8',
  text: 'Too large. 请求过大。\n',
};
const notHere: WitnessAnswer = {
  status: 404,
  mediaType: 'text/plain; charset=utf-8',
  text: 'A witness of logs: POST /add-checkpoint (C2SP tlog-witness). 日志见证方:POST /add-checkpoint。\n',
};
const failed: WitnessAnswer = {
  status: 500,
  mediaType: 'text/plain; charset=utf-8',
  text: 'The witness could not keep the head and signed nothing. 见证方未能保存日志头，未予签名。\n',
};

/**
 * What the browser may do with every answer. The verifier allows itself its one script by its hash, within the page; what is said here
 * only narrows that further: no frame around it, nothing asked anywhere. The proxy before the witness encrypts; a browser that came by it
 * never comes without.
 */
const guards = {
  'content-security-policy':
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'; object-src 'none'; connect-src 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
};

/** What a witness also gives to people: the page that verifies proofs, and the keys it stands for. */
export type WitnessPages = {
  /** The verifier, byte for byte as it was built; undefined where it is not. */
  readonly verifier: string | undefined;
  /** Keys of the logs and its own, as a policy. */
  readonly policy: string;
};

/**
 * A witness on a port. Whoever opens its address in a browser gets the verifier with the keys filled in: behind `#`, so that the
 * file stays the one whose SHA-256 is published.
 *
 * @param onFailure told of what it could not keep; nothing was signed then
 */
export function witnessServer(witness: Witness, onFailure: (error: unknown) => void, pages?: WitnessPages): Server {
  const shown = new Map(Object.entries(pages === undefined ? {} : pagesOf(pages)));
  const answer = async (request: IncomingMessage): Promise<WitnessAnswer> => {
    if (request.method === 'GET' && request.url === '/heads') return witness.heads();
    if (request.method === 'GET') return shown.get(request.url ?? '') ?? notHere;
    if (request.method !== 'POST' || request.url !== '/add-checkpoint') return notHere;
    const body = await bodyOf(request);
    return body === undefined ? tooLarge : witness.addCheckpoint(body);
  };
  const server = createServer((request, response) => {
    answer(request).then(
      (given) => send(response, given),
      (error: unknown) => {
        onFailure(error);
        send(response, failed);
      },
    );
  });
  server.requestTimeout = 30_000;
  return server;
}

function pagesOf({ verifier, policy }: WitnessPages): Readonly<Record<string, WitnessAnswer>> {
  const policyAnswer = { '/policy': { status: 200, mediaType: 'text/plain; charset=utf-8', text: policy } };
  if (verifier === undefined) return policyAnswer;
  const place = `/verifier#keys=${encodeURIComponent(policy)}`;
  return {
    ...policyAnswer,
    '/': { status: 302, mediaType: 'text/plain; charset=utf-8', text: `${place}\n`, location: place },
    '/verifier': { status: 200, mediaType: 'text/html; charset=utf-8', text: verifier },
  };
}

async function bodyOf(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > mostBytes) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function send(response: ServerResponse, { status, mediaType, text, location }: WitnessAnswer): void {
  const moved = location === undefined ? {} : { location };
  response.writeHead(status, { ...guards, 'content-type': mediaType, 'cache-control': 'no-store', ...moved }).end(text);
}
