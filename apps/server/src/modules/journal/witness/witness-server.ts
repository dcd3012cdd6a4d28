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

/** A witness on a port. @param onFailure told of what it could not keep; nothing was signed then */
export function witnessServer(witness: Witness, onFailure: (error: unknown) => void): Server {
  const answer = async (request: IncomingMessage): Promise<WitnessAnswer> => {
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

function send(response: ServerResponse, { status, mediaType, text }: WitnessAnswer): void {
  response.writeHead(status, { 'content-type': mediaType, 'cache-control': 'no-store' }).end(text);
}
